// From any coordinate reference system to WGS 84 longitude and latitude and back, through PROJ; the only file that
// knows it. Axis order is settled here once: always x before y, longitude before latitude, as people draw maps.
// Creating one costs up to 60 ms and a point about a microsecond: keep it. One thread at a time may use it.
// The network is off whatever the environment says; few datum grids ship, so shifts are as good as PROJ's own.
#pragma once

#include "geo/lonlat.hpp"
#include "geo/result.hpp"

#include <memory>
#include <optional>
#include <string_view>

// PROJ's own names of its two types, so that proj.h stays out of every other file.
struct PJconsts;
struct pj_ctx;

namespace yaad::geo {

// Coordinates in the other system, in its units, easting (or longitude) first.
struct Planar {
  double x = 0;
  double y = 0;
};

class Projection {
 public:
  // "EPSG:32642", "OGC:CRS84", or WKT. PROJ pipelines and strings are refused: they can name files.
  static Result<Projection> to_crs84(std::string_view crs);

  // Refused when the result is no place on the earth, as when metres stand in a file that claims degrees.
  Result<LonLat> forward(const Planar& from) const;
  Result<Planar> back(const LonLat& from) const;

 private:
  struct Free {
    void operator()(pj_ctx* context) const;
    void operator()(PJconsts* transformation) const;
  };
  Projection(std::unique_ptr<pj_ctx, Free> context, std::unique_ptr<PJconsts, Free> transformation);

  std::unique_ptr<pj_ctx, Free> context_;  // outlives the transformation made in it
  std::unique_ptr<PJconsts, Free> transformation_;
};

// Three known points there and back; what it returns is why the program must not start (no proj.db, a broken PROJ).
std::optional<Error> projection_self_test();

}  // namespace yaad::geo
