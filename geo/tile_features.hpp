// The features of one incidents tile, before they are written as MVT or GeoJSON: points with properties.
// One list for both formats, so the two cannot disagree.
#pragma once

#include "geo/space_time_index.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace yaad::geo {

using PropertyValue = std::variant<bool, std::uint64_t, double, std::string>;

struct Property {
  std::string_view key;  // of static storage
  PropertyValue value;
};

struct TileFeature {
  World at;
  std::vector<Property> properties;
};

std::vector<TileFeature> tile_features(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index,
                                       const TileId& tile, const Filter& filter);

}  // namespace yaad::geo
