// One vector layer, read through OGR: the only file that reads with it. Formats by their own drivers, by name, from
// bytes read once; OGR itself opens no path, no link, no URL, no connection string and no virtual file of others.
//
// OGR loses data silently where a file is damaged, so every feature is asked for errors, the features are counted
// against the number declared, and one fault refuses the layer. Coordinates arrive as WGS 84 longitude, latitude.
// Not for our own data folder (geo/csv_rows): OGR's CSV has no line numbers and accepts too much.
#pragma once

#include "geo/layer_bytes.hpp"
#include "geo/polygon.hpp"
#include "geo/result.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

struct LayerFeature {
  std::vector<std::string> values;  // one a column, as text; blank where null, lists joined by ';'
  std::optional<LonLat> point;      // of a point, or of a multipoint of one
  std::vector<Ring> rings;          // of a polygon or multipolygon; height and measure are left out
};

struct Layer {
  std::vector<std::string> columns;
  std::vector<LayerFeature> features;
  std::vector<std::string> warnings;  // what OGR remarked on without failing
};

// Registers the drivers above with GDAL, and no other. The first call counts; the readers below call it too, main
// does so early because it is not free (about 10 ms).
void register_ogr_drivers();

// A shapefile is several files and cannot be read from one buffer.
Result<Layer> read_layer(std::span<const std::byte> bytes, LayerFormat format);

// By the file's extension; with its .shx, .dbf, .prj and .cpg beside it for a shapefile. Regular files only.
Result<Layer> read_layer_file(const std::string& path);

// A table or view of PostgreSQL: "PG:dbname=… tables=schema.view". It reads and may do nothing else, waits 2 s for a
// connection and a minute for a statement. What it says of a failure names nothing of the connection.
Result<Layer> read_layer_of_database(const std::string& connection);
inline bool is_database(std::string_view source) { return source.substr(0, 3) == "PG:"; }

}  // namespace yaad::geo
