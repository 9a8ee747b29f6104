#include "geo/mvt.hpp"

#include <protozero/pbf_writer.hpp>

#include <cassert>
#include <map>

namespace yaad::geo {
namespace {

// Field numbers of vector_tile.proto (specification section 4).
enum TileField : protozero::pbf_tag_type { kLayers = 3 };
enum LayerField : protozero::pbf_tag_type {
  kName = 1,
  kFeatures = 2,
  kKeys = 3,
  kValues = 4,
  kExtent = 5,
  kVersion = 15
};
enum FeatureField : protozero::pbf_tag_type { kTags = 2, kType = 3, kGeometry = 4 };
enum ValueField : protozero::pbf_tag_type { kString = 1, kDouble = 3, kUint = 5, kBool = 7 };

constexpr std::int32_t kPointType = 1;
constexpr std::uint32_t kMoveToOnce = (1U << 3) | 1U;  // command 1, count 1 (section 4.3.1)

std::string encode_value(const PropertyValue& value) {
  std::string bytes;
  protozero::pbf_writer writer(bytes);
  if (const auto* truth = std::get_if<bool>(&value)) writer.add_bool(kBool, *truth);
  else if (const auto* number = std::get_if<std::uint64_t>(&value)) writer.add_uint64(kUint, *number);
  else if (const auto* real = std::get_if<double>(&value)) writer.add_double(kDouble, *real);
  else writer.add_string(kString, std::get<std::string>(value));
  return bytes;
}

// Gives each distinct text its number in order of first use, as the layer's key and value tables need.
class Numbered {
 public:
  std::uint32_t number_of(std::string text) {
    const auto [it, added] = numbers_.try_emplace(std::move(text), static_cast<std::uint32_t>(order_.size()));
    if (added) order_.push_back(&it->first);
    return it->second;
  }
  const std::vector<const std::string*>& in_order() const { return order_; }

 private:
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> order_;
};

// A point of the tile in tile units, 0 to extent - 1.
std::uint32_t tile_unit(std::uint32_t world, std::uint64_t tile_edge, std::uint64_t tile_width) {
  assert(world >= tile_edge && world - tile_edge < tile_width);
  return static_cast<std::uint32_t>((world - tile_edge) * kTileExtent / tile_width);
}

}  // namespace

std::string encode_mvt(std::string_view layer_name, const TileId& tile, const std::vector<TileFeature>& features) {
  std::string bytes;
  if (features.empty()) return bytes;
  Numbered keys, values;
  std::string layer_bytes;
  protozero::pbf_writer layer(layer_bytes);
  layer.add_uint32(kVersion, 2);
  layer.add_string(kName, layer_name.data(), layer_name.size());
  for (const TileFeature& feature : features) {
    std::vector<std::uint32_t> tags;
    tags.reserve(feature.properties.size() * 2);
    for (const Property& property : feature.properties) {
      tags.push_back(keys.number_of(std::string(property.key)));
      tags.push_back(values.number_of(encode_value(property.value)));
    }
    const std::uint32_t x = tile_unit(feature.at.x, tile.west(), tile.width());
    const std::uint32_t y = tile_unit(feature.at.y, tile.north(), tile.width());
    const std::uint32_t geometry[] = {kMoveToOnce, x << 1, y << 1};  // zigzag of a number that is not negative
    protozero::pbf_writer out(layer, kFeatures);
    out.add_packed_uint32(kTags, tags.begin(), tags.end());
    out.add_enum(kType, kPointType);
    out.add_packed_uint32(kGeometry, std::begin(geometry), std::end(geometry));
  }
  for (const std::string* key : keys.in_order()) layer.add_string(kKeys, *key);
  for (const std::string* value : values.in_order()) layer.add_message(kValues, *value);
  layer.add_uint32(kExtent, kTileExtent);
  protozero::pbf_writer(bytes).add_message(kLayers, layer_bytes);
  return bytes;
}

}  // namespace yaad::geo
