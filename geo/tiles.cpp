#include "geo/tiles.hpp"

#include "geo/json_writer.hpp"
#include "geo/mvt_layer.hpp"
#include "geo/tile_features.hpp"

namespace yaad::geo {
namespace {

struct MvtSink {
  MvtLayer layer;
  World at;

  void begin(const World& place) { at = place; }
  void add(TileKey key, const auto& value) { layer.tag(static_cast<std::size_t>(key), value); }
  void end() { layer.add_point(at); }
};

struct GeoJsonSink {
  JsonWriter json;

  void begin(const World& place) {
    const LonLat at = to_lonlat(place);
    json.begin_object().member("type", "Feature").key("geometry").begin_object().member("type", "Point");
    json.key("coordinates").begin_array().value(at.lon()).value(at.lat()).end_array().end_object();
    json.key("properties").begin_object();
  }
  void add(TileKey key, const auto& value) { json.member(name_of(key), value); }
  void end() { json.end_object().end_object(); }
};

}  // namespace

std::string incidents_mvt(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index, const TileId& tile,
                          const Filter& filter, int cell_bits) {
  MvtSink sink{MvtLayer("incidents", tile, kTileKeys), {}};
  write_tile_features(sink, dataset, areas, index, tile, filter, cell_bits);
  return sink.layer.take();
}

std::string incidents_tile_geojson(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index,
                                   const TileId& tile, const Filter& filter) {
  GeoJsonSink sink;
  sink.json.begin_object().member("type", "FeatureCollection").key("features").begin_array();
  write_tile_features(sink, dataset, areas, index, tile, filter, kServedCellBits);
  sink.json.end_array().end_object();
  return sink.json.take();
}

}  // namespace yaad::geo
