// How wide the columns of a shapefile's table must be. GDAL finds that out too (RESIZE=YES), by writing every column as wide
// as can be and then the whole table anew for each column: 20 s for 50,000 records, where counting beforehand takes 0.1.
// Costs a telling of every record, 2 us each.
#pragma once

#include "geo/exporter.hpp"

#include <vector>

namespace yaad::geo {

// Of each of export_columns(), in bytes, at least 1; 0 of those whose width is that of their kind (days, reals).
std::vector<int> dbf_widths(const ExportSource& source);

}  // namespace yaad::geo
