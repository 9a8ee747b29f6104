#include "server/preview_params.hpp"

#include "server/embed_address.hpp"
#include "server/filter_params.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace yaad::server {
namespace {

constexpr std::array<std::string_view, 24> kKnown{
    "datetime",       "bbox",   "area", "attack_type", "target_type", "community", "actor", "precision",
    "date_precision", "killed", "q",    "view",        "incident",    "place",     "size",  "mode",
    "step",           "list",   "lang", "theme",       "accent",      "v",         "width", "height"};
constexpr std::size_t kFirstOfSize = 22;  // the last two are of the picture, not of a view

std::optional<double> degrees(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// "30.2,67,6.5": latitude, longitude, zoom, as the map writes it.
geo::Result<Preview::View> parse_view(std::string_view text) {
  const geo::Error bad = bad_parameter("view", "write latitude, longitude and zoom: 30.2,67,6");
  std::array<double, 3> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto comma = text.find(',');
    if ((comma == text.npos) != (i + 1 == numbers.size())) return bad;
    const auto number = degrees(text.substr(0, comma));
    if (!number) return bad;
    numbers[i] = *number;
    if (comma != text.npos) text.remove_prefix(comma + 1);
  }
  const auto centre = geo::LonLat::from_degrees(numbers[1], numbers[0]);
  if (!centre || numbers[2] < 0 || numbers[2] > 22) return bad;
  return Preview::View{*centre, numbers[2]};
}

geo::Result<bool> is_second(const Params& params, std::string_view name, std::string_view first,
                            std::string_view second) {
  const auto value = params.get(name);
  if (value && *value != first && *value != second)
    return bad_parameter(name, "not a known value", {std::string(first), std::string(second)});
  return value == second;
}

geo::Result<std::string_view> parse_language(const Params& params) {
  const std::string_view asked = params.get("lang").value_or(kLanguages.front().code);
  std::vector<std::string> known;
  for (const Language& language : kLanguages) {
    if (language.code == asked) return language.code;
    known.emplace_back(language.code);
  }
  return bad_parameter("lang", "not a known language", std::move(known));
}

// A place that no served record names may be that of one that is kept back.
const geo::Place* served_place(const geo::Dataset& dataset, std::string_view id) {
  for (std::size_t p = 0; p < dataset.places.size(); ++p)
    if (dataset.places[p].id == id)
      return std::any_of(dataset.incidents.begin(), dataset.incidents.end(),
                         [&](const auto& i) { return i.place == p; })
                 ? &dataset.places[p]
                 : nullptr;
  return nullptr;
}

geo::Result<void> parse_size(const Params& params, Preview& preview) {
  const auto width = whole_number(params, "width", kPreviewWidth, kLeastPreviewWidth, kPreviewWidth);
  if (!width) return width.error();
  const auto fitting =
      static_cast<std::size_t>(std::lround(static_cast<double>(*width) * kPreviewHeight / kPreviewWidth));
  const auto height = whole_number(params, "height", fitting, kLeastPreviewHeight, kPreviewHeight);
  if (!height) return height.error();
  const double shape = static_cast<double>(*width) / static_cast<double>(*height);
  if (shape < kNarrowestPreview || shape > kWidestPreview)
    return bad_parameter("height", "a picture is 1.5 to 2.4 times as wide as it is high");
  preview.width = static_cast<unsigned>(*width);
  preview.height = static_cast<unsigned>(*height);
  return {};
}

}  // namespace

geo::Result<Preview> parse_preview(const Params& params, const geo::Snapshot& data) {
  if (const auto known = params.allow_only(kKnown); !known) return known.error();
  Preview preview;
  auto filter = parse_filter(params, data.dataset, data.areas);
  if (!filter) return filter.error();
  preview.filter = std::move(*filter);
  if (const auto text = params.get("view")) {
    const auto view = parse_view(*text);
    if (!view) return view.error();
    preview.view = *view;
  }
  if (const auto id = params.get("incident")) {
    preview.incident = data.dataset.find_incident(*id);
    if (preview.incident == nullptr && data.dataset.is_retracted(*id))
      return geo::Error{geo::Errc::gone, "this record was taken back", "incident", {}};
    if (preview.incident == nullptr) return geo::Error{geo::Errc::not_found, "no record has this id", "incident", {}};
  }
  if (const auto id = params.get("place")) {
    preview.place = served_place(data.dataset, *id);
    if (preview.place == nullptr) return geo::Error{geo::Errc::not_found, "no record names this place", "place", {}};
  }
  const auto by_count = is_second(params, "size", "killed", "count");
  if (!by_count) return by_count.error();
  preview.by_count = *by_count;
  const auto dark = is_second(params, "theme", "light", "dark");
  if (!dark) return dark.error();
  preview.dark = *dark;
  const auto language = parse_language(params);
  if (!language) return language.error();
  preview.language = *language;
  if (const auto sized = parse_size(params, preview); !sized) return sized.error();
  return preview;
}

std::string Preview::key() const {
  std::string key = "preview?" + canonical(filter) + "&lang=" + std::string(language);
  key += "&size=" + std::to_string(width) + 'x' + std::to_string(height) + (dark ? "&dark" : "");
  if (by_count) key += "&by=count";
  if (incident != nullptr) key += "&incident=" + incident->id;
  if (place != nullptr) key += "&place=" + place->id;
  if (view)
    key += "&view=" + std::to_string(view->centre.lat()) + ',' + std::to_string(view->centre.lon()) + ',' +
           std::to_string(view->zoom);
  return key;
}

std::optional<std::string> preview_address(std::string_view page, const Edition& edition) {
  const std::string& public_url = edition.site->public_url;
  const std::string embed = embed_address(public_url + std::string(page), public_url).value_or("/embed");
  const auto mark = embed.find('?');
  std::string query;
  const Params params =
      Params::readable(mark == embed.npos ? std::string_view() : std::string_view(embed).substr(mark + 1));
  for (const auto& [name, value] : params.all()) {
    const auto end = kKnown.begin() + kFirstOfSize;
    if (name == "v" || std::find(kKnown.begin(), end, name) == end) continue;
    query += name + '=' + percent_encoded(value) + '&';
  }
  query += "v=" + percent_encoded(edition.snapshot->version);
  const auto asked = Params::parse(query);
  if (!asked || !parse_preview(*asked, *edition.snapshot)) return std::nullopt;
  return public_url + "/preview.png?" + query;
}

}  // namespace yaad::server
