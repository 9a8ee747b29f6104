// GeoPackage, FlatGeobuf, KML, zipped shapefile, XLSX and ODS: written through OGR to a file, opened again and counted.
// Text is made safe for the programs that open each format. Costs about 10 to 30 us a record and the memory of a few
// megabytes; spreadsheets are built in memory, so the number of their rows is bounded.
#pragma once

#include "geo/exporter.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace yaad::geo {

// 2 GB, the most that every reader of shapefiles takes, at 8 kB a row of text columns of 254 bytes.
inline constexpr std::size_t kMostShapefileRows = 250'000;
// OGR holds a whole spreadsheet in memory, about 2 kB a row (README.md, "Files").
inline constexpr std::size_t kMostSheetRows = 10'000;
// Every spreadsheet refuses a file that has more characters in a cell.
inline constexpr std::size_t kMostCellCharacters = 32'767;

// Asked every thousand records or so; false gives the writing up.
using GoOn = std::function<bool(std::size_t done)>;

// Writes folder/name. The folder is there, is ours alone and keeps nothing else afterwards. An error says what the
// format cannot hold, or that the writing was given up; what breaks (a full disk, a file that does not count out)
// throws, and then there may be a part of a file in the folder.
Result<void> write_export_file(const ExportSource& source, const ExportPlan& plan, const std::string& folder,
                               const std::string& name, const GoOn& go_on);

}  // namespace yaad::geo
