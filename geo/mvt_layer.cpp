#include "geo/mvt_layer.hpp"

#include <protozero/types.hpp>
#include <protozero/varint.hpp>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <functional>
#include <memory>

namespace yaad::geo {
namespace {

using protozero::pbf_wire_type;

// Field numbers of vector_tile.proto (specification section 4).
enum TileField : std::uint32_t { kLayers = 3 };
enum LayerField : std::uint32_t { kName = 1, kFeatures = 2, kKeys = 3, kValues = 4, kExtent = 5, kVersion = 15 };
enum FeatureField : std::uint32_t { kTags = 2, kType = 3, kGeometry = 4 };
enum ValueField : std::uint32_t { kString = 1, kDouble = 3, kUint = 5, kBool = 7 };

constexpr std::uint32_t kPointType = 1;
constexpr std::uint32_t kMoveToOnce = (1U << 3) | 1U;  // command 1, count 1 (section 4.3.1)

constexpr std::uint64_t field(std::uint32_t number, pbf_wire_type type) {
  return number << 3U | static_cast<std::uint32_t>(type);
}

// The most that each part can take: varints of 32 bits are at most 5 bytes, of 64 bits 10.
constexpr std::size_t kMostOfTag = 1 + 5, kMostOfPoint = 64, kMostOfValue = 24, kMostOfKey = 8, kMostOfLayer = 64;
constexpr std::size_t kFewSlots = 256, kUsualPoints = 64, kUsualBytes = 16384;  // of a served tile

// A point of the tile in tile units, 0 to extent - 1.
std::uint32_t tile_unit(std::uint32_t world, std::uint64_t tile_edge, std::uint64_t tile_width) {
  assert(world >= tile_edge && world - tile_edge < tile_width);
  return static_cast<std::uint32_t>((world - tile_edge) * kTileExtent / tile_width);
}

std::uint32_t hash_of(std::uint64_t bits, unsigned seed) {
  return static_cast<std::uint32_t>(((bits ^ seed) * 0x9e3779b97f4a7c15U) >> 32U);
}

// Of text as short as most is, without a call: its ends, which overlap in the middle.
std::uint32_t hash_of(std::string_view text) {
  const auto word = [&](std::size_t at, std::size_t bytes) {
    std::uint64_t part = 0;
    std::memcpy(&part, text.data() + at, bytes);
    return part;
  };
  const std::size_t n = text.size();
  if (n > 16) return hash_of(std::hash<std::string_view>{}(text), 0);
  if (n >= 8)
    return hash_of(word(0, 8) ^ std::rotl(word(n - 8, 8) * 0xd6e8feb86659fd93U, 32), static_cast<unsigned>(n));
  if (n >= 4) return hash_of(word(0, 4) | word(n - 4, 4) << 32U, static_cast<unsigned>(n));
  return hash_of(n == 0 ? 0 : word(0, 1) | word(n / 2, 1) << 8U | word(n - 1, 1) << 16U, static_cast<unsigned>(n));
}

}  // namespace

// Bytes that are there already, written from their beginning: a tile is thousands of varints of one or two bytes, and
// asking before each whether it still fits costs more than the bytes. They are not set before: most are never used.
class MvtLayer::Room {
 public:
  explicit Room(std::size_t most) : bytes_(most + kSpare), at_(bytes_.data()) {}

  void varint(std::uint64_t value) {
    if (value < 0x80) *at_++ = static_cast<char>(value);  // most are
    else at_ += protozero::add_varint_to_buffer(at_, value);
  }
  // A key and the place of a value. The two bytes of a place are written whether both count or not: which of the two
  // lengths comes next cannot be foretold.
  void tag(std::uint32_t key, std::uint32_t place) {
    if (place >= 1U << 14U) {
      varint(key);
      return varint(place);
    }
    const std::uint32_t longer = place >= 0x80 ? 1 : 0;
    const std::uint32_t bytes = key | ((place & 0x7fU) | longer << 7U) << 8U | place >> 7U << 16U;
    std::memcpy(at_, &bytes, sizeof bytes);  // the first byte is the lowest on every processor that this is built for
    at_ += 2 + longer;
  }
  void number(std::uint32_t field_number, std::uint64_t value) {
    varint(field(field_number, pbf_wire_type::varint));
    varint(value);
  }
  void length(std::uint32_t field_number, std::size_t length) {
    varint(field(field_number, pbf_wire_type::length_delimited));
    varint(length);
  }
  void bytes(std::string_view bytes) {
    std::memcpy(at_, bytes.data(), bytes.size());
    at_ += bytes.size();
  }
  void text(std::uint32_t field_number, std::string_view text) {
    length(field_number, text.size());
    bytes(text);
  }
  // What stands in another room, a vector at a time: a few dozen bytes are there before memcpy is called. Both have room
  // for kSpare bytes more.
  void text(std::uint32_t field_number, const Room& other) {
    const std::size_t size = other.size();
    length(field_number, size);
    for (std::size_t i = 0; i < size; i += kSpare) std::memcpy(at_ + i, other.bytes_.data() + i, kSpare);
    at_ += size;
  }
  static constexpr std::size_t kSpare = 16;

