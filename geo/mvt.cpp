#include "geo/mvt.hpp"

namespace yaad::geo {

std::string encode_mvt(std::string_view layer_name, const TileId& tile, const std::vector<TileFeature>& features) {
  MvtLayer layer(layer_name, tile);
  for (const TileFeature& feature : features) {
    for (const Property& property : feature.properties)
      layer.tag(layer.key(property.key), std::visit([&](const auto& v) { return layer.value(v); }, property.value));
    layer.add_point(feature.at);
  }
  return layer.take();
}

}  // namespace yaad::geo
