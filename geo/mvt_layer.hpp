// One layer of a Mapbox Vector Tile (specification 2.1), written point by point.
//
// A feature is its tags, then its point: tag(key, value) any number of times, then add_point(). Only what this
// project sends: points, and properties that are text, numbers or truth. The same features in the same order are the
// same bytes. Small numbers stand in the table of values by size, which saves a tenth of large tiles after compression.
// Costs 10 ns a tag, and eight bytes until it is taken.
#pragma once

#include "geo/scratch_room.hpp"
#include "geo/tile_id.hpp"

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

// Width of a tile in its own units: 4096 is a sixteenth of a CSS pixel in a 256 px tile.
inline constexpr unsigned kTileExtent = 4096;

class MvtLayer {
 public:
  // names: of the properties, by the number that tag() takes; of static storage, at most kMaxKeys. Those that no
  // feature has are left out of the layer.
  MvtLayer(std::string_view name, const TileId& tile, std::span<const std::string_view> names);

  static constexpr std::size_t kMaxKeys = 127;

  // The handle of a value: what many features share is looked up once.
  enum class Value : std::uint32_t {};
  Value value(std::same_as<bool> auto truth) {
    std::optional<Value>& known = truths_[truth ? 1 : 0];
    if (!known) known = other(Kind::truth, truth ? 1 : 0);
    return *known;
  }
  Value value(std::uint64_t number) {
    if (number >= kSmallNumbers) return other(Kind::number, number);
    small_numbers_[number / 64] |= std::uint64_t{1} << (number % 64);
    return Value{static_cast<std::uint32_t>(number)};
  }
  Value value(double number);
  Value value(std::string_view text);
  // Of a text that no other value of this layer is, as an id: it is not looked for.
  Value only_value(std::string_view text);

  void tag(std::size_t key, Value value) {
    if (places_of_keys_[key] == 0) add_key(key);
    *tags_end_++ = {places_of_keys_[key] - 1, value};
  }
  template <class T>
  void tag(std::size_t key, const T& v) {
    tag(key, value(v));
  }
  // The same of a number, where it is not zero. Which of a dozen counts are zero cannot be foretold: the tag is written,
  // and counted if it is one.
  void tag_unless_zero(std::size_t key, std::uint64_t number) {
    const std::uint64_t wanted = number == 0 ? 0 : 1;
    if (places_of_keys_[key] == 0 || number >= kSmallNumbers) {
      if (wanted != 0) tag(key, number);
      return;
    }
    small_numbers_[number / 64] |= wanted << (number % 64);
    *tags_end_ = {places_of_keys_[key] - 1, Value{static_cast<std::uint32_t>(number)}};
    tags_end_ += wanted;
  }
  // Ends the feature of the tags since the last one, at most one for each key. The point lies in the tile.
  void add_point(const World& at);
  // The tile of this one layer; empty text when there is no feature: an empty tile is no tile.
  std::string take() const;

 private:
  enum class Kind : std::uint8_t { text, number, real, truth };
  // A value that is no small number.
  struct Other {
    Kind kind = Kind::text;
    std::uint32_t hash = 0;
    std::uint64_t bits = 0;  // of the number; of text where it ends in texts_, and where it begins
    std::size_t begin = 0;
  };
  struct Tag {
    std::uint32_t key;
    Value value;
  };
  struct Point {
    World at;
    std::size_t tags_end = 0;  // its tags end there in tags_, and begin where those of the point before it end
  };
  class Room;
  class Places;

  // Numbers below this are their own handles, and are found without hashing: most of what is written.
  static constexpr std::size_t kSmallNumbers = 16384, kWords = kSmallNumbers / 64;

  static constexpr std::size_t kUsualTags = 1024;  // of a served tile

  void add_key(std::size_t key);
  std::size_t tags() const { return static_cast<std::size_t>(tags_end_ - tags_.data()); }
  void make_room_for_tags();
  Value other(Kind kind, std::uint64_t bits);
  template <class Same>
  Value find(const Other& wanted, const Same& same);
  void widen();
  std::string_view text(const Other& value) const {
    return std::string_view(texts_).substr(value.begin, value.bits - value.begin);
  }
  void write(Room& room, const Other& value) const;

  TileId tile_;
  std::string name_;
  std::span<const std::string_view> names_;
  std::vector<std::uint32_t> places_of_keys_;  // by key: one more than its place in keys_
  std::vector<std::string_view> keys_;         // in order of first use
  // Where tags are written no room is asked for: there is enough for one more feature.
  ScratchRoom<Tag, kUsualTags> tags_;
  Tag* tags_end_;
  std::vector<Point> points_;
  std::array<std::uint64_t, kWords> small_numbers_{};  // a bit for each that occurs
  std::vector<Other> others_;                          // in order of first use
  std::vector<std::uint32_t> slots_;                   // their hash table: one more than the position
  std::string texts_;
  std::array<std::optional<Value>, 2> truths_;
  std::optional<Value> last_text_;  // a date is often told three times
};

}  // namespace yaad::geo
