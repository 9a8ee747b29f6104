// Opens a file that has just been written and counts what a reader will find in it: no file that is short is given away.
// Costs a walk over the file, about a tenth of writing it.
#pragma once

#include "geo/exporter.hpp"

#include <string>

namespace yaad::geo {

// Throws when the file does not hold the rows of the source and the sum of their killed, or the rows of its tables.
void count_export(const ExportSource& source, const ExportPlan& plan, const std::string& path);

}  // namespace yaad::geo
