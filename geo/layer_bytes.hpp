// Which format a source file has by its name, and whether its bytes are that format, before any library looks at them.
//
// OGR opens what the bytes say, and some formats name other files or URLs: a VRT, KML, ZIP or PDF under another name is
// refused here. One pass over GeoJSON and CSV, a look at the first bytes of the others, and at the list of
// members of a spreadsheet.
#pragma once

#include "geo/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace yaad::geo {

enum class LayerFormat : std::uint8_t { geojson, geopackage, csv, flatgeobuf, shapefile, xlsx, ods };

// A spreadsheet is an archive: more than this is not unpacked, whatever it says it holds.
inline constexpr std::uint64_t kMaxUnpackedBytes = std::uint64_t{1} << 30;

// By extension: .geojson .json .gpkg .csv .fgb .shp .xlsx .ods.
Result<LayerFormat> format_by_name(std::string_view path);

// Why these bytes are not that format; blank where they begin as it does and hold nothing that it never holds.
std::string mismatch(std::string_view bytes, LayerFormat format);

}  // namespace yaad::geo
