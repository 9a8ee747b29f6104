// Whole files of records: what formats there are, what a file is to hold, and what it says about itself.
// How they are written: exporter_stream (our own writers, piece by piece), exporter_file (the rest, through OGR).
#pragma once

#include "geo/areas.hpp"
#include "geo/dataset.hpp"
#include "geo/projection.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yaad::geo {

enum class ExportFormat : std::uint8_t { geojson, geojsonl, csv, gpkg, fgb, kml, shp, xlsx, ods };

struct ExportFormatInfo {
  std::string_view name;       // as `f=` and --format have it
  std::string_view extension;  // of the file
  std::string_view media_type;
  bool streamed = false;    // written piece by piece, of any size; the others as a file first
  bool has_tables = false;  // sources, statistics, codebook and provenance as tables of their own
};
inline constexpr std::array<ExportFormatInfo, 9> kExportFormats{{
    {"geojson", "geojson", "application/geo+json", true, false},
    {"geojsonl", "geojsonl", "application/x-ndjson", true, false},
    {"csv", "csv", "text/csv; charset=utf-8; header=present", true, false},
    {"gpkg", "gpkg", "application/geopackage+sqlite3", false, true},
    {"fgb", "fgb", "application/flatgeobuf", false, false},
    {"kml", "kml", "application/vnd.google-earth.kml+xml", false, false},
    {"shp", "shp.zip", "application/zip", false, false},
    {"xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false, true},
    {"ods", "ods", "application/vnd.oasis.opendocument.spreadsheet", false, true},
}};
constexpr const ExportFormatInfo& info_of(ExportFormat format) {
  return kExportFormats[static_cast<std::size_t>(format)];
}

struct ExportPlan {
  ExportFormat format = ExportFormat::geojson;
  CrsName crs;
  bool areas = false;  // records known only to an area carry its polygon
  bool hxl = false;    // a second row of HXL tags
};
// Refused: what a format cannot hold, with what to ask for instead.
Result<void> check(const ExportPlan& plan);

// What one file is made from. The dataset and the areas outlive the making of it.
struct ExportSource {
  const Dataset& dataset;
  const Areas& areas;
  std::string version, sha256;      // of the data
  std::string filter;               // canonical text; blank for all records
  std::size_t withheld = 0;         // records of the whole dataset that are kept back
  std::vector<IncidentIndex> rows;  // in the order of lists
};

// What a file says about itself, line by line, in a fixed order: title, version, sha256, filter, crs, count, …
std::vector<std::pair<std::string_view, std::string>> provenance(const ExportSource& source, const ExportPlan& plan);
// The same of a file that holds so many of something else than records.
std::vector<std::pair<std::string_view, std::string>> provenance(const ExportSource& source, const CrsName& crs,
                                                                 std::size_t count);
// The same as one line of text: "version: …; sha256: …".
std::string provenance_line(const ExportSource& source, const ExportPlan& plan);
std::string provenance_line(const std::vector<std::pair<std::string_view, std::string>>& provenance);

// What a spreadsheet would take for a formula gets an apostrophe before it: text that begins with = + - @, their
// full-width twins, a tab or a line end.
bool begins_formula(std::string_view text);

}  // namespace yaad::geo
