// From any coordinate reference system to WGS 84 longitude and latitude and back, through PROJ; the only file that
// knows it. Here x stands before y and longitude before latitude, as people draw maps; `in_order` gives the order that
// the authority of a system has, where that is asked for.
// Creating one costs up to 60 ms and a point about a microsecond: keep it. One thread at a time may use it.
// The network is off whatever the environment says; few datum grids ship, so shifts are as good as PROJ's own.
#pragma once

#include "geo/lonlat.hpp"
#include "geo/polygon.hpp"
#include "geo/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// PROJ's own names of its two types, so that proj.h stays out of every other file.
struct PJconsts;
struct pj_ctx;

namespace yaad::geo {

// Coordinates in the other system, in its units, easting (or longitude) first.
struct Planar {
  double x = 0;
  double y = 0;
};

// x_first: easting or longitude first, whatever the authority says. authority: EPSG:4326 has latitude first.
enum class AxisOrder : std::uint8_t { x_first, authority };

// A system as somebody asked for it.
struct CrsName {
  std::string code = "OGC:CRS84";  // or "EPSG:32642"
  AxisOrder order = AxisOrder::x_first;

  bool is_crs84() const { return code == "OGC:CRS84"; }
  // "http://www.opengis.net/def/crs/EPSG/0/32642", as OGC APIs name it.
  std::string uri() const;
  friend bool operator==(const CrsName&, const CrsName&) = default;
};
// "CRS84", "EPSG:32642" (x first), or OGC's URI of either, which has the authority's order. Says nothing yet of whether
// there is such a code. Refused: everything else.
Result<CrsName> parse_crs_name(std::string_view text);

// What a system is meant for, as its authority says: "Between 66°E and 72°E, northern hemisphere …".
struct AreaOfUse {
  std::string name;
  Bbox bbox;
};

class Projection {
 public:
  // "EPSG:32642", "OGC:CRS84", or WKT. PROJ pipelines and strings are refused: they can name files. A code names a
  // system of two axes (geographic or projected); WKT may have a height, which is left out.
  static Result<Projection> to_crs84(std::string_view crs);

  // Refused when the result is no place on the earth, as when metres stand in a file that claims degrees.
  Result<LonLat> forward(const Planar& from) const;
  // Refused when the place cannot be told in this system. Outside the area of use it is given only if it comes back to
  // within a metre; the error names that area.
  Result<Planar> back(const LonLat& from) const;
  // Corner by corner: an edge that is straight in degrees is drawn straight in the other system.
  Result<std::vector<std::vector<Planar>>> back(const std::vector<Ring>& rings) const;
  // The rectangle of longitude and latitude around another one; its edges are followed, not only its corners.
  Result<Bbox> forward(const Planar& least, const Planar& most) const;

  // None where the authority says nothing.
  const std::optional<AreaOfUse>& area_of_use() const { return area_of_use_; }
  // Metres that PROJ gives for the shift of datum it uses at this place; 0 where there is none, nothing where it says
  // nothing.
  std::optional<double> accuracy_m(const LonLat& at) const;
  // Whether the authority has northing (or latitude) first.
  bool authority_has_y_first() const { return y_first_; }
  // The two numbers as they are to be written, first and second.
  Planar in_order(const Planar& at, AxisOrder order) const {
    return order == AxisOrder::authority && y_first_ ? Planar{at.y, at.x} : at;
  }

 private:
  struct Free {
    void operator()(pj_ctx* context) const;
    void operator()(PJconsts* transformation) const;
  };
  Projection(std::unique_ptr<pj_ctx, Free> context, std::unique_ptr<PJconsts, Free> transformation);

  std::unique_ptr<pj_ctx, Free> context_;  // outlives the transformation made in it
  std::unique_ptr<PJconsts, Free> transformation_;
  std::optional<AreaOfUse> area_of_use_;
  bool y_first_ = false;
};

// Three known points there and back; what it returns is why the program must not start (no proj.db, a broken PROJ).
std::optional<Error> projection_self_test();

}  // namespace yaad::geo
