#include "geo/mvt_layer.hpp"

#include <protozero/pbf_writer.hpp>

#include <algorithm>
#include <cassert>
#include <numeric>
#include <tuple>

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

constexpr std::size_t kSmallNumbers = 4096;

// What a value message holds, written by one call on its writer.
template <class Write>
std::string encoded(Write write) {
  std::string bytes;
  protozero::pbf_writer writer(bytes);
  write(writer);
  return bytes;
}

// A point of the tile in tile units, 0 to extent - 1.
std::uint32_t tile_unit(std::uint32_t world, std::uint64_t tile_edge, std::uint64_t tile_width) {
  assert(world >= tile_edge && world - tile_edge < tile_width);
  return static_cast<std::uint32_t>((world - tile_edge) * kTileExtent / tile_width);
}

}  // namespace

MvtLayer::MvtLayer(std::string_view name, const TileId& tile)
    : tile_(tile), name_(name), small_numbers_(kSmallNumbers, 0) {}

std::uint32_t MvtLayer::key(std::string_view name) {
  const auto at = static_cast<std::size_t>(std::find(keys_.begin(), keys_.end(), name) - keys_.begin());
  if (at == keys_.size()) keys_.push_back(name);
  return static_cast<std::uint32_t>(at);
}

std::uint32_t MvtLayer::numbered(std::string encoded) {
  const auto [it, added] = others_.try_emplace(std::move(encoded), static_cast<std::uint32_t>(values_.size()));
  if (added) values_.push_back({it->first});
  return it->second;
}

std::uint32_t MvtLayer::value(bool truth) {
  return numbered(encoded([&](auto& writer) { writer.add_bool(kBool, truth); }));
}

std::uint32_t MvtLayer::value(double number) {
  return numbered(encoded([&](auto& writer) { writer.add_double(kDouble, number); }));
}

std::uint32_t MvtLayer::value(const std::string& text) {
  return numbered(encoded([&](auto& writer) { writer.add_string(kString, text); }));
}

std::uint32_t MvtLayer::value(std::uint64_t number) {
  const auto next = static_cast<std::uint32_t>(values_.size());
  const auto add = [&] {
    values_.push_back({encoded([&](auto& writer) { writer.add_uint64(kUint, number); }), number, true});
  };
  if (number < small_numbers_.size()) {
    std::uint32_t& known = small_numbers_[number];
    if (known == 0) {
      add();
      known = next + 1;
    }
    return known - 1;
  }
  const auto [it, added] = large_numbers_.try_emplace(number, next);
  if (added) add();
  return it->second;
}

void MvtLayer::tag(std::uint32_t key, std::uint32_t value) {
  tags_.push_back(key);
  tags_.push_back(value);
}

void MvtLayer::add_point(const World& at) { points_.push_back({at, tags_.size()}); }

std::vector<std::uint32_t> MvtLayer::order_of_values() const {
  std::vector<std::uint32_t> order(values_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(values_[a].is_number, values_[a].number, a) <
           std::tuple(values_[b].is_number, values_[b].number, b);
  });
  return order;
}

std::string MvtLayer::take() const {
  if (points_.empty()) return {};
  const std::vector<std::uint32_t> order = order_of_values();
  std::vector<std::uint32_t> place(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  std::string layer_bytes;
  layer_bytes.reserve(2 * tags_.size() + 16 * (points_.size() + values_.size()) + 1024);
  protozero::pbf_writer layer(layer_bytes);
  layer.add_uint32(kVersion, 2);
  layer.add_string(kName, name_);
  std::vector<std::uint32_t> tags;
  std::size_t begin = 0;
  for (const Point& point : points_) {
    tags.clear();
    for (; begin < point.tags_end; begin += 2) {
      tags.push_back(tags_[begin]);
      tags.push_back(place[tags_[begin + 1]]);
    }
    const std::uint32_t x = tile_unit(point.at.x, tile_.west(), tile_.width());
    const std::uint32_t y = tile_unit(point.at.y, tile_.north(), tile_.width());
    const std::uint32_t geometry[] = {kMoveToOnce, x << 1, y << 1};  // zigzag of a number that is not negative
    protozero::pbf_writer feature(layer, kFeatures);
    feature.add_packed_uint32(kTags, tags.begin(), tags.end());
    feature.add_enum(kType, kPointType);
    feature.add_packed_uint32(kGeometry, std::begin(geometry), std::end(geometry));
  }
  for (const std::string_view name : keys_) layer.add_string(kKeys, name.data(), name.size());
  for (const std::uint32_t i : order) layer.add_message(kValues, values_[i].bytes);
  layer.add_uint32(kExtent, kTileExtent);
  std::string bytes;
  bytes.reserve(layer_bytes.size() + 16);
  protozero::pbf_writer(bytes).add_message(kLayers, layer_bytes);
  return bytes;
}

}  // namespace yaad::geo
