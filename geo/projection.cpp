#include "geo/projection.hpp"

#include <proj.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace yaad::geo {
namespace {

// A WKT of a real system is under 10 kB; a long one is an attack on its parser.
constexpr std::size_t kMaxCrsLength = std::size_t{64} << 10U;

// No system's coordinates are larger (the largest false easting is 6e7 m); far past it PROJ folds numbers into
// places that nobody meant.
constexpr double kMaxPlanar = 1e8;

// An authority and a code, or WKT, which alone has brackets. Everything else that proj_create understands
// (pipelines, "+nadgrids=/a/file", names looked up by likeness) stays outside.
bool is_crs_name(std::string_view crs) {
  if (crs.empty() || crs.size() > kMaxCrsLength || crs.find('\0') != std::string_view::npos) return false;
  const bool begins_with_letter = (crs[0] >= 'A' && crs[0] <= 'Z') || (crs[0] >= 'a' && crs[0] <= 'z');
  if (!begins_with_letter) return false;
  if (crs.find('[') != std::string_view::npos) return crs.find("PROJ4") == std::string_view::npos;
  const auto colon = crs.find(':');
  if (colon == std::string_view::npos || colon + 1 == crs.size()) return false;
  return crs.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:_") ==
             std::string_view::npos &&
         crs.find(':', colon + 1) == std::string_view::npos;
}

// What two numbers can say. WKT of files may have a height beside them.
bool is_horizontal(const PJ* crs, bool by_code) {
  switch (proj_get_type(crs)) {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS:
    case PJ_TYPE_PROJECTED_CRS: return true;
    case PJ_TYPE_GEOGRAPHIC_3D_CRS:
    case PJ_TYPE_COMPOUND_CRS:
    case PJ_TYPE_BOUND_CRS: return !by_code;
    default: return false;
  }
}

std::optional<AreaOfUse> area_of_use_of(PJ_CONTEXT* context, const PJ* crs) {
  double west = 0, south = 0, east = 0, north = 0;
  const char* name = nullptr;
  // PROJ has -1000 where a bound is not known.
  if (proj_get_area_of_use(context, crs, &west, &south, &east, &north, &name) == 0 || west < -180) return std::nullopt;
  return AreaOfUse{name == nullptr ? "" : name, Bbox{west, south, east, north}};
}

// By what the transformation does, which is all that counts: at one place the two numbers change places or do not.
bool swaps_axes(PJ* as_written, PJ* normalized, const std::optional<AreaOfUse>& area) {
  const double lon = area && area->bbox.west < area->bbox.east ? (area->bbox.west + area->bbox.east) / 2 : 67.1,
               lat = area ? (area->bbox.south + area->bbox.north) / 2 : 30.3;
  constexpr double kOffCentre = 0.125;  // on the central meridian both numbers could be the same
  const PJ_COORD at = proj_coord(lon + kOffCentre, lat, 0, HUGE_VAL);
  const PJ_COORD written = proj_trans(as_written, PJ_INV, at), normal = proj_trans(normalized, PJ_INV, at);
  return written.xy.x == normal.xy.y && written.xy.y == normal.xy.x && written.xy.x != written.xy.y;
}

Error refused(std::string detail) { return Error{Errc::bad_text, std::move(detail), "crs", {}}; }

}  // namespace

void Projection::Free::operator()(pj_ctx* context) const { proj_context_destroy(context); }
void Projection::Free::operator()(PJconsts* transformation) const { proj_destroy(transformation); }

std::string CrsName::uri() const {
  return is_crs84() ? "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
                    : "http://www.opengis.net/def/crs/EPSG/0/" + code.substr(code.find(':') + 1);
}

