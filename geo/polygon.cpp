#include "geo/polygon.hpp"

#include <algorithm>

namespace yaad::geo {
namespace {

// A west-to-east rectangle; two of them stand for one that crosses the antimeridian.
struct Box {
  double west, south, east, north;
};

bool odd_crossings(const std::vector<Ring>& rings, double lon, double lat) {
  bool inside = false;
  for (const Ring& ring : rings) {
    for (std::size_t i = 1; i < ring.lon.size(); ++i) {
      const double lat_a = ring.lat[i - 1];
      const double lat_b = ring.lat[i];
      // Half-open in latitude, so that a corner is crossed once.
      if ((lat_a > lat) == (lat_b > lat)) continue;
      const double lon_a = ring.lon[i - 1];
      const double lon_b = ring.lon[i];
      if (lon < lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a)) inside = !inside;
    }
  }
  return inside;
}

// Liang–Barsky: what remains of the edge a–b inside the box, if anything.
bool edge_touches(double ax, double ay, double bx, double by, const Box& box) {
  double enter = 0;
  double leave = 1;
  const auto clip = [&](double direction, double distance) {
    if (direction == 0) return distance >= 0;
    const double t = distance / direction;
    if (direction < 0) enter = std::max(enter, t);
    else leave = std::min(leave, t);
    return enter <= leave;
  };
  return clip(ax - bx, ax - box.west) && clip(bx - ax, box.east - ax) && clip(ay - by, ay - box.south) &&
         clip(by - ay, box.north - ay);
}

bool box_touches(const std::vector<Ring>& rings, const Box& box) {
  for (const Ring& ring : rings)
    for (std::size_t i = 1; i < ring.lon.size(); ++i)
      if (edge_touches(ring.lon[i - 1], ring.lat[i - 1], ring.lon[i], ring.lat[i], box)) return true;
  // No edge meets the box: it lies wholly inside or wholly outside.
  return odd_crossings(rings, box.west, box.south);
}

}  // namespace

Bbox bounds(const std::vector<Ring>& rings) {
  Bbox box{180, 90, -180, -90};
  for (const Ring& ring : rings) {
    for (const double lon : ring.lon) box.west = std::min(box.west, lon), box.east = std::max(box.east, lon);
    for (const double lat : ring.lat) box.south = std::min(box.south, lat), box.north = std::max(box.north, lat);
  }
  return box;
}

bool contains(const std::vector<Ring>& rings, const LonLat& at) { return odd_crossings(rings, at.lon(), at.lat()); }

bool intersects(const std::vector<Ring>& rings, const Bbox& bbox) {
  if (!bbox.crosses_antimeridian()) return box_touches(rings, {bbox.west, bbox.south, bbox.east, bbox.north});
  return box_touches(rings, {bbox.west, bbox.south, 180, bbox.north}) ||
         box_touches(rings, {-180, bbox.south, bbox.east, bbox.north});
}

}  // namespace yaad::geo
