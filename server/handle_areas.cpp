// Areas and places with what the records add up to there, for any window and filter: a choropleth in one request.
// `bbox`, `area` and `level` choose areas and places; the other filters choose the records that are counted.
#include "server/feature_page.hpp"
#include "server/filter_params.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

constexpr std::array<std::string_view, 3> kLevels{"country", "province", "district"};
constexpr std::array<std::string_view, 17> kPlacesParams{
    "datetime",       "bbox",   "bbox-crs", "area", "attack_type", "target_type", "community", "actor", "precision",
    "date_precision", "killed", "q",        "v",    "limit",       "offset",      "f",         "crs"};
constexpr std::array<std::string_view, 18> kAreasParams{
    "datetime",       "bbox",   "bbox-crs", "area", "attack_type", "target_type", "community", "actor", "precision",
    "date_precision", "killed", "q",        "v",    "limit",       "offset",      "f",         "crs",   "level"};
constexpr std::array<std::string_view, 12> kOneParams{
    "datetime",       "attack_type", "target_type", "community", "actor", "precision",
    "date_precision", "killed",      "q",           "v",         "f",     "crs"};

// What was asked: which features, and the records that are counted in them.
struct Asked {
  std::vector<std::string> areas;
  std::optional<geo::Bbox> bbox;
  std::function<bool(const geo::LonLat&, std::string_view)> in_sheet;  // what else is asked of a bbox
  std::optional<geo::AreaLevel> level;
  geo::Filter records;
  std::string query;  // canonical

  bool wants(std::string_view code) const {
    return areas.empty() || std::any_of(areas.begin(), areas.end(),
                                        [&](const auto& wanted) { return geo::area_includes(wanted, code); });
  }
};

geo::Result<Asked> parse_asked(const Call& call, std::span<const std::string_view> known) {
  if (const auto all = call.params.allow_only(known); !all) return all.error();
  if (const auto format = check_format(call.params); !format) return format.error();
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto bbox = parse_bbox_crs(call.params, data.areas);
  if (!bbox) return bbox.error();
  const auto filter = parse_filter(bbox->params, data.dataset, data.areas);
  if (!filter) return filter.error();
  Asked asked{filter->areas, filter->bbox, bbox->rest, std::nullopt, *filter, filter_query(*filter, call.params)};
  asked.records.areas.clear();
  asked.records.bbox.reset();
  if (const auto text = call.params.get("level")) {
    asked.level = geo::code_from<geo::AreaLevel>(kLevels, *text);
    if (!asked.level) return bad_parameter("level", "not a known level", {kLevels.begin(), kLevels.end()});
    asked.query = joined_query({asked.query, "level=" + std::string(*text)});
  }
  return asked;
}

geo::AreaLevel level_of(std::string_view code) {
  if (code.find('.') != code.npos) return geo::AreaLevel::district;
  return code.find('-') == code.npos ? geo::AreaLevel::country : geo::AreaLevel::province;
}

std::vector<geo::Tally> counts_of_areas(const geo::Snapshot& data, const geo::Filter& records) {
  return data.area_counts.of(data.dataset, data.index.records(records));
}

std::vector<geo::Tally> counts_of_places(const geo::Snapshot& data, const geo::Filter& records) {
  std::vector<geo::Tally> counts(data.dataset.places.size());
  for (const geo::IncidentIndex i : data.index.records(records)) {
    const geo::Incident& incident = data.dataset.incidents[i];
    if (incident.place) counts[*incident.place].add(geo::tally_of(incident));
  }
  return counts;
}

// Areas without an outline are in no bbox.
bool in_bbox(const geo::Snapshot& data, const Asked& asked, const std::string& code) {
  if (!asked.bbox) return true;
  const geo::Area* area = data.areas.find(code);
  return area != nullptr && data.areas.touches(*area, *asked.bbox) &&
         (!asked.in_sheet || asked.in_sheet(area->label, code));
}

std::string code_of(const geo::Place& place) {
  if (!place.district_code.empty()) return place.district_code;
  return place.area.empty() ? place.country : place.area;
}

bool in_bbox(const geo::Snapshot& data, const Asked& asked, const geo::Place& place) {
  if (geo::is_area(place.precision)) return in_bbox(data, asked, code_of(place));
  return !asked.bbox || (asked.bbox->contains(place.at) && (!asked.in_sheet || asked.in_sheet(place.at, "")));
}