  std::size_t size() const { return static_cast<std::size_t>(at_ - bytes_.data()); }
  std::string_view written() const { return {bytes_.data(), size()}; }
  void clear() { at_ = bytes_.data(); }

 private:
  ScratchRoom<char, kUsualBytes> bytes_;
  char* at_;
};

MvtLayer::MvtLayer(std::string_view name, const TileId& tile, std::span<const std::string_view> names)
    : tile_(tile),
      name_(name),
      names_(names),
      places_of_keys_(names.size()),
      tags_(kUsualTags),
      tags_end_(tags_.data()),
      slots_(kFewSlots) {
  static_assert(kUsualTags > kMaxKeys);
  assert(names.size() <= kMaxKeys);
  points_.reserve(kUsualPoints);
  others_.reserve(kFewSlots / 2);
}

template <class Same>
MvtLayer::Value MvtLayer::find(const Other& wanted, const Same& same) {
  for (std::size_t slot = wanted.hash;; ++slot) {
    std::uint32_t& taken = slots_[slot & (slots_.size() - 1)];
    if (taken == 0) {
      others_.push_back(wanted);
      taken = static_cast<std::uint32_t>(others_.size());
      if (others_.size() * 2 > slots_.size()) widen();
      return Value{static_cast<std::uint32_t>(kSmallNumbers + others_.size() - 1)};
    }
    const Other& known = others_[taken - 1];
    if (known.hash == wanted.hash && known.kind == wanted.kind && same(known))
      return Value{static_cast<std::uint32_t>(kSmallNumbers) + taken - 1};
  }
}

void MvtLayer::widen() {
  slots_.assign(slots_.size() * 4, 0);
  for (std::uint32_t i = 0; i < others_.size(); ++i) {
    std::size_t slot = others_[i].hash & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = i + 1;
  }
}

MvtLayer::Value MvtLayer::other(Kind kind, std::uint64_t bits) {
  const Other wanted{kind, hash_of(bits, static_cast<unsigned>(kind)), bits, 0};
  return find(wanted, [&](const Other& known) { return known.bits == bits; });
}

MvtLayer::Value MvtLayer::value(double number) { return other(Kind::real, std::bit_cast<std::uint64_t>(number)); }

MvtLayer::Value MvtLayer::value(std::string_view text) {
  if (last_text_ && this->text(others_[static_cast<std::uint32_t>(*last_text_) - kSmallNumbers]) == text)
    return *last_text_;
  const std::size_t begin = texts_.size();
  const Other wanted{Kind::text, hash_of(text), begin + text.size(), begin};
  const std::size_t known = others_.size();
  const Value found = find(wanted, [&](const Other& other) { return this->text(other) == text; });
  if (others_.size() > known) texts_ += text;
  last_text_ = found;
  return found;
}

MvtLayer::Value MvtLayer::only_value(std::string_view text) {
  const std::size_t begin = texts_.size();
  texts_ += text;
  others_.push_back({Kind::text, hash_of(text), texts_.size(), begin});
  return Value{static_cast<std::uint32_t>(kSmallNumbers + others_.size() - 1)};
}

void MvtLayer::add_key(std::size_t key) {
  keys_.push_back(names_[key]);
  places_of_keys_[key] = static_cast<std::uint32_t>(keys_.size());
}

void MvtLayer::make_room_for_tags() {
  const std::size_t written = tags();
  if (written + names_.size() < tags_.size()) return;  // one beyond may be written and not counted
  tags_.grow(tags_.size() * 4, written);
  tags_end_ = tags_.data() + written;
}

void MvtLayer::add_point(const World& at) {
  points_.push_back({at, tags()});
  make_room_for_tags();
}

// Where each value stands in the table of values: texts and the like, then small numbers by size, then large ones. Told
// by a place in memory for each handle there may be, of which only those that occur are ever written or read.
class MvtLayer::Places {
 public:
  explicit Places(const MvtLayer& layer)
      : layer_(layer), room_(kSmallNumbers + layer.others_.size()), by_handle_(room_.data()) {
    each_handle([&](std::size_t handle) { by_handle_[handle] = values_++; });
  }

