#include "geo/tiles.hpp"

#include "geo/json_writer.hpp"
#include "geo/mvt_layer.hpp"
#include "geo/tile_features.hpp"

namespace yaad::geo {
namespace {

struct MvtSink {
  MvtLayer layer;
  World at;
  // The values of codes and of small counts in words that have been told.
  std::array<std::optional<MvtLayer::Value>, kAttackTypes.size()> types;
  std::array<std::optional<MvtLayer::Value>, kPlacePrecisions.size()> precisions;
  std::array<std::optional<MvtLayer::Value>, 256> abbreviations;

  void begin(const World& place) { at = place; }
  void add(TileKey key, const auto& value) { layer.tag(static_cast<std::size_t>(key), value); }
  void add_id(TileKey key, std::string_view id) { layer.tag(static_cast<std::size_t>(key), layer.only_value(id)); }
  void add(TileKey key, Abbreviated number) {
    if (number.count >= abbreviations.size()) return add(key, std::string_view(abbreviated(number.count)));
    add_known(key, abbreviations[number.count], [&] { return abbreviated(number.count); });
  }
  void add_unless_zero(TileKey key, std::uint64_t number) {
    layer.tag_unless_zero(static_cast<std::size_t>(key), number);
  }
  void add(TileKey key, AttackType type) {
    add_known(key, types[static_cast<std::size_t>(type)], [&] { return name_of(kAttackTypes, type); });
  }
  void add(TileKey key, PlacePrecision precision) {
    add_known(key, precisions[static_cast<std::size_t>(precision)],
              [&] { return name_of(kPlacePrecisions, precision); });
  }
  void end() { layer.add_point(at); }

 private:
  template <class TextOf>
  void add_known(TileKey key, std::optional<MvtLayer::Value>& value, const TextOf& text_of) {
    if (!value) value = layer.value(std::string_view(text_of()));
    layer.tag(static_cast<std::size_t>(key), *value);
  }
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
  void add_unless_zero(TileKey key, std::uint64_t number) {
    if (number > 0) add(key, number);
  }
  void add_id(TileKey key, std::string_view id) { add(key, id); }
  void add(TileKey key, Abbreviated number) { add(key, abbreviated(number.count)); }
  void add(TileKey key, AttackType type) { add(key, name_of(kAttackTypes, type)); }
  void add(TileKey key, PlacePrecision precision) { add(key, name_of(kPlacePrecisions, precision)); }
  void end() { json.end_object().end_object(); }
};

}  // namespace

std::string incidents_mvt(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index, const TileId& tile,
                          const Filter& filter, int cell_bits) {
  MvtSink sink{MvtLayer("incidents", tile, kTileKeys), {}, {}, {}, {}};
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
