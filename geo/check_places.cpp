#include "geo/check_parts.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace yaad::geo {
namespace {

// Outlines are simplified, and sources place a border town on either side of the line.
constexpr double kOutlineToleranceM = 5000;
constexpr double kMetresPerDegree = 111'195;  // of latitude, on the sphere of distance_m

// From the point to the nearest edge, on a plane around the point: good to a percent at the distances judged here.
double distance_to_edge_m(const std::vector<Ring>& rings, const LonLat& at) {
  const double scale = std::cos(at.lat() * std::numbers::pi / 180.0);
  double best = std::numeric_limits<double>::infinity();
  for (const Ring& ring : rings) {
    for (std::size_t i = 1; i < ring.lon.size(); ++i) {
      const double ax = (ring.lon[i - 1] - at.lon()) * scale, ay = ring.lat[i - 1] - at.lat();
      const double bx = (ring.lon[i] - at.lon()) * scale, by = ring.lat[i] - at.lat();
      const double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
      const double t = length == 0 ? 0 : std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0);
      best = std::min(best, std::hypot(ax + t * dx, ay + t * dy));
    }
  }
  return best * kMetresPerDegree;
}

std::string degrees(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

// "; swapped? 30.1841, 67.0000 would lie inside" where exchanging lat and lon mends it.
template <class Inside>
std::string swap_hint(const LonLat& at, Inside inside) {
  const auto swapped = LonLat::from_degrees(at.lat(), at.lon());
  if (!swapped || !inside(*swapped)) return {};
  return "; swapped? lat " + degrees(swapped->lat()) + ", lon " + degrees(swapped->lon()) + " would lie inside";
}

class Outlines {
 public:
  Outlines(const Areas& areas, const std::optional<Bbox>& extent, Findings& out)
      : areas_(areas), extent_(extent), out_(out) {}

  void extent(const char* file, std::size_t line, const LonLat& at) {
    if (!extent_ || extent_->contains(at)) return;
    warn(out_, file, line, "lat",
         degrees(at.lat()) + ", " + degrees(at.lon()) + " lies outside the extent of the dataset" +
             swap_hint(at, [this](const LonLat& p) { return extent_->contains(p); }) +
             " (correct the point, or the extent in dataset.json)");
  }

  void place(const Place& p, std::size_t line) {
    // The finest outline that is known of those the row names.
    const Area* area = nullptr;
    for (const std::string* code : {&p.district_code, &p.area, &p.country})
      if (area == nullptr && !code->empty()) area = areas_.find(*code);
    if (area == nullptr || contains(area->rings, p.at)) return;
    const double away = distance_to_edge_m(area->rings, p.at);
    if (away <= std::max(kOutlineToleranceM, p.radius_m)) return;
    std::string detail = degrees(p.at.lat()) + ", " + degrees(p.at.lon()) + " lies " +
                         std::to_string(std::lround(away / 1000)) + " km outside " + area->name + " (" + area->code +
                         "), where the row puts it";
    if (const Area* holds = finest(p.at)) detail += ", in " + holds->name + " (" + holds->code + ')';
    detail += swap_hint(p.at, [&](const LonLat& s) { return contains(area->rings, s); });
    warn(out_, "places.csv", line, "lat", detail + " (correct the point or the area)");
  }

  void province_code(const Place& p, std::size_t line) {
    if (p.area.empty() || areas_.find(p.area) != nullptr || !knows_children(p.country)) return;
    warn(out_, "places.csv", line, "area",
         quoted(p.area) + " is no province that is known in " + p.country + " (ISO 3166-2)");
  }

 private:
  const Area* finest(const LonLat& at) const {
    for (const AreaLevel level : {AreaLevel::district, AreaLevel::province, AreaLevel::country})
      if (const Area* a = areas_.point_in(at, level)) return a;
    return nullptr;
  }
  bool knows_children(const std::string& code) const {
    return std::any_of(areas_.all().begin(), areas_.all().end(), [&](const Area& a) { return a.parent == code; });
  }

  const Areas& areas_;
  const std::optional<Bbox>& extent_;
  Findings& out_;
};

}  // namespace

void check_places(const LoadedFolder& folder, const Areas& areas, Findings& out) {
  Outlines outlines(areas, folder.dataset.info.extent, out);
  const auto& places = folder.dataset.places;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::size_t line = folder.lines.places[i];
    outlines.extent("places.csv", line, places[i].at);
    outlines.province_code(places[i], line);
    // For a whole district, province or country the point is only where the label stands.
    if (!is_area(places[i].precision)) outlines.place(places[i], line);
  }
  const auto& incidents = folder.dataset.incidents;
  for (std::size_t i = 0; i < incidents.size(); ++i)
    if (!incidents[i].place) outlines.extent("incidents.csv", folder.lines.incidents[i], incidents[i].at);
}

}  // namespace yaad::geo