Result<CrsName> parse_crs_name(std::string_view text) {
  constexpr std::string_view kUri = "http://www.opengis.net/def/crs/EPSG/0/", kShort = "EPSG:";
  constexpr std::size_t kMostDigits = 6;
  if (text == "CRS84" || text == "OGC:CRS84" || text == CrsName().uri()) return CrsName();
  const bool by_uri = text.starts_with(kUri);
  const std::string_view digits = by_uri ? text.substr(kUri.size()) : text.substr(std::min(kShort.size(), text.size()));
  if ((!by_uri && !text.starts_with(kShort)) || digits.empty() || digits.size() > kMostDigits || digits[0] == '0' ||
      digits.find_first_not_of("0123456789") != digits.npos)
    return refused("write CRS84, EPSG:32642 or http://www.opengis.net/def/crs/EPSG/0/32642, with the code you need");
  return CrsName{std::string(kShort).append(digits), by_uri ? AxisOrder::authority : AxisOrder::x_first};
}

Projection::Projection(std::unique_ptr<pj_ctx, Free> context, std::unique_ptr<PJconsts, Free> transformation)
    : context_(std::move(context)), transformation_(std::move(transformation)) {}

Result<Projection> Projection::to_crs84(std::string_view crs) {
  if (!is_crs_name(crs)) return refused("a coordinate reference system is written like EPSG:32642, or as WKT");
  std::unique_ptr<pj_ctx, Free> context(proj_context_create());
  if (!context) return refused("PROJ does not start");
  proj_context_set_enable_network(context.get(), 0);
  proj_log_level(context.get(), PJ_LOG_NONE);  // what is wrong is in the result, not on stderr

  const std::unique_ptr<PJconsts, Free> source(proj_create(context.get(), std::string(crs).c_str()));
  const std::unique_ptr<PJconsts, Free> target(proj_create(context.get(), "OGC:CRS84"));
  if (!target) return refused("PROJ finds no proj.db; is the package proj-data installed?");
  if (!source || proj_is_crs(source.get()) == 0)
    return refused("this coordinate reference system is not known to PROJ");
  if (!is_horizontal(source.get(), crs.find('[') == std::string_view::npos))
    return refused("this coordinate reference system is not one of two horizontal axes (geographic or projected)");

  const std::unique_ptr<PJconsts, Free> as_written(
      proj_create_crs_to_crs_from_pj(context.get(), source.get(), target.get(), nullptr, nullptr));
  if (!as_written) return refused("PROJ knows no way from this coordinate reference system to longitude and latitude");
  // EPSG:4326 says latitude first, and no file and no person does: this puts x first on both sides.
  std::unique_ptr<PJconsts, Free> normalized(proj_normalize_for_visualization(context.get(), as_written.get()));
  if (!normalized) return refused("PROJ cannot put the axes of this coordinate reference system in order");
  auto area = area_of_use_of(context.get(), source.get());
  const bool y_first = swaps_axes(as_written.get(), normalized.get(), area);
  Projection made(std::move(context), std::move(normalized));
  made.area_of_use_ = std::move(area);
  made.y_first_ = y_first;
  return made;
}

Result<LonLat> Projection::forward(const Planar& from) const {
  // Written so that NaN fails too.
  const bool plausible = std::abs(from.x) <= kMaxPlanar && std::abs(from.y) <= kMaxPlanar;
  if (!plausible) return refused("a coordinate is no number, or too large for any coordinate reference system");
  proj_errno_reset(transformation_.get());
  const PJ_COORD to = proj_trans(transformation_.get(), PJ_FWD, proj_coord(from.x, from.y, 0, HUGE_VAL));
  if (proj_errno(transformation_.get()) != 0)
    return refused("a coordinate lies outside its coordinate reference system");
  return LonLat::from_degrees(to.xy.x, to.xy.y);
}

Result<Planar> Projection::back(const LonLat& from) const {
  const bool in_use = !area_of_use_ || area_of_use_->bbox.contains(from);
  const auto outside = [&] {
    return refused("the place " + std::to_string(from.lon()) + ", " + std::to_string(from.lat()) +
                   " cannot be told in this coordinate reference system" +
                   (in_use || area_of_use_->name.empty() ? "" : ", which is for: " + area_of_use_->name));
  };
  proj_errno_reset(transformation_.get());
  const PJ_COORD to = proj_trans(transformation_.get(), PJ_INV, proj_coord(from.lon(), from.lat(), 0, HUGE_VAL));
  if (proj_errno(transformation_.get()) != 0 || !std::isfinite(to.xy.x) || !std::isfinite(to.xy.y)) return outside();
  const Planar there{to.xy.x, to.xy.y};
  if (in_use) return there;
  // Out there a formula may give numbers that mean another place.
  constexpr double kReturnsWithinM = 1;
  const auto again = forward(there);
  if (!again || distance_m(*again, from) > kReturnsWithinM) return outside();
  return there;
}

