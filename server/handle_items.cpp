// Records as GeoJSON pages, single records, and the records of a cluster.
#include "geo/exporter.hpp"
#include "geo/geojson.hpp"
#include "geo/record_page.hpp"
#include "server/cursor.hpp"
#include "server/feature_page.hpp"
#include "server/handlers.hpp"
#include "server/selection.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

constexpr std::array<std::string_view, 21> kItemsParams{
    "datetime", "bbox",        "area",      "attack_type",    "target_type", "community",
    "actor",    "precision",   "bbox-crs",  "date_precision", "killed",      "q",
    "v",        "limit",       "cursor",    "offset",         "f",           "crs",
    "filter",   "filter-lang", "filter-crs"};
constexpr std::array<std::string_view, 3> kItemParams{"v", "f", "crs"};

// Where the page begins, as asked for, and as links to it say it.
struct Begin {
  geo::PageStart start;
  std::string text;
};

geo::Result<Begin> parse_begin(const Params& params, const Selection& selection, const geo::Dataset& dataset) {
  const auto offset = whole_number(params, "offset", 0, 0, dataset.incidents.size());
  if (!offset) return offset.error();
  const auto text = params.get("cursor");
  if (!text) return Begin{{*offset, 0}, repeated(params, {"offset"})};
  if (params.get("offset")) return bad_parameter("cursor", "cursor and offset exclude each other");
  const auto cursor = read_cursor(*text, selection.query);
  if (!cursor) return cursor.error();
  return Begin{{0, first_behind(*cursor, dataset)}, repeated(params, {"cursor"})};
}

// list(filter) makes the whole list, page(filter, start, limit) a page of it.
Reply items_page(const Call& call, std::string path, const auto& list, const auto& page) {
  if (const auto known = call.params.allow_only(kItemsParams); !known) return problem(known.error());
  if (const auto format = check_format(call.params); !format) return problem(format.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto selection = parse_selection(call.params, data);
  if (!selection) return problem(selection.error());
  const auto limit = parse_limit(call.params);
  if (!limit) return problem(limit.error());
  const auto begin = parse_begin(call.params, *selection, data.dataset);
  if (!begin) return problem(begin.error());
  geo::RecordPage found;
  if (selection->rest) {
    std::vector<geo::IncidentIndex> all = list(selection->filter);
    keep_selected(all, *selection, data.dataset);
    found = geo::page_of(all, begin->start, *limit);
  } else {
    found = page(selection->filter, begin->start, *limit);
  }
  const auto next = [&](std::size_t returned) -> std::string {
    if (returned == found.records.size() && !found.more) return "";
    const geo::Incident& last = data.dataset.incidents[found.records[returned - 1]];
    return "cursor=" + write_cursor({data.version, selection->query, last.span.first(), last.id});
  };
  // Links say everything that was asked, in canonical form, so that a page can be asked for again.
  const std::string query =
      joined_query({selection->query, "limit=" + std::to_string(*limit), repeated(call.params, {"crs", "v"})});
  return or_problem(feature_page(call,
                                 {"incidents", std::move(path), query, found.matched, found.records.size(), begin->text,
                                  next, call.as_page ? kMostShownBytes : kMostPageBytes},
                                 [&](geo::JsonWriter& json, std::size_t i, geo::Positions& positions) {
                                   geo::write_incident(json, data.dataset, data.dataset.incidents[found.records[i]],
                                                       positions);
                                 }));
}

// The records of a cell or of an area, however many pages they fill.
Reply cluster_page(const Call& call, const std::string& path, const auto& list) {
  return items_page(call, path, list, [&](const geo::Filter& filter, const geo::PageStart& start, std::size_t limit) {
    return geo::page_of(list(filter), start, limit);
  });
}

}  // namespace

Reply handle_items(const Call& call) {
  // A format that is a file was answered before (handle_export).
  std::vector<std::string> files;
  files.reserve(geo::kExportFormats.size());
  for (const geo::ExportFormatInfo& info : geo::kExportFormats) files.emplace_back(info.name);
  if (const auto format = check_format(call.params, files); !format) return problem(format.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  return items_page(
      call, "/api/collections/incidents/items", [&](const geo::Filter& filter) { return data.index.records(filter); },
      [&](const geo::Filter& filter, const geo::PageStart& start, std::size_t limit) {
        return geo::record_page(data.dataset, data.areas, data.index, filter, start, limit);
      });
}

Reply handle_cluster(const Call& call) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const std::string& id = call.path[4];
  const std::string path = "/api/collections/incidents/clusters/" + percent_encoded(id);
  if (const auto cell = geo::parse_cluster_id(id))
    return cluster_page(call, path, [&](const geo::Filter& filter) { return data.index.records_in(*cell, filter); });
  const auto named = [&](const geo::Incident& i) { return geo::area_cell(i, data.areas) == id; };
  if (!data.areas.find(id) && std::none_of(data.dataset.incidents.begin(), data.dataset.incidents.end(), named))
    return problem(geo::parse_cluster_id(id).error());
  return cluster_page(call, path, [&](const geo::Filter& filter) { return data.index.records_in(id, filter); });
}

Reply handle_item(const Call& call) {
  if (const auto known = call.params.allow_only(kItemParams); !known) return problem(known.error());
  if (const auto format = check_format(call.params); !format) return problem(format.error());
  const geo::Dataset& dataset = call.edition.snapshot->dataset;
  const std::string& id = call.path[4];
  const geo::Incident* incident = dataset.find_incident(id);
  if (!incident && dataset.is_retracted(id))
    return problem({geo::Errc::gone, "the record was taken back by its editors; its id stays", "", {}});
  if (!incident) return problem({geo::Errc::not_found, "there is no record with this id", "", {}});
  return or_problem(one_feature(call, "incidents", id, [&](geo::JsonWriter& json, geo::Positions& positions) {
    geo::write_incident(json, dataset, *incident, positions);
  }));
}

}  // namespace yaad::server
