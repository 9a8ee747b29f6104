// A layer as one table of text, CSV in UTF-8: what the importers read, whatever format it came in. A point becomes two
// more columns, lon and lat in degrees of WGS 84; polygons are left out. Costs one pass and the memory of the text.
#pragma once

#include "geo/layer_reader.hpp"

#include <string>

namespace yaad::geo {

// Line n + 1 is feature n: line breaks inside values are spaces.
std::string table_of(const Layer& layer);

}  // namespace yaad::geo
