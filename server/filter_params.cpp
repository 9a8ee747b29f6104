#include "server/filter_params.hpp"

#include "geo/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace yaad::server {
namespace {

using geo::Result;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// A list of at most 64 values, sorted and without repeats.
Result<std::vector<std::string>> parse_list(std::string_view name, std::string_view text) {
  std::vector<std::string> values = split(text, ',');
  if (values.size() > kMaxListValues) return bad_parameter(name, "at most 64 values");
  if (std::any_of(values.begin(), values.end(), [](const auto& v) { return v.empty(); }))
    return bad_parameter(name, "a value of the list is blank");
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

template <class Code, std::size_t N>
Result<geo::CodeSet<Code>> parse_codes(std::string_view name, std::string_view text,
                                       const std::array<std::string_view, N>& known) {
  const auto values = parse_list(name, text);
  if (!values) return values.error();
  geo::CodeSet<Code> set;
  for (const std::string& value : *values) {
    const auto code = geo::code_from<Code>(known, value);
    if (!code) return bad_parameter(name, "not a known code", {known.begin(), known.end()});
    set.insert(*code);
  }
  return set;
}

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "5..", "..10", "5..10", "5", "none"
Result<geo::TollRange> parse_killed(std::string_view text) {
  const auto dots = text.find("..");
  const std::string_view low = text.substr(0, dots), high = dots == text.npos ? text : text.substr(dots + 2);
  geo::TollRange range;
  if (text == "none") {
    range.no_figure = true;
    return range;
  }
  if (!low.empty() && !(range.min = whole_number(low)))
    return bad_parameter("killed", "write 5.., ..10, 5..10 or none");
  if (!high.empty() && !(range.max = whole_number(high)))
    return bad_parameter("killed", "write 5.., ..10, 5..10 or none");
  if (!range.min && !range.max) return bad_parameter("killed", "write 5.., ..10, 5..10 or none");
  if (range.min && range.max && *range.min > *range.max) return bad_parameter("killed", "the range is reversed");
  return range;
}

Result<std::vector<std::string>> parse_areas(std::string_view text, const geo::Dataset& dataset,
                                             const geo::Areas& areas) {
  auto values = parse_list("area", text);
  if (!values) return values;
  for (const std::string& code : *values) {
    const auto used = [&](const geo::Incident& i) { return i.country == code || i.area == code || i.district == code; };
    if (!areas.find(code) && std::none_of(dataset.incidents.begin(), dataset.incidents.end(), used))
      return bad_parameter("area",
                           "not a known area: a country (PK), a province (PK-BA) or a district (PK-BA.mastung)");
  }
  return values;
}

Result<std::vector<std::string>> parse_actors(std::string_view text, const geo::Dataset& dataset) {
  auto values = parse_list("actor", text);
  if (!values) return values;
  for (const std::string& code : *values) {
    if (dataset.find_actor(code)) continue;
    std::vector<std::string> known;
    for (const geo::Actor& actor : dataset.actors) known.push_back(actor.code);
    return bad_parameter("actor", "not a known code", std::move(known));
  }
  return values;
}

// As short as it reads back, and never with an exponent: parse_bbox takes none.
std::string number(double value) {
  std::array<char, 400> text{};  // the smallest double has 324 zeros after its point
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value + 0.0, std::chars_format::fixed).ptr;
  return {text.data(), end};
}

template <class Code, std::size_t N>
std::string names(geo::CodeSet<Code> set, const std::array<std::string_view, N>& known) {
  std::vector<std::string> chosen;
  for (std::size_t i = 0; i < N; ++i)
    if (set.contains(static_cast<Code>(i))) chosen.emplace_back(known[i]);
  std::sort(chosen.begin(), chosen.end());
  std::string text;
  for (const std::string& name : chosen) text += (text.empty() ? "" : ",") + name;
  return text;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ",") + value;
  return text;
}

}  // namespace

Result<geo::Bbox> parse_bbox(std::string_view text) {
  const std::vector<std::string> parts = split(text, ',');
  if (parts.size() != 4 && parts.size() != 6)
    return bad_parameter("bbox", "write west,south,east,north in degrees (4 or 6 numbers)");
  std::vector<double> n;
  for (const std::string& part : parts) {
    double value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, std::chars_format::fixed);
    // from_chars takes "inf" and "nan" too; a coordinate begins with a digit, a sign or a point.
    const bool numeric = !part.empty() && part.find_first_not_of("0123456789.-") == part.npos;
    if (!numeric || error != std::errc() || end != part.data() + part.size())
      return bad_parameter("bbox", "a number of the bbox cannot be read");
    n.push_back(value);
  }
  if (n.size() == 6) n = {n[0], n[1], n[3], n[4]};  // heights do not count: nothing here has one
  if (n[0] < -180 || n[0] > 180 || n[2] < -180 || n[2] > 180)
    return bad_parameter("bbox", "longitudes are between -180 and 180");
  if (n[1] < -90 || n[1] > 90 || n[3] < -90 || n[3] > 90)
    return bad_parameter("bbox", "latitudes are between -90 and 90");
  if (n[1] > n[3]) return bad_parameter("bbox", "south is north of north");
  return geo::Bbox{n[0], n[1], n[2], n[3]};
}

