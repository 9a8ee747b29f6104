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

// With 2^cell_bits cells a side: the served number, or a finer one (the benchmark's).
std::vector<TileFeature> tile_features(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index,
                                       const TileId& tile, const Filter& filter, int cell_bits = kServedCellBits);

}  // namespace yaad::geo
