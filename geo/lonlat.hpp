// A place on the earth (WGS 84, degrees, lon before lat) and its twin on the Web Mercator grid.
//
// World is the integer grid on which every count is made: x and y in 1/2^32 of the Mercator square, y down
// (as tiles are numbered). The cell of a point at any zoom is its leading bits, so a point belongs to exactly
// one cell and one tile, whatever the rounding of a double. EPSG:3857 is defined on |lat| <= 85.0511.
#pragma once

#include "geo/result.hpp"

#include <cstdint>

namespace yaad::geo {

// The latitude at which the Mercator square ends: atan(sinh(pi)).
inline constexpr double kMercatorLatDeg = 85.05112877980659;

class LonLat {
 public:
  // The point 0, 0: so that a record can be filled in step by step.
  LonLat() = default;
  // Lon in [-180, 180], lat in [-90, 90], both finite; anything else is refused, with a hint when swapping mends it.
  static Result<LonLat> from_degrees(double lon, double lat);

  double lon() const { return lon_; }
  double lat() const { return lat_; }
  friend bool operator==(const LonLat&, const LonLat&) = default;

 private:
  LonLat(double lon, double lat) : lon_(lon), lat_(lat) {}
  double lon_ = 0;
  double lat_ = 0;
};

struct World {
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  friend bool operator==(const World&, const World&) = default;
};

// Latitudes beyond the Mercator square are clamped to its edge; lon 180 belongs to the last column.
World to_world(const LonLat& at);
LonLat to_lonlat(const World& at);
// The same for sums of World coordinates that fall between grid points.
LonLat to_lonlat(double world_x, double world_y);

// Metres on the sphere of radius 6,371,008.8 m (mean earth radius): within 0.6 % of the ellipsoid.
double distance_m(const LonLat& a, const LonLat& b);

// A rectangle in degrees. West greater than east crosses the antimeridian (RFC 7946 section 5.2).
struct Bbox {
  double west = -180, south = -90, east = 180, north = 90;

  bool crosses_antimeridian() const { return west > east; }
  // Edges are inside.
  bool contains(const LonLat& at) const;
  friend bool operator==(const Bbox&, const Bbox&) = default;
};

}  // namespace yaad::geo
