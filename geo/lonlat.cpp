#include "geo/lonlat.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace yaad::geo {
namespace {

constexpr double kWorldSize = 4294967296.0;  // 2^32 grid steps along a side
constexpr double kEarthRadiusM = 6371008.8;

double radians(double degrees) { return degrees * std::numbers::pi / 180.0; }

std::uint32_t to_grid(double fraction) {
  return static_cast<std::uint32_t>(std::clamp(std::floor(fraction * kWorldSize), 0.0, kWorldSize - 1.0));
}

}  // namespace

Result<LonLat> LonLat::from_degrees(double lon, double lat) {
  // Written so that NaN fails too.
  const bool lon_fits = lon >= -180.0 && lon <= 180.0;
  const bool lat_fits = lat >= -90.0 && lat <= 90.0;
  if (lon_fits && lat_fits) return LonLat(lon, lat);
  std::string detail = !lon_fits ? "longitude is not between -180 and 180" : "latitude is not between -90 and 90";
  if (lat >= -180.0 && lat <= 180.0 && lon >= -90.0 && lon <= 90.0) detail += " (longitude and latitude swapped?)";
  return Error{Errc::bad_text, std::move(detail), lon_fits ? "lat" : "lon", {}};
}

World to_world(const LonLat& at) {
  const double lat = std::clamp(at.lat(), -kMercatorLatDeg, kMercatorLatDeg);
  const double sine = std::sin(radians(lat));
  const double x = at.lon() / 360.0 + 0.5;
  const double y = 0.5 - std::log((1.0 + sine) / (1.0 - sine)) / (4.0 * std::numbers::pi);
  return {to_grid(x), to_grid(y)};
}

LonLat to_lonlat(double world_x, double world_y) {
  const double lon = std::clamp((world_x / kWorldSize - 0.5) * 360.0, -180.0, 180.0);
  const double n = std::numbers::pi * (1.0 - 2.0 * world_y / kWorldSize);
  const double lat = std::atan(std::sinh(n)) * 180.0 / std::numbers::pi;
  return LonLat::from_degrees(lon, std::clamp(lat, -90.0, 90.0)).value();
}

LonLat to_lonlat(const World& at) { return to_lonlat(static_cast<double>(at.x), static_cast<double>(at.y)); }

double distance_m(const LonLat& a, const LonLat& b) {
  // Haversine: exact enough near and far, no trouble at small distances.
  const double dlat = radians(b.lat() - a.lat());
  const double dlon = radians(b.lon() - a.lon());
  const double h = std::pow(std::sin(dlat / 2), 2) +
                   std::cos(radians(a.lat())) * std::cos(radians(b.lat())) * std::pow(std::sin(dlon / 2), 2);
  return 2.0 * kEarthRadiusM * std::asin(std::min(1.0, std::sqrt(h)));
}

bool Bbox::contains(const LonLat& at) const {
  if (at.lat() < south || at.lat() > north) return false;
  if (crosses_antimeridian()) return at.lon() >= west || at.lon() <= east;
  return at.lon() >= west && at.lon() <= east;
}

}  // namespace yaad::geo
