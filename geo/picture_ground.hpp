// The ground of a picture, as the map has it: land, water, borders from the tiles of the basemap, and names where there
// is room. Quieter than any mark; makes no claim about a border. Costs about 1 ms a tile in sight.
#pragma once

#include "geo/map_frame.hpp"
#include "geo/picture_colours.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

// The bytes of a tile of the basemap; blank where there is none.
using GroundTiles = std::function<std::string(const TileId&)>;

struct GroundName {
  PicturePoint at;
  std::string text, kind;  // country, province, city, town; mark: beside a disc
  std::uint64_t rank = 0;  // the lower goes first
  double reach = 2;        // of the dot or the disc that it stands beside
};

// Names are given in this property of theirs ("name_ur"), and in Latin where they have none.
std::vector<GroundName> draw_ground(Canvas& canvas, const MapFrame& frame, const GroundTiles& tiles,
                                    const PictureColours& colours, std::string_view name_property);

// Those that find room beside what is taken, the more important first; what they take is added.
void draw_names(Canvas& canvas, const MapFrame& frame, std::vector<GroundName> names, std::vector<Box>& taken,
                const PictureColours& colours);

}  // namespace yaad::geo
