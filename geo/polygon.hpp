// Rings of longitude and latitude, and what can be asked of them: is a point inside, do they touch a rectangle.
//
// Planar geometry on degrees, as the maps of this project draw it: edges are straight in longitude and latitude.
// Holes are rings too (even-odd rule), so several polygons and their holes are one list. Rings never cross the
// antimeridian (RFC 7946 section 3.1.9 cuts them there). Each question walks every edge once.
#pragma once

#include "geo/lonlat.hpp"

#include <cstddef>
#include <vector>

namespace yaad::geo {

// Closed: the first point is repeated at the end.
struct Ring {
  std::vector<double> lon, lat;
};

// The smallest rectangle around the rings; of no ring, one that holds nothing.
Bbox bounds(const std::vector<Ring>& rings);

// A point on an edge may be either in or out, but never in both of two neighbours.
bool contains(const std::vector<Ring>& rings, const LonLat& at);

// The same answer as contains(), for many points: edges by bands of latitude, so that a point meets only the few of its
// own band. Costs about as much memory as the rings.
class BandedRings {
 public:
  explicit BandedRings(const std::vector<Ring>& rings);
  bool contains(const LonLat& at) const;

 private:
  struct Edge {
    double lon_a, lat_a, lon_b, lat_b;
  };
  double south_ = 0, bands_to_a_degree_ = 0;
  std::vector<std::size_t> begin_;  // of each band in edges_, and the end of the last
  std::vector<Edge> edges_;
};

// Which rings are one polygon: its outer ring, then its holes, as positions in the list. A ring inside an odd number of
// others is a hole of the smallest of them. Costs a walk over all edges for each ring.
std::vector<std::vector<std::size_t>> polygons_of(const std::vector<Ring>& rings);
// Twice the area, in square degrees; above zero where the ring runs counterclockwise.
double signed_area(const Ring& ring);

// True when the area and the rectangle share a point; edges count. The rectangle may cross the antimeridian.
bool intersects(const std::vector<Ring>& rings, const Bbox& bbox);

}  // namespace yaad::geo
