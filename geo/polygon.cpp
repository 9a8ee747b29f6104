#include "geo/polygon.hpp"

#include <algorithm>

namespace yaad::geo {
namespace {

// A west-to-east rectangle; two of them stand for one that crosses the antimeridian.
struct Box {
  double west, south, east, north;
};

// True when a line from the point to the east crosses the edge a–b.
bool crosses(double lon_a, double lat_a, double lon_b, double lat_b, double lon, double lat) {
  // Half-open in latitude, so that a corner is crossed once.
  if ((lat_a > lat) == (lat_b > lat)) return false;
  return lon < lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a);
}

bool odd_crossings(const Ring& ring, double lon, double lat) {
  bool inside = false;
  for (std::size_t i = 1; i < ring.lon.size(); ++i)
    inside ^= crosses(ring.lon[i - 1], ring.lat[i - 1], ring.lon[i], ring.lat[i], lon, lat);
  return inside;
}

bool odd_crossings(const std::vector<Ring>& rings, double lon, double lat) {
  bool inside = false;
  for (const Ring& ring : rings) inside ^= odd_crossings(ring, lon, lat);
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

BandedRings::BandedRings(const std::vector<Ring>& rings) {
  const Bbox box = bounds(rings);
  std::size_t count = 0;
  for (const Ring& ring : rings) count += ring.lon.size();
  // About two edges a band, however winding the outline.
  const std::size_t bands = std::clamp<std::size_t>(count / 2, 1, 4096);
  south_ = box.south;
  bands_to_a_degree_ = box.north > box.south ? static_cast<double>(bands) / (box.north - box.south) : 0;
  const auto band = [&](double lat) {
    return std::min(static_cast<std::size_t>((lat - south_) * bands_to_a_degree_), bands - 1);
  };
  begin_.assign(bands + 1, 0);
  // Counted, then placed: an edge stands in each band that it reaches.
  const auto each = [&](auto&& visit) {
    for (const Ring& ring : rings) {
      for (std::size_t i = 1; i < ring.lon.size(); ++i) {
        const Edge edge{ring.lon[i - 1], ring.lat[i - 1], ring.lon[i], ring.lat[i]};
        const std::size_t last = band(std::max(edge.lat_a, edge.lat_b));
        for (std::size_t b = band(std::min(edge.lat_a, edge.lat_b)); b <= last; ++b) visit(b, edge);
      }
    }
  };
  each([&](std::size_t b, const Edge&) { ++begin_[b + 1]; });
  for (std::size_t b = 0; b < bands; ++b) begin_[b + 1] += begin_[b];
  edges_.resize(begin_[bands]);
  std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
  each([&](std::size_t b, const Edge& edge) { edges_[next[b]++] = edge; });
}

bool BandedRings::contains(const LonLat& at) const {
  const double band = (at.lat() - south_) * bands_to_a_degree_;
  // No edge is crossed beyond the northernmost and southernmost corners.
  if (edges_.empty() || band < 0) return false;
  const auto bands = begin_.size() - 1;
  const std::size_t b = band < static_cast<double>(bands) ? static_cast<std::size_t>(band) : bands - 1;
  bool inside = false;
  for (std::size_t i = begin_[b]; i < begin_[b + 1]; ++i) {
    const Edge& e = edges_[i];
    inside ^= crosses(e.lon_a, e.lat_a, e.lon_b, e.lat_b, at.lon(), at.lat());
  }
  return inside;
}

double signed_area(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 1; i < ring.lon.size(); ++i)
    sum += ring.lon[i - 1] * ring.lat[i] - ring.lon[i] * ring.lat[i - 1];
  return sum;
}

std::vector<std::vector<std::size_t>> polygons_of(const std::vector<Ring>& rings) {
  // Rings touch each other in single corners at most: of three corners one at least tells the truth.
  const auto inside = [&](const Ring& inner, const Ring& outer) {
    int votes = 0;
    for (std::size_t third = 0; third < 3; ++third) {
      const std::size_t i = third * (inner.lon.size() - 1) / 3;
      votes += odd_crossings(outer, inner.lon[i], inner.lat[i]) ? 1 : -1;
    }
    return votes > 0;
  };
  std::vector<std::vector<std::size_t>> around(rings.size());  // the rings that each lies in
  for (std::size_t i = 0; i < rings.size(); ++i)
    for (std::size_t j = 0; j < rings.size(); ++j)
      if (i != j && !rings[i].lon.empty() && inside(rings[i], rings[j])) around[i].push_back(j);
  std::vector<std::vector<std::size_t>> polygons;
  std::vector<std::size_t> polygon_of(rings.size());
  for (std::size_t i = 0; i < rings.size(); ++i) {
    if (around[i].size() % 2 == 1) continue;
    polygon_of[i] = polygons.size();
    polygons.push_back({i});
  }
  for (std::size_t i = 0; i < rings.size(); ++i) {
    if (around[i].size() % 2 == 0) continue;
    const auto depth = [&](std::size_t a, std::size_t b) { return around[a].size() < around[b].size(); };
    polygons[polygon_of[*std::max_element(around[i].begin(), around[i].end(), depth)]].push_back(i);
  }
  return polygons;
}

bool intersects(const std::vector<Ring>& rings, const Bbox& bbox) {
  if (!bbox.crosses_antimeridian()) return box_touches(rings, {bbox.west, bbox.south, bbox.east, bbox.north});
  return box_touches(rings, {bbox.west, bbox.south, 180, bbox.north}) ||
         box_touches(rings, {-180, bbox.south, bbox.east, bbox.north});
}

}  // namespace yaad::geo
