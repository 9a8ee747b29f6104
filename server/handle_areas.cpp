// Areas and places with what the records add up to there, for any window and filter: a choropleth in one request.
// `bbox`, `area` and `level` choose areas and places; the other filters choose the records that are counted.
#include "geo/patience.hpp"
#include "server/asked_areas.hpp"
#include "server/collection_file.hpp"
#include "server/feature_page.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

constexpr std::array<std::string_view, 17> kPlacesParams{
    "datetime",       "bbox",   "bbox-crs", "area", "attack_type", "target_type", "community", "actor", "precision",
    "date_precision", "killed", "q",        "v",    "limit",       "offset",      "f",         "crs"};
constexpr std::array<std::string_view, 18> kAreasParams{
    "datetime",       "bbox",   "bbox-crs", "area", "attack_type", "target_type", "community", "actor", "precision",
    "date_precision", "killed", "q",        "v",    "limit",       "offset",      "f",         "crs",   "level"};
constexpr std::array<std::string_view, 12> kOneParams{
    "datetime",       "attack_type", "target_type", "community", "actor", "precision",
    "date_precision", "killed",      "q",           "v",         "f",     "crs"};

std::vector<geo::Tally> counts_of_areas(const geo::Snapshot& data, const geo::Filter& records) {
  return data.area_counts.of(data.dataset, data.index.records(records));
}

std::vector<geo::Tally> counts_of_places(const geo::Snapshot& data, const geo::Filter& records) {
  std::vector<geo::Tally> counts(data.dataset.places.size());
  for (const geo::IncidentIndex i : data.index.records(records)) {
    geo::look_up(geo::kStepsARecord);
    const geo::Incident& incident = data.dataset.incidents[i];
    if (incident.place) geo::add(counts[*incident.place], incident);
  }
  return counts;
}

void write_area(geo::JsonWriter& json, const geo::Snapshot& data, std::size_t at, const std::vector<geo::Tally>& counts,
                geo::Positions& positions) {
  const std::string& code = data.area_counts.codes()[at];
  geo::write_area(json, data.dataset, code, data.areas.find(code), counts[at], positions);
}

// The list of those that were asked for, of `all` there are, as a page or a file that is kept.
Answer counted_page(const Call& call, std::string_view collection, std::span<const std::string_view> known,
                    std::size_t all, const auto& wanted, const auto& count, const auto& write) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto asked = parse_asked_areas(call, known);
  if (!asked) return problem(asked.error());
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < all; ++i)
    if (wanted(*asked, i)) chosen.push_back(i);
  if (const auto file = asked_collection_file(call.params)) {
    if (const auto good = check_collection_file(call.params, *file); !good) return problem(good.error());
    return kept_or_made(call, collection_file_key(call.params, collection, asked->query), [&] {
      const std::vector<geo::Tally> counts = count(data, asked->records);
      return collection_file(call, *file,
                             {collection, asked->query, chosen.size(),
                              [&](geo::JsonWriter& json, std::size_t i, geo::Positions& positions) {
                                write(json, chosen[i], counts, positions);
                              }});
    });
  }
  if (const auto format = check_format(call.params, collection_formats()); !format) return problem(format.error());
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
  const auto asked = parse_asked_areas(call, kOneParams);
  if (!asked) return problem(asked.error());
  if (const auto format = check_format(call.params); !format) return problem(format.error());
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
      [&](const AskedAreas& asked, std::size_t i) { return asked.wants(data, codes[i]); }, counts_of_areas,
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
      [&](const AskedAreas& asked, std::size_t i) { return asked.wants(data, places[i]); }, counts_of_places,
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
