#include "geo/map_frame.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace yaad::geo {
namespace {

constexpr double kSquare = 256, kSteps = 4294967296.0;  // units at zoom 0; World steps

double share(std::uint32_t steps) { return steps / kSteps; }

PicturePoint share_of(double lon, double lat) {
  const World at = to_world(*LonLat::from_degrees(std::clamp(lon, -180.0, 180.0), std::clamp(lat, -90.0, 90.0)));
  return {share(at.x), share(at.y)};
}

// The zoom at which this share of the square is so many units wide.
double zoom_for(double units, double part) { return std::log2(units / (kSquare * std::max(part, 1e-9))); }

}  // namespace

MapFrame::MapFrame(const LonLat& centre, double zoom, const Box& on_picture)
    : box_(on_picture),
      zoom_(std::clamp(zoom, zoom_for(on_picture.width(), 1), double{kMaxZoom})),
      scale_(kSquare * std::exp2(zoom_)) {
  const PicturePoint at = share_of(centre.lon(), centre.lat());
  x_ = at.x;
  // Past the edges of the square there is nothing to see.
  const double half = box_.height() / 2 / scale_;
  y_ = half >= 0.5 ? 0.5 : std::clamp(at.y, half, 1 - half);
}

MapFrame MapFrame::around(const Bbox& bbox, double free, double most_zoom, const Box& on_picture) {
  const PicturePoint north_west = share_of(bbox.west, bbox.north), south_east = share_of(bbox.east, bbox.south);
  const double width = south_east.x - north_west.x + (bbox.crosses_antimeridian() ? 1 : 0);
  const double zoom = std::min(zoom_for(on_picture.width() - 2 * free, width),
                               zoom_for(on_picture.height() - 2 * free, south_east.y - north_west.y));
  double x = north_west.x + width / 2;
  if (x >= 1) x -= 1;
  const LonLat centre = to_lonlat(x * kSteps, (north_west.y + south_east.y) / 2 * kSteps);
  return MapFrame(centre, std::min(zoom, most_zoom), on_picture);
}

Bbox MapFrame::seen() const {
  const double half_x = box_.width() / 2 / scale_, half_y = box_.height() / 2 / scale_;
  const auto lat = [](double y) { return to_lonlat(0, std::clamp(y, 0.0, 1.0) * kSteps).lat(); };
  Bbox seen{-180, lat(y_ + half_y), 180, lat(y_ - half_y)};
  if (2 * half_x >= 1) return seen;
  const auto lon = [](double x) { return (x - std::floor(x)) * 360 - 180; };
  seen.west = lon(x_ - half_x);
  seen.east = lon(x_ + half_x);
  return seen;
}

PicturePoint MapFrame::place(const World& at) const {
  double dx = share(at.x) - x_;
  dx -= std::round(dx);
  return {(box_.left + box_.right) / 2 + dx * scale_, (box_.top + box_.bottom) / 2 + (share(at.y) - y_) * scale_};
}

double MapFrame::units(double metres, const LonLat& at) const {
  constexpr double kEarthRadiusM = 6371008.8;
  const double around = 2 * std::numbers::pi * kEarthRadiusM * std::cos(at.lat() * std::numbers::pi / 180);
  return metres / std::max(around, 1.0) * scale_;
}

std::vector<PlacedTile> MapFrame::tiles(int zoom) const {
  const auto side = static_cast<std::int64_t>(std::uint64_t{1} << zoom);
  const double width = scale_ / static_cast<double>(side);
  const double left = (box_.left + box_.right) / 2 - x_ * scale_, top = (box_.top + box_.bottom) / 2 - y_ * scale_;
  const auto first = [&](double from, double origin) {
    return static_cast<std::int64_t>(std::floor((from - origin) / width));
  };
  std::vector<PlacedTile> tiles;
  for (std::int64_t row = std::max<std::int64_t>(0, first(box_.top, top));
       row <= std::min(side - 1, first(box_.bottom, top)); ++row)
    for (std::int64_t column = first(box_.left, left); column <= first(box_.right, left); ++column) {
      const double x = left + static_cast<double>(column) * width, y = top + static_cast<double>(row) * width;
      const auto tile = TileId::from(zoom, ((column % side) + side) % side, row);
      if (tile) tiles.push_back({*tile, {x, y, x + width, y + width}});
    }
  return tiles;
}

}  // namespace yaad::geo
