// Which format a source file has by its name, and whether its bytes are that format, before any library looks at them.
//
// OGR opens what the bytes say, and some formats name other files or URLs: a VRT, KML, ZIP or PDF under another name is
// refused here. One pass over GeoJSON and CSV, a look at the first bytes of the others.
#pragma once

#include "geo/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace yaad::geo {

enum class LayerFormat : std::uint8_t { geojson, geopackage, csv, flatgeobuf, shapefile };

// By extension: .geojson .json .gpkg .csv .fgb .shp.
Result<LayerFormat> format_by_name(std::string_view path);

// Why these bytes are not that format; blank where they begin as it does and hold nothing that it never holds.
std::string mismatch(std::string_view bytes, LayerFormat format);

}  // namespace yaad::geo
