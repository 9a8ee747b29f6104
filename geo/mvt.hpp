// Writes the features of an incidents tile as one layer of a Mapbox Vector Tile.
// Not how a layer is written (mvt_layer). Cost grows with the features.
#pragma once

#include "geo/mvt_layer.hpp"
#include "geo/tile_features.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

// Empty text when there is no feature: an empty tile is no tile.
std::string encode_mvt(std::string_view layer, const TileId& tile, const std::vector<TileFeature>& features);

}  // namespace yaad::geo
