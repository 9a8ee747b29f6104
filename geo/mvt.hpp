// Writes point features as one layer of a Mapbox Vector Tile (specification 2.1), through protozero.
// Only what this project sends: points, and properties that are text, numbers or blank. Cost grows with the features.
#pragma once

#include "geo/tile_features.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

// Width of a tile in its own units: 4096 is a sixteenth of a CSS pixel in a 256 px tile.
inline constexpr unsigned kTileExtent = 4096;

// Empty text when there is no feature: an empty tile is no tile.
std::string encode_mvt(std::string_view layer, const TileId& tile, const std::vector<TileFeature>& features);

}  // namespace yaad::geo