void write_area(geo::JsonWriter& json, const geo::Snapshot& data, std::size_t at, const std::vector<geo::Tally>& counts,
                geo::Positions& positions) {
  const std::string& code = data.area_counts.codes()[at];
  geo::write_area(json, data.dataset, code, data.areas.find(code), counts[at], positions);
}

// The list of those that were asked for, `all` long, as a page that is kept.
Answer counted_page(const Call& call, std::string_view collection, std::span<const std::string_view> known,
                    std::size_t all, const auto& wanted, const auto& count, const auto& write) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto asked = parse_asked(call, known);
  if (!asked) return problem(asked.error());
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < all; ++i)
    if (wanted(*asked, i)) chosen.push_back(i);
  const auto page = offset_page(call, collection, asked->query, chosen.size());
  if (!page) return problem(page.error());
  const std::string key =
      std::string(collection) + '?' + joined_query({page->page.query, page->page.here, repeated(call.params, {"f"})});
  return kept_or_made(call, key, [&]() -> geo::Result<Reply> {
    const std::vector<geo::Tally> counts = count(data, asked->records);
    return feature_page(call, page->page, [&](geo::JsonWriter& json, std::size_t i, geo::Positions& positions) {
      write(json, chosen[page->begin + i], counts, positions);
    });
  });
}

Answer counted_one(const Call& call, std::string_view collection, std::optional<std::size_t> at, const auto& count,
                   const auto& write) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto asked = parse_asked(call, kOneParams);
  if (!asked) return problem(asked.error());
  if (!at) return problem({geo::Errc::not_found, "there is no feature with this id in the collection", "", {}});
  const std::string key =
      std::string(collection) + '/' + call.path[4] + '?' + joined_query({asked->query, repeated(call.params, {"crs"})});
  return kept_or_made(call, key, [&]() -> geo::Result<Reply> {
    const std::vector<geo::Tally> counts = count(data, asked->records);
    return one_feature(call, collection, call.path[4],
                       [&](geo::JsonWriter& json, geo::Positions& positions) { write(json, *at, counts, positions); });
  });
}

template <class Rows, class Key>
std::optional<std::size_t> position_of(const Rows& rows, const std::string& id, Key key) {
  const auto at = std::lower_bound(rows.begin(), rows.end(), id,
                                   [&](const auto& row, const std::string& wanted) { return key(row) < wanted; });
  if (at == rows.end() || key(*at) != id) return std::nullopt;
  return static_cast<std::size_t>(at - rows.begin());
}

}  // namespace

Answer handle_areas(const Call& call) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const std::vector<std::string>& codes = data.area_counts.codes();
  return counted_page(
      call, "areas", kAreasParams, codes.size(),
      [&](const Asked& asked, std::size_t i) {
        return asked.wants(codes[i]) && (!asked.level || *asked.level == level_of(codes[i])) &&
               in_bbox(data, asked, codes[i]);
      },
      counts_of_areas,
      [&](geo::JsonWriter& json, std::size_t i, const std::vector<geo::Tally>& counts, geo::Positions& positions) {
        write_area(json, data, i, counts, positions);
      });
}

Answer handle_area_item(const Call& call) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto at = position_of(data.area_counts.codes(), call.path[4], [](const std::string& code) { return code; });
  return counted_one(call, "areas", at, counts_of_areas,
                     [&](geo::JsonWriter& json, std::size_t i, const std::vector<geo::Tally>& counts,
                         geo::Positions& positions) { write_area(json, data, i, counts, positions); });
}

Answer handle_places(const Call& call) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const std::vector<geo::Place>& places = data.dataset.places;
  return counted_page(
      call, "places", kPlacesParams, places.size(),
      [&](const Asked& asked, std::size_t i) {
        return asked.wants(code_of(places[i])) && in_bbox(data, asked, places[i]);
      },
      counts_of_places,
      [&](geo::JsonWriter& json, std::size_t i, const std::vector<geo::Tally>& counts, geo::Positions& positions) {
        geo::write_place(json, places[i], counts[i], positions);
      });
}

Answer handle_place_item(const Call& call) {
  const std::vector<geo::Place>& places = call.edition.snapshot->dataset.places;
  const auto at = position_of(places, call.path[4], [](const geo::Place& place) { return place.id; });
  return counted_one(call, "places", at, counts_of_places,
                     [&](geo::JsonWriter& json, std::size_t i, const std::vector<geo::Tally>& counts,
                         geo::Positions& positions) { geo::write_place(json, places[i], counts[i], positions); });
}

}  // namespace yaad::server
