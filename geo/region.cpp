#include "geo/region.hpp"

#include <algorithm>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::int64_t kCautionSteps = 2;
// Beyond the grid on every side: an edge of the bbox that nothing lies past.
constexpr std::int64_t kFar = std::int64_t{1} << 40;

}  // namespace

Region::Region(const std::optional<Bbox>& bbox) : bbox_(bbox) {
  if (!bbox) return;
  const auto add = [&](double west, double east) {
    const World north_west = to_world(LonLat::from_degrees(west, bbox->north).value());
    const World south_east = to_world(LonLat::from_degrees(east, bbox->south).value());
    boxes_[count_++] = {west == -180 ? -kFar : north_west.x, bbox->north == 90 ? -kFar : north_west.y,
                        east == 180 ? kFar : south_east.x, bbox->south == -90 ? kFar : south_east.y};
  };
  if (bbox->crosses_antimeridian()) {
    add(bbox->west, 180);
    add(-180, bbox->east);
  } else {
    add(bbox->west, bbox->east);
  }
}

Region::Region(const std::optional<Bbox>& bbox, std::vector<Side> side_of_area)
    : bbox_(bbox), side_of_area_(std::move(side_of_area)) {}

bool Region::contains(std::uint32_t x, const LonLat& at) const {
  if (!side_of_area_.empty() && side_of_area_[area_slot(x)] != Side::border)
    return side_of_area_[area_slot(x)] == Side::inside;
  return !bbox_ || bbox_->contains(at);
}

Region::Side Region::side_of(const Box& cell, const Box& box) {
  if (cell.east < box.west - kCautionSteps || cell.west > box.east + kCautionSteps ||
      cell.south < box.north - kCautionSteps || cell.north > box.south + kCautionSteps)
    return Side::outside;
  const bool inside = cell.west > box.west + kCautionSteps && cell.east < box.east - kCautionSteps &&
                      cell.north > box.north + kCautionSteps && cell.south < box.south - kCautionSteps;
  return inside ? Side::inside : Side::border;
}

Region::Side Region::side_of(std::uint32_t x, std::uint32_t y, int level) const {
  if (!bbox_) return Side::inside;
  if (!side_of_area_.empty()) return level < kAreaLevel ? Side::border : side_of_area_[area_slot(x)];
  const std::int64_t width = (std::int64_t{1} << (32 - level)) - 1;
  const Box cell{x, y, x + width, y + width};
  Side side = Side::outside;
  for (std::size_t i = 0; i < count_; ++i) side = std::max(side, side_of(cell, boxes_[i]));
  return side;
}

}  // namespace yaad::geo
