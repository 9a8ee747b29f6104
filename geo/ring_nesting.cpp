#include "geo/ring_nesting.hpp"

#include <algorithm>
#include <cmath>

namespace yaad::geo {
namespace {

double twice_signed_area(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.lon.size(); ++i)
    sum += (ring.lon[i] - ring.lon[0]) * (ring.lat[i + 1] - ring.lat[0]) -
           (ring.lon[i + 1] - ring.lon[0]) * (ring.lat[i] - ring.lat[0]);
  return sum;
}

// Rings of one area may touch in a point, so one vertex does not say whether a ring lies in another: most of some do.
bool lies_in(const Ring& ring, const std::vector<Ring>& other) {
  constexpr std::size_t kAsked = 15;
  const std::size_t n = ring.lon.size() - 1, step = std::max<std::size_t>(1, n / kAsked);
  std::size_t asked = 0, inside = 0;
  for (std::size_t i = 0; i < n; i += step, ++asked)
    inside += contains(other, LonLat::from_degrees(ring.lon[i], ring.lat[i]).value()) ? 1U : 0U;
  return 2 * inside > asked;
}

bool holds(const Bbox& outer, const Bbox& inner) {
  return outer.west <= inner.west && outer.east >= inner.east && outer.south <= inner.south &&
         outer.north >= inner.north;
}

}  // namespace

bool runs_counter_clockwise(const Ring& ring) { return twice_signed_area(ring) > 0; }

std::vector<RingsOfPolygon> polygons_of(const std::vector<Ring>& rings) {
  // Larger rings first, so that what is around a ring is known before it.
  std::vector<const Ring*> by_size;
  by_size.reserve(rings.size());
  for (const Ring& ring : rings) by_size.push_back(&ring);
  std::stable_sort(by_size.begin(), by_size.end(), [](const Ring* a, const Ring* b) {
    return std::abs(twice_signed_area(*a)) > std::abs(twice_signed_area(*b));
  });
  struct Placed {
    std::vector<Ring> alone;
    Bbox box;
    std::size_t polygon;
    bool hole;
  };
  std::vector<Placed> placed;
  std::vector<RingsOfPolygon> polygons;
  for (const Ring* ring : by_size) {
    std::vector<Ring> alone{*ring};
    const Bbox box = bounds(alone);
    const Placed* around = nullptr;  // the smallest that is: it comes last
    for (const Placed& other : placed)
      if (holds(other.box, box) && lies_in(*ring, other.alone)) around = &other;
    const bool hole = around != nullptr && !around->hole;
    const std::size_t polygon = hole ? around->polygon : polygons.size();
    if (!hole) polygons.emplace_back();
    polygons[polygon].push_back(ring);
    placed.push_back({std::move(alone), box, polygon, hole});
  }
  return polygons;
}

}  // namespace yaad::geo
