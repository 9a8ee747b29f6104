// A source file as bytes, and whether those bytes are what they claim to be, before any library looks at them.
//
// Regular files only, never through a link, read once, so that what was checked is what is parsed. A VRT, KML, ZIP
// or PDF under another name is refused here: OGR opens what the bytes say, and some formats name other files.
#pragma once

#include "geo/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace yaad::geo {

enum class LayerFormat : std::uint8_t { geojson, geopackage, csv, flatgeobuf, shapefile };

// The whole of a regular file; what it is not is said by name (a link, a folder, a device, a URL).
Result<std::string> read_regular_file(const std::string& path);

// By extension: .geojson .json .gpkg .csv .fgb .shp.
Result<LayerFormat> format_by_name(std::string_view path);

// Blank when the bytes begin as the format does and hold nothing that it never holds; else why they are refused.
std::string disguise(std::string_view bytes, LayerFormat format);

}  // namespace yaad::geo
