#include "geo/tiles.hpp"

#include "geo/json_writer.hpp"
#include "geo/mvt.hpp"
#include "geo/tile_features.hpp"

namespace yaad::geo {

std::string incidents_mvt(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index, const TileId& tile,
                          const Filter& filter) {
  return encode_mvt("incidents", tile, tile_features(dataset, areas, index, tile, filter));
}

std::string incidents_tile_geojson(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index,
                                   const TileId& tile, const Filter& filter) {
  JsonWriter json;
  json.begin_object().member("type", "FeatureCollection").key("features").begin_array();
  for (const TileFeature& feature : tile_features(dataset, areas, index, tile, filter)) {
    const LonLat at = to_lonlat(feature.at);
    json.begin_object().member("type", "Feature").key("geometry").begin_object().member("type", "Point");
    json.key("coordinates").begin_array().value(at.lon()).value(at.lat()).end_array().end_object();
    json.key("properties").begin_object();
    for (const Property& property : feature.properties) {
      json.key(property.key);
      std::visit([&](const auto& value) { json.value(value); }, property.value);
    }
    json.end_object().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace yaad::geo
