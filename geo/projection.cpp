#include "geo/projection.hpp"

#include <proj.h>

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

Error refused(std::string detail) { return Error{Errc::bad_text, std::move(detail), "crs", {}}; }

}  // namespace

void Projection::Free::operator()(pj_ctx* context) const { proj_context_destroy(context); }
void Projection::Free::operator()(PJconsts* transformation) const { proj_destroy(transformation); }

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

  const std::unique_ptr<PJconsts, Free> as_written(
      proj_create_crs_to_crs_from_pj(context.get(), source.get(), target.get(), nullptr, nullptr));
  if (!as_written) return refused("PROJ knows no way from this coordinate reference system to longitude and latitude");
  // EPSG:4326 says latitude first, and no file and no person does: this puts x first on both sides.
  std::unique_ptr<PJconsts, Free> normalized(proj_normalize_for_visualization(context.get(), as_written.get()));
  if (!normalized) return refused("PROJ cannot put the axes of this coordinate reference system in order");
  return Projection(std::move(context), std::move(normalized));
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
  proj_errno_reset(transformation_.get());
  const PJ_COORD to = proj_trans(transformation_.get(), PJ_INV, proj_coord(from.lon(), from.lat(), 0, HUGE_VAL));
  if (proj_errno(transformation_.get()) != 0 || !std::isfinite(to.xy.x) || !std::isfinite(to.xy.y))
    return refused("this place lies outside the coordinate reference system");
  return Planar{to.xy.x, to.xy.y};
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