  std::uint32_t of(Value value) const { return by_handle_[static_cast<std::uint32_t>(value)]; }
  std::uint32_t values() const { return values_; }

  // Every value in the order of their places.
  template <class Use>
  void each(const Use& use) const {
    each_handle([&](std::size_t handle) {
      if (handle < kSmallNumbers) use(Other{Kind::number, 0, handle, 0});
      else use(layer_.others_[handle - kSmallNumbers]);
    });
  }

 private:
  template <class Use>
  void each_handle(const Use& use) const {
    each_other(false, use);
    for (std::size_t word = 0; word < kWords; ++word)
      for (std::uint64_t bits = layer_.small_numbers_[word]; bits != 0; bits &= bits - 1)
        use(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    each_other(true, use);
  }
  template <class Use>
  void each_other(bool numbers, const Use& use) const {
    for (std::size_t i = 0; i < layer_.others_.size(); ++i)
      if ((layer_.others_[i].kind == Kind::number) == numbers) use(kSmallNumbers + i);
  }

  const MvtLayer& layer_;
  ScratchRoom<std::uint32_t, kSmallNumbers + kFewSlots> room_;
  std::uint32_t* by_handle_;
  std::uint32_t values_ = 0;
};

void MvtLayer::write(Room& room, const Other& value) const {
  switch (value.kind) {
    case Kind::text: {
      const std::string_view text = this->text(value);
      room.length(kValues, 1 + static_cast<std::size_t>(protozero::length_of_varint(text.size())) + text.size());
      room.text(kString, text);
      return;
    }
    case Kind::number:
      room.length(kValues, 1 + static_cast<std::size_t>(protozero::length_of_varint(value.bits)));
      room.number(kUint, value.bits);
      return;
    case Kind::real:
      room.length(kValues, 1 + sizeof(double));
      room.varint(field(kDouble, pbf_wire_type::fixed64));
      for (std::size_t byte = 0; byte < sizeof(double); ++byte) {
        const char least = static_cast<char>(value.bits >> (8 * byte) & 0xff);
        room.bytes({&least, 1});
      }
      return;
    case Kind::truth:
      room.length(kValues, 2);
      room.number(kBool, value.bits);
      return;
  }
}

std::string MvtLayer::take() const {
  if (points_.empty()) return {};
  const Places places(*this);
  std::size_t most = kMostOfLayer + name_.size() + kMostOfTag * tags() + kMostOfPoint * points_.size() +
                     kMostOfValue * places.values() + texts_.size();
  for (const std::string_view key : keys_) most += kMostOfKey + key.size();
  std::size_t most_tags = 0, begin = 0;
  for (const Point& point : points_) {
    most_tags = std::max(most_tags, point.tags_end - begin);
    begin = point.tags_end;
  }
  Room layer(most), tags(kMostOfTag * (most_tags + 1)), place(kMostOfPoint);
  layer.number(kVersion, 2);
  layer.text(kName, name_);
  begin = 0;
  for (const Point& point : points_) {
    tags.clear();
    for (const Tag* tag = tags_.data() + begin; begin < point.tags_end; ++begin, ++tag)
      tags.tag(tag->key, places.of(tag->value));
    place.clear();
    place.varint(kMoveToOnce);
    // Zigzag of a number that is not negative.
    place.varint(tile_unit(point.at.x, tile_.west(), tile_.width()) << 1U);
    place.varint(tile_unit(point.at.y, tile_.north(), tile_.width()) << 1U);
    const std::size_t tags_size = tags.size(), place_size = place.size();
    const auto header = [](std::size_t size) {
      return 1 + static_cast<std::size_t>(protozero::length_of_varint(size));
    };
    layer.length(kFeatures, header(tags_size) + tags_size + 2 + header(place_size) + place_size);
    layer.text(kTags, tags);
    layer.number(kType, kPointType);
    layer.text(kGeometry, place);
  }
  for (const std::string_view key : keys_) layer.text(kKeys, key);
  places.each([&](const Other& value) { write(layer, value); });
  layer.number(kExtent, kTileExtent);
  Room head(kMostOfLayer);
  head.length(kLayers, layer.written().size());
  std::string tile;
  tile.reserve(head.written().size() + layer.written().size());
  return tile.append(head.written()).append(layer.written());
}

}  // namespace yaad::geo
