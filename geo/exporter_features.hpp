// Features of a small collection as a table: CSV, or the layer of a GeoPackage. A cell says what the feature says, by a
// pointer into it, so that a file cannot say something else than a page. All of it is held in memory.
#pragma once

#include "geo/exporter_columns.hpp"
#include "geo/projection.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yaad::geo {

struct FeatureColumn {
  std::string_view name;
  ColumnKind kind = ColumnKind::text;
  std::string_view from;   // JSON pointer (RFC 6901) into the feature: "/properties/name"; a list is joined by ';'
  std::string_view about;  // what it says, for the codebook
};

enum class FeatureGeometry : std::uint8_t { none, point, multipolygon };

struct FeatureTable {
  std::string_view name;      // of the layer
  std::string_view features;  // the text of a FeatureCollection of our own
  std::span<const FeatureColumn> columns;
  FeatureGeometry geometry = FeatureGeometry::none;
  std::vector<std::pair<std::string_view, std::string>> provenance;
};

// Begins with a byte order mark, is safe from formulas, and says what it is in the last column of the first row.
std::string features_as_csv(const FeatureTable& table);

// Writes the file `path`, whose name ends in .gpkg and is free. The geometries are in this system, easting first.
// Opened again and counted. Throws when OGR fails, and then there may be a part of a file.
void write_features_gpkg(const FeatureTable& table, const CrsName& crs, const std::string& updated,
                         const std::string& path);

}  // namespace yaad::geo
