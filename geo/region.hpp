// A bbox in terms of the grid: whether a cell lies inside it, outside, or on its border, where records are asked
// themselves. Cautious by two grid steps (2 cm), so that the rounding of a double never decides for a record; cells at
// the edge of the Mercator square are border, for latitudes past it are clamped to them.
#pragma once

#include "geo/tile_id.hpp"

#include <array>
#include <optional>
#include <vector>

namespace yaad::geo {

// Areas stand in a row on the grid, one in each column of this level, so that an area is a cell like any other.
inline constexpr int kAreaLevel = 16;
constexpr std::uint32_t area_slot(std::uint32_t x) { return x >> (32 - kAreaLevel); }

class Region {
 public:
  enum class Side : std::uint8_t { outside, border, inside };

  explicit Region(const std::optional<Bbox>& bbox);
  // For rows whose x says which area they stand for (area_slot): the side of each area, by slot.
  Region(const std::optional<Bbox>& bbox, std::vector<Side> side_of_area);

  // The cell of `level` whose north-west corner is (x, y).
  Side side_of(std::uint32_t x, std::uint32_t y, int level) const;
  // A record on the border: where its row stands on the grid, and its place.
  bool contains(std::uint32_t x, const LonLat& at) const;

 private:
  // Inclusive, in World steps.
  struct Box {
    std::int64_t west, north, east, south;
  };
  static Side side_of(const Box& cell, const Box& box);

  std::optional<Bbox> bbox_;
  std::array<Box, 2> boxes_{};  // two where the bbox crosses the antimeridian
  std::size_t count_ = 0;
  std::vector<Side> side_of_area_;
};

}  // namespace yaad::geo
