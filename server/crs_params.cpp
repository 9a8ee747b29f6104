#include "server/crs_params.hpp"

#include "server/filter_params.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>

namespace yaad::server {
namespace {

// A rectangle of some systems is one in degrees; a sheet of a transverse projection is not.
struct KnownCrs {
  std::string_view code;
  bool degrees = false;
  bool rectangles_stay = false;
};
// The web's, an equal-area one for densities, and the UTM zones from Sistan to Gilgit.
constexpr std::array<KnownCrs, 8> kKnown{{
    {"OGC:CRS84", true, true},
    {"EPSG:4326", true, true},
    {"EPSG:3857", false, true},
    {"EPSG:6933", false, true},
    {"EPSG:32640", false, false},
    {"EPSG:32641", false, false},
    {"EPSG:32642", false, false},
    {"EPSG:32643", false, false},
}};

const KnownCrs* find(const geo::CrsName& name) {
  const auto found =
      std::find_if(kKnown.begin(), kKnown.end(), [&](const KnownCrs& known) { return known.code == name.code; });
  return found == kKnown.end() ? nullptr : &*found;
}

geo::Result<const geo::Projection*> projection_of(const geo::CrsName& name) {
  thread_local std::map<std::string, geo::Projection, std::less<>> kept;
  auto at = kept.find(name.code);
  if (at == kept.end()) {
    auto made = geo::Projection::to_crs84(name.code);
    if (!made) return made.error();
    at = kept.emplace(name.code, std::move(*made)).first;
  }
  return &at->second;
}

// west, south, east, north as x and y of the system; heights are dropped.
geo::Result<std::array<double, 4>> numbers_of(std::string_view text) {
  std::vector<double> n;
  while (true) {
    const auto end = std::min(text.find(','), text.size());
    double value = 0;
    const auto part = text.substr(0, end);
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), value, std::chars_format::fixed);
    if (part.empty() || part.find_first_not_of("0123456789.-") != part.npos || error != std::errc() ||
        stop != part.data() + part.size())
      return bad_parameter("bbox", "a number of the bbox cannot be read");
    n.push_back(value);
    if (end == text.size() || n.size() > 6) break;
    text.remove_prefix(end + 1);
  }
  if (n.size() == 6) n = {n[0], n[1], n[3], n[4]};
  if (n.size() != 4) return bad_parameter("bbox", "write the lower corner and the upper one (4 or 6 numbers)");
  return std::array<double, 4>{n[0], n[1], n[2], n[3]};
}

std::string text_of(double value) {
  std::array<char, 400> text{};
  return {text.data(),
          std::to_chars(text.data(), text.data() + text.size(), value + 0.0, std::chars_format::fixed).ptr};
}

std::string text_of(const geo::Bbox& box) {
  return text_of(box.west) + ',' + text_of(box.south) + ',' + text_of(box.east) + ',' + text_of(box.north);
}

// Whether a place is in a sheet of a projection. An area is when its outline, drawn there, touches the sheet.
struct InSheet {
  const geo::Projection& projection;
  const geo::Areas& areas;
  geo::Bbox sheet;  // in metres
  std::map<std::string_view, bool> known;

  bool holds(const geo::Area& area) {
    const auto [at, is_new] = known.try_emplace(area.code, true);
    if (!is_new) return at->second;
    const auto drawn = projection.back(area.rings);
    if (!drawn) return true;  // cannot be drawn there: it touches the rectangle around the sheet
    std::vector<geo::Ring> rings;
    rings.reserve(drawn->size());
    for (const auto& line : *drawn) {
      geo::Ring& ring = rings.emplace_back();
      ring.lon.reserve(line.size());
      ring.lat.reserve(line.size());
      for (const geo::Planar& p : line) {
        ring.lon.push_back(p.x);
        ring.lat.push_back(p.y);
      }
    }
    return at->second = geo::intersects(rings, sheet);
  }

  bool operator()(const geo::LonLat& place, std::string_view code) {
    if (const geo::Area* area = areas.find(code)) return holds(*area);
    const auto at = projection.back(place);
    return at && at->x >= sheet.west && at->x <= sheet.east && at->y >= sheet.south && at->y <= sheet.north;
  }
};

geo::Result<AskedBbox> in_metres(const Params& params, const std::array<double, 4>& n, const AskedCrs& crs,
                                 const geo::Areas& areas, bool rectangles_stay) {
  if (n[0] > n[2] || n[1] > n[3]) return bad_parameter("bbox", "the lower corner comes first");
  const geo::Error outside = bad_parameter("bbox", "a corner is no place on the earth in this system");
  geo::Bbox box;
  if (rectangles_stay) {
    const auto least = crs.projection->forward({n[0], n[1]}), most = crs.projection->forward({n[2], n[3]});
    if (!least || !most) return outside;
    box = {least->lon(), least->lat(), most->lon(), most->lat()};
    return AskedBbox{params.with("bbox", text_of(box)), nullptr};
  }
  const auto around = crs.projection->forward({n[0], n[1]}, {n[2], n[3]});
  if (!around) return outside;
  const auto in_sheet =
      std::make_shared<InSheet>(InSheet{*crs.projection, areas, geo::Bbox{n[0], n[1], n[2], n[3]}, {}});
  return AskedBbox{params.with("bbox", text_of(*around)),
                   [in_sheet](const geo::LonLat& at, std::string_view area) { return (*in_sheet)(at, area); }};
}

}  // namespace

const std::vector<std::string>& known_crs() {
  static const std::vector<std::string> uris = [] {
    std::vector<std::string> made;
    made.reserve(kKnown.size());
    for (const KnownCrs& known : kKnown) made.push_back(geo::CrsName{std::string(known.code)}.uri());
    return made;
  }();
  return uris;
}

geo::Positions AskedCrs::positions() const {
  return projection == nullptr ? geo::Positions() : geo::Positions(*projection, name.order);
}

geo::Result<AskedCrs> parse_crs(const Params& params, std::string_view name) {
  const auto text = params.get(name);
  if (!text) return AskedCrs();
  auto crs = geo::parse_crs_name(*text);
  if (!crs || find(*crs) == nullptr) return bad_parameter(name, "not a system that pages are given in", known_crs());
  if (crs->is_crs84()) return AskedCrs();
  crs->order = geo::AxisOrder::authority;  // as the URI says it, which is what Content-Crs repeats
  const auto projection = projection_of(*crs);
  if (!projection) return projection.error();
  return AskedCrs{*crs, *projection};
}

geo::Result<AskedBbox> parse_bbox_crs(const Params& params, const geo::Areas& areas) {
  const auto crs = parse_crs(params, "bbox-crs");
  if (!crs) return crs.error();
  const auto text = params.get("bbox");
  if (!text || crs->name.is_crs84()) return AskedBbox{params.without("bbox-crs"), nullptr};
  auto n = numbers_of(*text);
  if (!n) return n.error();
  if (crs->projection->authority_has_y_first()) *n = {(*n)[1], (*n)[0], (*n)[3], (*n)[2]};
  const KnownCrs& known = *find(crs->name);
  const Params rest = params.without("bbox-crs");
  if (known.degrees)
    return AskedBbox{rest.with("bbox", text_of(geo::Bbox{(*n)[0], (*n)[1], (*n)[2], (*n)[3]})), nullptr};
  return in_metres(rest, *n, *crs, areas, known.rectangles_stay);
}

}  // namespace yaad::server
