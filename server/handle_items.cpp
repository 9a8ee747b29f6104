// Records as GeoJSON pages, single records, the records of a cluster, and statistics.
#include "geo/geojson.hpp"
#include "server/cursor.hpp"
#include "server/filter_params.hpp"
#include "server/handlers.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

constexpr std::string_view kGeoJson = "application/geo+json";
constexpr std::size_t kDefaultLimit = 100;
constexpr std::size_t kMaxLimit = 10000;  // OGC: a larger limit is clamped, not refused

constexpr std::array<std::string_view, 16> kItemsParams{
    "datetime",       "bbox",   "area", "attack_type", "target_type", "community", "actor",  "precision",
    "date_precision", "killed", "q",    "v",           "limit",       "cursor",    "offset", "f"};
constexpr std::array<std::string_view, 2> kItemParams{"v", "f"};

geo::Result<void> only_json(const Params& params) {
  const auto f = params.get("f");
  if (f && *f != "json") return bad_parameter("f", "not a format of this route", {"json"});
  return {};
}

void write_link(geo::JsonWriter& json, std::string_view rel, const std::string& href) {
  json.begin_object().member("rel", rel).member("type", kGeoJson).member("href", href).end_object();
}

// One page of `matching`: the filter, where to begin, how many.
struct Page {
  std::string path;    // of the route, for links
  std::string filter;  // canonical
  std::vector<geo::IncidentIndex> matching;
  std::size_t limit = kDefaultLimit;
  std::size_t begin = 0;
};

geo::Result<void> set_place(Page& page, const Params& params, const geo::Snapshot& data) {
  const auto limit = whole_number(params, "limit", kDefaultLimit, 1, kMaxLimit);
  if (!limit) return limit.error();
  page.limit = *limit;
  const auto offset = whole_number(params, "offset", 0, 0, page.matching.size());
  if (!offset) return offset.error();
  page.begin = std::min(*offset, page.matching.size());
  if (const auto text = params.get("cursor")) {
    if (params.get("offset")) return bad_parameter("cursor", "cursor and offset exclude each other");
    const auto cursor = read_cursor(*text, page.filter);
    if (!cursor) return cursor.error();
    page.begin = passed(*cursor, data.dataset, page.matching);
  }
  return {};
}

Reply page_reply(const Call& call, const Page& page) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const std::size_t end = std::min(page.begin + page.limit, page.matching.size());
  // Links say everything that was asked, in canonical form, so that a page can be asked for again.
  const auto version = call.params.get("v");
  const std::string base = call.edition.site->public_url + page.path + '?' +
                           (page.filter.empty() ? "" : page.filter + '&') + "limit=" + std::to_string(page.limit) +
                           (version ? "&v=" + percent_encoded(*version) : "");
  std::string next;
  if (end < page.matching.size()) {
    const geo::Incident& last = data.dataset.incidents[page.matching[end - 1]];
    next = base + "&cursor=" + write_cursor({data.version, page.filter, last.span.first(), last.id});
  }
  geo::JsonWriter json;
  json.begin_object().member("type", "FeatureCollection").member("numberMatched", page.matching.size());
  json.member("numberReturned", end - page.begin).member("version", data.version).key("links").begin_array();
  write_link(json, "self", base + (page.begin ? "&offset=" + std::to_string(page.begin) : ""));
  if (!next.empty()) write_link(json, "next", next);
  json.end_array().key("features").begin_array();
  for (std::size_t i = page.begin; i < end; ++i)
    geo::write_incident(json, data.dataset, data.dataset.incidents[page.matching[i]]);
  json.end_array().end_object();
  Reply reply = json_reply(json.take(), kGeoJson);
  if (!next.empty()) reply.set("Link", '<' + next + ">; rel=\"next\"");
  return reply;
}

Reply items_page(const Call& call, std::string path, const auto& select) {
  if (const auto known = call.params.allow_only(kItemsParams); !known) return problem(known.error());
  if (const auto format = only_json(call.params); !format) return problem(format.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto filter = parse_filter(call.params, data.dataset, data.areas);
  if (!filter) return problem(filter.error());
  Page page{std::move(path), canonical(*filter), select(*filter), kDefaultLimit, 0};
  if (const auto placed = set_place(page, call.params, data); !placed) return problem(placed.error());
  return page_reply(call, page);
}

}  // namespace

Reply handle_items(const Call& call) {
  const geo::SpaceTimeIndex& index = call.edition.snapshot->index;
  return items_page(call, "/api/collections/incidents/items",
                    [&](const geo::Filter& filter) { return index.records(filter); });
}

Reply handle_cluster(const Call& call) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const std::string& id = call.path[4];
  const std::string path = "/api/collections/incidents/clusters/" + percent_encoded(id);
  if (const auto cell = geo::parse_cluster_id(id))
    return items_page(call, path, [&](const geo::Filter& filter) { return data.index.records_in(*cell, filter); });
  const auto named = [&](const geo::Incident& i) { return geo::area_cell(i, data.areas) == id; };
  if (!data.areas.find(id) && std::none_of(data.dataset.incidents.begin(), data.dataset.incidents.end(), named))
    return problem(geo::parse_cluster_id(id).error());
  return items_page(call, path, [&](const geo::Filter& filter) { return data.index.records_in(id, filter); });
}

Reply handle_item(const Call& call) {
  if (const auto known = call.params.allow_only(kItemParams); !known) return problem(known.error());
  if (const auto format = only_json(call.params); !format) return problem(format.error());
  const geo::Dataset& dataset = call.edition.snapshot->dataset;
  const std::string& id = call.path[4];
  const geo::Incident* incident = dataset.find_incident(id);
  if (!incident && dataset.is_retracted(id))
    return problem({geo::Errc::gone, "the record was taken back by its editors; its id stays", "", {}});
  if (!incident) return problem({geo::Errc::not_found, "there is no record with this id", "", {}});
  geo::JsonWriter json;
  geo::write_incident(json, dataset, *incident);
  return json_reply(json.take(), kGeoJson);
}

Reply handle_statistics(const Call& call) {
  static constexpr std::array<std::string_view, 4> kParams{"v", "f", "limit", "offset"};
  if (const auto known = call.params.allow_only(kParams); !known) return problem(known.error());
  if (const auto format = only_json(call.params); !format) return problem(format.error());
  const geo::Dataset& dataset = call.edition.snapshot->dataset;
  const std::size_t matched = dataset.statistics.size();
  const auto limit = whole_number(call.params, "limit", kDefaultLimit, 1, kMaxLimit);
  if (!limit) return problem(limit.error());
  const auto offset = whole_number(call.params, "offset", 0, 0, matched);
  if (!offset) return problem(offset.error());
  const std::size_t begin = std::min(*offset, matched), end = std::min(begin + *limit, matched);
  const std::string base =
      call.edition.site->public_url + "/api/collections/statistics/items?limit=" + std::to_string(*limit);
  geo::JsonWriter json;
  json.begin_object()
      .member("type", "FeatureCollection")
      .member("numberMatched", matched)
      .member("numberReturned", end - begin);
  json.key("links").begin_array();
  write_link(json, "self", base + (begin ? "&offset=" + std::to_string(begin) : ""));
  if (end < matched) write_link(json, "next", base + "&offset=" + std::to_string(end));
  json.end_array().key("features").begin_array();
  for (std::size_t i = begin; i < end; ++i) geo::write_statistic(json, dataset, dataset.statistics[i]);
  json.end_array().end_object();
  return json_reply(json.take(), kGeoJson);
}

}  // namespace yaad::server
