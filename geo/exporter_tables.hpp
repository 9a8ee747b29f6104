// The further tables of a file that has tables: the passages that its records rest on, what sources state for periods,
// the codebook of its columns, and what the file says about itself.
// A table has no geometry and is small beside the records.
#pragma once

#include "geo/exporter.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

class GDALDataset;

namespace yaad::geo {

// Name and number of rows of each, in order.
struct ExportTable {
  std::string_view name;
  std::size_t rows = 0;
};
std::vector<ExportTable> export_tables(const ExportSource& source, const ExportPlan& plan);

// Throws when OGR fails.
void write_export_tables(GDALDataset& dataset, const ExportSource& source, const ExportPlan& plan);

// The last of them alone, of a GeoPackage that holds something else than records.
void write_provenance_table(GDALDataset& dataset, const std::vector<std::pair<std::string_view, std::string>>& lines);

}  // namespace yaad::geo