Result<geo::Filter> parse_filter(const Params& params, const geo::Dataset& dataset, const geo::Areas& areas) {
  geo::Filter f;
  const auto set = [](auto& target, auto&& result) -> std::optional<geo::Error> {
    if (!result) return result.error();
    target = std::move(*result);
    return std::nullopt;
  };
  std::optional<geo::Error> error;
  for (const auto& [name, value] : params.all()) {
    if (std::find(kFilterParams.begin(), kFilterParams.end(), name) == kFilterParams.end()) continue;
    if (value.empty()) return bad_parameter(name, "the value is blank; leave the parameter out instead");
    if (name == "datetime") error = set(f.window, parse_datetime(value));
    else if (name == "bbox") error = set(f.bbox, parse_bbox(value));
    else if (name == "area") error = set(f.areas, parse_areas(value, dataset, areas));
    else if (name == "attack_type")
      error = set(f.attack_types, parse_codes<geo::AttackType>(name, value, geo::kAttackTypes));
    else if (name == "target_type")
      error = set(f.target_types, parse_codes<geo::TargetType>(name, value, geo::kTargetTypes));
    else if (name == "community")
      error = set(f.communities, parse_codes<geo::Community>(name, value, geo::kCommunities));
    else if (name == "actor") error = set(f.actors, parse_actors(value, dataset));
    else if (name == "killed") error = set(f.killed, parse_killed(value));
    else if (name == "precision") {
      f.precision = geo::code_from<geo::PlacePrecision>(geo::kPlacePrecisions, value);
      if (!f.precision)
        return bad_parameter(name, "not a known precision",
                             {geo::kPlacePrecisions.begin(), geo::kPlacePrecisions.end()});
    } else if (name == "date_precision") {
      f.date_precision = geo::code_from<geo::DatePrecision>(geo::kDatePrecisions, value);
      if (!f.date_precision)
        return bad_parameter(name, "not a known precision", {geo::kDatePrecisions.begin(), geo::kDatePrecisions.end()});
    } else if (name == "q") {
      if (geo::count_code_points(value) > kMaxWords) return bad_parameter(name, "at most 200 characters");
      f.words = value;
    }
    if (error) return *error;
  }
  return f;
}

geo::Result<geo::Step> parse_step(const Params& params) {
  const auto step = geo::code_from<geo::Step>(geo::kSteps, params.get("step").value_or("month"));
  if (!step) return bad_parameter("step", "not a known step", {geo::kSteps.begin(), geo::kSteps.end()});
  return *step;
}

std::string canonical(const geo::Filter& f) {
  std::map<std::string_view, std::string> parts;
  if (!(f.window == geo::DateSpan())) {
    const bool one = f.window.is_one_day();
    parts["datetime"] = one ? geo::iso(f.window.first()) : geo::iso(f.window.first()) + '/' + geo::iso(f.window.last());
  }
  if (f.bbox)
    parts["bbox"] =
        number(f.bbox->west) + ',' + number(f.bbox->south) + ',' + number(f.bbox->east) + ',' + number(f.bbox->north);
  if (!f.areas.empty()) parts["area"] = joined(f.areas);
  if (!f.attack_types.empty()) parts["attack_type"] = names(f.attack_types, geo::kAttackTypes);
  if (!f.target_types.empty()) parts["target_type"] = names(f.target_types, geo::kTargetTypes);
  if (!f.communities.empty()) parts["community"] = names(f.communities, geo::kCommunities);
  if (!f.actors.empty()) parts["actor"] = joined(f.actors);
  if (f.precision) parts["precision"] = geo::name_of(geo::kPlacePrecisions, *f.precision);
  if (f.date_precision) parts["date_precision"] = geo::name_of(geo::kDatePrecisions, *f.date_precision);
  if (f.killed && f.killed->no_figure) parts["killed"] = "none";
  else if (f.killed)
    parts["killed"] = (f.killed->min ? std::to_string(*f.killed->min) : "") + ".." +
                      (f.killed->max ? std::to_string(*f.killed->max) : "");
  if (!f.words.empty()) parts["q"] = f.words;
  std::string text;
  for (const auto& [name, value] : parts) {
    if (!text.empty()) text += '&';
    text += std::string(name) + '=' + percent_encoded(value);
  }
  return text;
}

}  // namespace yaad::server
