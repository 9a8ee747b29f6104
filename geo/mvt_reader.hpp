// Reads the layers of a Mapbox Vector Tile (specification 2.1): of each feature its kind, its lines and its texts.
// For tiles of our own making, which were made whole: what cannot be read throws. Costs about what its bytes do.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace yaad::geo {

enum class MvtGeometry : std::uint8_t { unknown, point, line, polygon };

// Shares of the tile's width from its north-west corner, y down; below 0 and above 1 in what reaches past the edge.
struct MvtPoint {
  double x = 0, y = 0;
};

struct MvtFeature {
  MvtGeometry kind = MvtGeometry::unknown;
  std::vector<std::vector<MvtPoint>> lines;  // of points: one line for each; rings are not closed by a last point
  std::vector<std::pair<std::string_view, std::string_view>> texts;  // properties that are text
  std::vector<std::pair<std::string_view, std::uint64_t>> numbers;   // and those that are whole numbers

  std::string_view text(std::string_view name) const;  // blank where there is none
  std::uint64_t number(std::string_view name) const;   // 0 where there is none
};

struct MvtLayerRead {
  std::string_view name;
  std::vector<MvtFeature> features;
};

// The texts are views of the tile's bytes. Throws an exception of protozero's for bytes that are no tile.
std::vector<MvtLayerRead> read_mvt(std::string_view tile);

}  // namespace yaad::geo
