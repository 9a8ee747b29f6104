// Tiles and their TileJSON. Statuses of a tile: 200, 204 (in range and empty), 304, 400 (parameter), 404 (address).
#include "geo/json_writer.hpp"
#include "geo/spacetime_tile.hpp"
#include "geo/tiles.hpp"
#include "server/encoding.hpp"
#include "server/filter_params.hpp"
#include "server/handlers.hpp"

#include <array>

namespace yaad::server {
namespace {

// The deepest tiles of the pack (geo/mapdata): what is drawn there has no finer source.
constexpr int kBasemapMaxZoom = 10;

constexpr std::string_view kMvtType = "application/vnd.mapbox-vector-tile";

// Filters but bbox: a tile's address is its rectangle.
constexpr std::array<std::string_view, 11> kTileParams{
    "datetime",  "area",           "attack_type", "target_type", "community", "actor",
    "precision", "date_precision", "killed",      "q",           "v"};
// Of all time: without a window, by steps.
constexpr std::array<std::string_view, 11> kSpacetimeParams{
    "area",           "attack_type", "target_type", "community", "actor", "precision",
    "date_precision", "killed",      "q",           "v",         "step"};
constexpr std::array<std::string_view, 1> kVersionParam{"v"};

// The default is left out, as in every canonical query.
std::string with_step(std::string query, geo::Step step) {
  if (step == geo::Step::month) return query;
  return query + (query.empty() ? "step=" : "&step=") + std::string(geo::name_of(geo::kSteps, step));
}

// No filter but the window: what the index answers in less time than a turn through the pool takes, at any size of
// the data.
bool asks_only_when(const geo::Filter& filter) {
  geo::Filter of_window;
  of_window.window = filter.window;
  return filter == of_window;
}

Reply tile_reply(std::string bytes, std::string_view type) {
  Reply reply = json_reply(std::move(bytes), type);
  if (reply.body->empty()) {
    reply.status = 204;
    reply.body = nullptr;
    reply.compressible = false;
    std::erase_if(reply.fields, [](const auto& field) { return field.first == "Content-Type"; });
  }
  return reply;
}

// Names and types.
using Fields = std::vector<std::pair<std::string_view, std::string_view>>;

struct VectorLayer {
  std::string_view id;
  Fields fields;
};

// What the TileJSON of records says before its layers. The tiles carry the filter and the version.
void begin_tilejson(geo::JsonWriter& json, const Edition& edition, std::string_view name, std::string_view description,
                    const std::string& query) {
  const geo::Snapshot& data = *edition.snapshot;
  json.begin_object().member("tilejson", "3.0.0").member("name", name).member("version", "1.0.0");
  json.member("description", description);
  json.key("tiles")
      .begin_array()
      .value(edition.site->public_url + "/tiles/" + std::string(name) + "/{z}/{x}/{y}.mvt?" +
             (query.empty() ? "" : query + '&') + "v=" + percent_encoded(data.version))
      .end_array();
  json.member("minzoom", 0).member("maxzoom", geo::kMaxZoom).text_member("attribution", data.dataset.info.attribution);
  if (const auto& extent = data.dataset.info.extent)
    json.key("bounds")
        .begin_array()
        .value(extent->west)
        .value(extent->south)
        .value(extent->east)
        .value(extent->north)
        .end_array();
}

void write_layers(geo::JsonWriter& json, const std::vector<VectorLayer>& layers) {
  json.key("vector_layers").begin_array();
  for (const VectorLayer& layer : layers) {
    json.begin_object().member("id", layer.id).key("fields").begin_object();
    for (const auto& [name, type] : layer.fields) json.member(name, type);
    json.end_object().end_object();
  }
  json.end_array();
}

}  // namespace

Answer handle_incident_tile(const Call& call) {
  const auto known = call.params.allow_only(kTileParams);
  if (!known) return problem(known.error());
  const std::string& file = call.path[4];
  const auto dot = file.find('.');
  const std::string_view extension = dot == file.npos ? std::string_view() : std::string_view(file).substr(dot);
  if (extension != ".mvt" && extension != ".geojson")
    return problem({geo::Errc::not_found, "tiles end in .mvt or .geojson", "", {}});
  const auto tile = geo::TileId::parse(call.path[2], call.path[3], std::string_view(file).substr(0, dot));
  if (!tile) return problem(tile.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto filter = parse_filter(call.params, data.dataset, data.areas);
  if (!filter) return problem(filter.error());

  const std::string key = call.path[2] + '/' + call.path[3] + '/' + file + '?' + canonical(*filter);
  const auto make = [&]() -> geo::Result<Reply> {
    if (extension == ".mvt")
      return tile_reply(geo::incidents_mvt(data.dataset, data.areas, data.index, *tile, *filter), kMvtType);
    return tile_reply(geo::incidents_tile_geojson(data.dataset, data.areas, data.index, *tile, *filter),
                      "application/geo+json");
  };
  return kept_or_made(call, key, make, asks_only_when(*filter) ? Cost::brief : Cost::lengthy);
}

Answer handle_spacetime_tile(const Call& call) {
  const auto known = call.params.allow_only(kSpacetimeParams);
  if (!known) return problem(known.error());
  const std::string& file = call.path[4];
  if (!file.ends_with(".mvt")) return problem({geo::Errc::not_found, "space-time tiles end in .mvt", "", {}});
  const auto tile = geo::TileId::parse(call.path[2], call.path[3], std::string_view(file).substr(0, file.size() - 4));
  if (!tile) return problem(tile.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto filter = parse_filter(call.params, data.dataset, data.areas);
  if (!filter) return problem(filter.error());
  const auto step = parse_step(call.params);
  if (!step) return problem(step.error());
  const std::string key =
      "spacetime/" + call.path[2] + '/' + call.path[3] + '/' + file + '?' + with_step(canonical(*filter), *step);
  return kept_or_made(call, key, [&]() -> geo::Result<Reply> {
    auto bytes = geo::spacetime_mvt(data.dataset, data.index, *tile, *filter, *step);
    if (!bytes) return bytes.error();
    return tile_reply(std::move(*bytes), kMvtType);
  });
}

Answer handle_basemap_tile(const Call& call) {
  const auto known = call.params.allow_only(kVersionParam);
  if (!known) return problem(known.error());
  const std::string& file = call.path[4];
  if (!file.ends_with(".mvt")) return problem({geo::Errc::not_found, "basemap tiles end in .mvt", "", {}});
  const auto tile = geo::TileId::parse(call.path[2], call.path[3], std::string_view(file).substr(0, file.size() - 4));
  if (!tile) return problem(tile.error());
  if (tile->z() > kBasemapMaxZoom)
    return problem({geo::Errc::not_found, "the basemap ends at zoom 10: draw its tiles larger", "", {}});
  const auto& pack = call.edition.site->basemap;
  const auto member = pack ? pack->find(static_cast<std::uint32_t>(tile->z()), tile->x(), tile->y()) : std::nullopt;
  if (!member) return tile_reply({}, kMvtType);
  const std::string key = "basemap/" + call.path[2] + '/' + call.path[3] + '/' + file;
  return kept_or_made(call, key, [&]() -> geo::Result<Reply> {
    Reply reply = tile_reply(gunzip(*member), kMvtType);
    if (reply.body)
      reply.gzip_twin =
          std::make_shared<const GzipTwin>(std::string(reinterpret_cast<const char*>(member->data()), member->size()));
    return reply;
  });
}

Reply handle_incidents_tilejson(const Call& call) {
  const auto known = call.params.allow_only(kTileParams);
  if (!known) return problem(known.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto filter = parse_filter(call.params, data.dataset, data.areas);
  if (!filter) return problem(filter.error());
  geo::JsonWriter json;
  begin_tilejson(json, call.edition, "incidents", "Documented attacks: clusters, single records and areas",
                 canonical(*filter));
  write_layers(json, {{"incidents",
                       {{"cluster", "Boolean"},
                        {"cluster_id", "String"},
                        {"point_count", "Number"},
                        {"point_count_abbreviated", "String"},
                        {"killed", "Number"},
                        {"killed_low", "Number"},
                        {"killed_high", "Number"},
                        {"injured", "Number"},
                        {"no_figure", "Number"},
                        {"expansion_zoom", "Number"},
                        {"worst_precision", "String"},
                        {"disputed", "Number"},
                        {"not_day_dated", "Number"},
                        {"same_place", "Boolean"},
                        {"area", "String"},
                        {"area_name", "String"},
                        {"id", "String"},
                        {"date", "String"},
                        {"first", "String"},
                        {"last", "String"},
                        {"place", "String"},
                        {"place_name", "String"},
                        {"attack_type", "String"},
                        {"geo_precision", "String"},
                        {"radius_m", "Number"},
                        {"at_least", "Boolean"}}}});
  json.end_object();
  return json_reply(json.take());
}

Reply handle_spacetime_tilejson(const Call& call) {
  const auto known = call.params.allow_only(kSpacetimeParams);
  if (!known) return problem(known.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto filter = parse_filter(call.params, data.dataset, data.areas);
  if (!filter) return problem(filter.error());
  const auto step = parse_step(call.params);
  if (!step) return problem(step.error());
  geo::JsonWriter json;
  begin_tilejson(json, call.edition, "spacetime",
                 "Documented attacks of all time: records where there are few, else sums by cell and unit of time",
                 with_step(canonical(*filter), *step));
  Fields fields{{"cell", "String"},     {"t", "String"},         {"id", "String"},     {"first", "String"},
                {"last", "String"},     {"at_least", "Boolean"}, {"family", "String"}, {"geo_precision", "String"},
                {"radius_m", "Number"}, {"disputed", "Number"}};
  for (const auto& kind : geo::kSpacetimeSumKeys)
    for (const std::string_view key : kind) fields.emplace_back(key, "Number");
  write_layers(json, {{"spacetime", std::move(fields)}});
  json.end_object();
  return json_reply(json.take());
}

Reply handle_basemap_tilejson(const Call& call) {
  const auto known = call.params.allow_only(kVersionParam);
  if (!known) return problem(known.error());
  geo::JsonWriter json;
  json.begin_object().member("tilejson", "3.0.0").member("name", "basemap").member("version", "1.0.0");
  json.key("tiles").begin_array().value(call.edition.site->public_url + "/tiles/basemap/{z}/{x}/{y}.mvt").end_array();
  json.member("minzoom", 0)
      .member("maxzoom", kBasemapMaxZoom)
      .member("attribution", "Natural Earth, GSHHG, GeoNames, svg-maps");
  write_layers(json, {{"land", {}},
                      {"lakes", {}},
                      {"rivers", {{"kind", "String"}, {"rank", "Number"}}},
                      {"provinces", {}},
                      {"countries", {{"kind", "String"}}},
                      {"disputed", {}},
                      {"roads", {{"ref", "String"}, {"name", "String"}, {"schematic", "Boolean"}, {"rank", "Number"}}},
                      {"places",
                       {{"kind", "String"},
                        {"name", "String"},
                        {"name_ur", "String"},
                        {"name_fa", "String"},
                        {"rank", "Number"},
                        {"min_zoom", "Number"}}},
                      {"areas", {{"code", "String"}, {"level", "String"}}}});
  json.end_object();
  return json_reply(json.take());
}

}  // namespace yaad::server
