// Text as the programs that open a format may have it: nothing that runs, nothing that breaks the file.
// Not for GeoJSON and CSV, whose writers quote for themselves. Costs a walk over the text.
#pragma once

#include "geo/exporter.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace yaad::geo {

inline constexpr std::size_t kMostDbfBytes = 254;  // what a text column of a shapefile holds

// Spreadsheets: no formula. KML: markup escaped once more, since its readers take text for HTML. Both: no character
// that XML forbids. Shapefile: cut to what its tables hold. The rest: as it is.
std::string safe_text(std::string_view text, ExportFormat format);

}  // namespace yaad::geo