Result<std::vector<std::vector<Planar>>> Projection::back(const std::vector<Ring>& rings) const {
  std::vector<std::vector<Planar>> result(rings.size());
  for (std::size_t r = 0; r < rings.size(); ++r) {
    result[r].reserve(rings[r].lon.size());
    for (std::size_t i = 0; i < rings[r].lon.size(); ++i) {
      const auto corner = LonLat::from_degrees(rings[r].lon[i], rings[r].lat[i]);
      if (!corner) return corner.error();
      const auto there = back(*corner);
      if (!there) return there.error();
      result[r].push_back(*there);
    }
  }
  return result;
}

Result<Bbox> Projection::forward(const Planar& least, const Planar& most) const {
  constexpr int kPointsAnEdge = 21;  // PROJ's own advice
  for (const double n : {least.x, least.y, most.x, most.y}) {
    const bool plausible = std::abs(n) <= kMaxPlanar;
    if (!plausible) return refused("a coordinate is no number, or too large for any coordinate reference system");
  }
  Bbox box;
  proj_errno_reset(transformation_.get());
  if (proj_trans_bounds(context_.get(), transformation_.get(), PJ_FWD, least.x, least.y, most.x, most.y, &box.west,
                        &box.south, &box.east, &box.north, kPointsAnEdge) == 0)
    return refused("this rectangle lies outside its coordinate reference system");
  const auto south_west = LonLat::from_degrees(box.west, box.south),
             north_east = LonLat::from_degrees(box.east, box.north);
  if (!south_west) return south_west.error();
  if (!north_east) return north_east.error();
  return box;
}

std::optional<double> Projection::accuracy_m(const LonLat& at) const {
  if (!back(at)) return std::nullopt;
  const std::unique_ptr<PJconsts, Free> used(proj_trans_get_last_used_operation(transformation_.get()));
  if (!used) return std::nullopt;
  const double metres = proj_coordoperation_get_accuracy(context_.get(), used.get());
  return metres < 0 ? std::nullopt : std::optional(metres);
}

std::optional<Error> projection_self_test() {
  // The values are the defining formulas' (spherical Mercator; the central meridian of UTM 42 at the equator).
  struct Known {  // NOLINT(cppcoreguidelines-pro-type-member-init): an aggregate, always filled
    const char* crs;
    Planar planar;
    double lon, lat;
  };
  constexpr std::array<Known, 3> points{{
      {"EPSG:3857", {20037508.342789244, 20037508.342789244}, 180, kMercatorLatDeg},
      {"EPSG:32642", {500000, 0}, 69, 0},
      {"EPSG:4326", {67.0, 30.2}, 67.0, 30.2},
  }};
  constexpr double kToleranceDeg = 1e-9;  // a tenth of a millimetre
  constexpr double kTolerance = 1e-3;     // metres; far within what any grid could shift
  for (const Known& known : points) {
    const auto projection = Projection::to_crs84(known.crs);
    if (projection.has_error()) return projection.error();
    const auto there = projection->forward(known.planar);
    if (there.has_error()) return there.error();
    const auto again = projection->back(*there);
    if (again.has_error()) return again.error();
    if (std::abs(there->lon() - known.lon) > kToleranceDeg || std::abs(there->lat() - known.lat) > kToleranceDeg ||
        std::abs(again->x - known.planar.x) > kTolerance || std::abs(again->y - known.planar.y) > kTolerance)
      return refused(std::string("PROJ gives wrong coordinates for ") + known.crs);
  }
  return std::nullopt;
}

}  // namespace yaad::geo
