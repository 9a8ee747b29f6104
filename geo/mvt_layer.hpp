// One layer of a Mapbox Vector Tile (specification 2.1), written point by point through protozero.
//
// A feature is its tags, then its point: tag(key, value) any number of times, then add_point(). Only what this
// project sends: points, and properties that are text, numbers or truth. The same features in the same order are the
// same bytes. Numbers stand in the table of values by size, which saves a tenth of large tiles after compression.
// Costs 50 ns a tag, and eight bytes until it is taken.
#pragma once

#include "geo/tile_id.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace yaad::geo {

// Width of a tile in its own units: 4096 is a sixteenth of a CSS pixel in a 256 px tile.
inline constexpr unsigned kTileExtent = 4096;

class MvtLayer {
 public:
  MvtLayer(std::string_view name, const TileId& tile);

  // The handle of a key or a value for tag(): what many features share is looked up once.
  std::uint32_t key(std::string_view name);  // of static storage
  std::uint32_t value(bool truth);
  std::uint32_t value(std::uint64_t number);
  std::uint32_t value(double number);
  std::uint32_t value(const std::string& text);
  std::uint32_t value(const char* text) = delete;  // it would be taken for truth
  void tag(std::uint32_t key, std::uint32_t value);
  // Ends the feature of the tags since the last one. The point lies in the tile.
  void add_point(const World& at);
  // The tile of this one layer; empty text when there is no feature: an empty tile is no tile.
  std::string take() const;

 private:
  struct Value {
    std::string bytes;         // as it stands in the layer
    std::uint64_t number = 0;  // where it is one
    bool is_number = false;
  };
  struct Point {
    World at;
    std::size_t tags_end = 0;  // its tags end there in tags_, and begin where those of the point before it end
  };
  std::uint32_t numbered(std::string encoded);
  // The place of each value in the layer's table: all but numbers first, then numbers by size.
  std::vector<std::uint32_t> order_of_values() const;

  TileId tile_;
  std::string name_;
  std::vector<std::uint32_t> tags_;  // key, value, key, value … in order of first use
  std::vector<Point> points_;
  std::vector<std::string_view> keys_;
  std::vector<Value> values_;
  // Small numbers are most of what is written; they are found without hashing. 0 is none, else place + 1.
  std::vector<std::uint32_t> small_numbers_;
  std::unordered_map<std::uint64_t, std::uint32_t> large_numbers_;
  std::unordered_map<std::string, std::uint32_t> others_;
};

}  // namespace yaad::geo
