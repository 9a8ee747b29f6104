// Totals that sources state for periods, each beside what the records of this dataset add up to there and then.
// The two are never mixed: a source counts what it knew, and often other people than those of the records.
#include "server/collection_file.hpp"
#include "server/feature_page.hpp"
#include "server/filter_params.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

constexpr std::array<std::string_view, 8> kParams{"v", "f", "limit", "offset", "datetime", "bbox", "bbox-crs", "crs"};
constexpr std::array<std::string_view, 3> kOneParams{"v", "f", "crs"};

// The area that a total is of: only where the whole name, before a remark in brackets, is that of exactly one.
// "Quetta, two enclaves" is none: it is less than the district.
const geo::Area* area_of(const geo::Areas& areas, std::string_view text) {
  const std::string_view name = text.substr(0, text.find(" ("));
  const geo::Area* found = nullptr;
  for (const geo::Area& area : areas.all())
    if (area.name == name) {
      if (found != nullptr) return nullptr;
      found = &area;
    }
  return found;
}

void write_sum(geo::JsonWriter& json, const Call& call, const geo::Area& area, const geo::DateSpan& span) {
  const geo::Snapshot& data = *call.edition.snapshot;
  geo::Filter filter;
  filter.window = span;
  filter.areas = {area.code};
  const geo::Tally tally = data.index.total(filter);
  json.key("records").begin_object().member("area", area.code).member("area_name", area.name);
  json.member("datetime", geo::iso(span.first()) + '/' + geo::iso(span.last()));
  json.member("count", tally.count).member("no_figure", tally.no_figure);
  if (tally.count > tally.no_figure)
    json.member("killed", tally.killed).member("killed_low", tally.killed_low).member("killed_high", tally.killed_high);
  if (tally.count > 0) json.member("injured", tally.injured);
  json.member("href", call.edition.site->public_url + "/api/collections/incidents/items?" + canonical(filter));
  json.end_object();
}

void write_one(geo::JsonWriter& json, const Call& call, const geo::Statistic& statistic) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const bool counts_people = statistic.killed || statistic.injured || statistic.attacks;
  const geo::Area* area = counts_people ? area_of(data.areas, statistic.area) : nullptr;
  geo::write_statistic(json, data.dataset, statistic, [&](geo::JsonWriter& properties) {
    if (area != nullptr) write_sum(properties, call, *area, statistic.span);
  });
}

}  // namespace

Answer handle_statistics(const Call& call) {
  if (const auto known = call.params.allow_only(kParams); !known) return problem(known.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto bbox = parse_bbox_crs(call.params, data.areas);
  if (!bbox) return problem(bbox.error());
  const auto filter = parse_filter(bbox->params, data.dataset, data.areas);
  if (!filter) return problem(filter.error());
  // A total has no geometry, so none is in a rectangle.
  std::vector<const geo::Statistic*> chosen;
  for (const geo::Statistic& statistic : data.dataset.statistics)
    if (!filter->bbox && statistic.span.touches(filter->window)) chosen.push_back(&statistic);
  if (const auto file = asked_collection_file(call.params)) {
    if (const auto good = check_collection_file(call.params, *file); !good) return problem(good.error());
    const std::string query = filter_query(*filter, call.params);
    return kept_or_made(call, collection_file_key(call.params, "statistics", query), [&] {
      return collection_file(
          call, *file, {"statistics", query, chosen.size(), [&](geo::JsonWriter& json, std::size_t i, geo::Positions&) {
                          write_one(json, call, *chosen[i]);
                        }});
    });
  }
  if (const auto format = check_format(call.params, collection_formats()); !format) return problem(format.error());
  const auto page = offset_page(call, "statistics", filter_query(*filter, call.params), chosen.size());
  if (!page) return problem(page.error());
  const std::string key =
      "statistics?" + joined_query({page->page.query, page->page.here, repeated(call.params, {"f"})});
  return kept_or_made(call, key, [&]() -> geo::Result<Reply> {
    return feature_page(call, page->page, [&](geo::JsonWriter& json, std::size_t i, geo::Positions&) {
      write_one(json, call, *chosen[page->begin + i]);
    });
  });
}

Answer handle_statistic(const Call& call) {
  if (const auto known = call.params.allow_only(kOneParams); !known) return problem(known.error());
  if (const auto format = check_format(call.params); !format) return problem(format.error());
  const auto& all = call.edition.snapshot->dataset.statistics;
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.id == call.path[4]; });
  if (at == all.end()) return problem({geo::Errc::not_found, "there is no total with this id", "", {}});
  return kept_or_made(call, "statistics/" + at->id + '?' + repeated(call.params, {"crs"}), [&]() -> geo::Result<Reply> {
    return one_feature(call, "statistics", at->id,
                       [&](geo::JsonWriter& json, geo::Positions&) { write_one(json, call, *at); });
  });
}

}  // namespace yaad::server
