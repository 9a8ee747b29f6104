// The address of a tile (z/x/y, y down, Web Mercator) and of the cells inside it.
// A TileId cannot be out of range: it is parsed from canonical digits or checked on construction.
#pragma once

#include "geo/lonlat.hpp"
#include "geo/result.hpp"

#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>

namespace yaad::geo {

// Nothing is known more finely than zoom 13 shows; clients overzoom.
inline constexpr int kMaxZoom = 13;

// Cells are anchored to the world, 64 CSS px wide: a 256 px tile has 4 by 4 of them.
inline constexpr int kServedCellBits = 2;

class TileId {
 public:
  // Canonical decimal digits only ("01", "+1", "1.0" and out-of-range addresses are refused as not_found).
  static Result<TileId> parse(std::string_view z, std::string_view x, std::string_view y);
  static Result<TileId> from(std::int64_t z, std::int64_t x, std::int64_t y);
  // The tile of zoom z (0 … kMaxZoom) that owns this point.
  static TileId of(const World& at, int z);

  int z() const { return z_; }
  std::uint32_t x() const { return x_; }
  std::uint32_t y() const { return y_; }
  // The tile's north-west corner and its width, in World steps (64 bits: the z0 tile is 2^32 wide).
  std::uint64_t west() const { return std::uint64_t{x_} << (32 - z_); }
  std::uint64_t north() const { return std::uint64_t{y_} << (32 - z_); }
  std::uint64_t width() const { return std::uint64_t{1} << (32 - z_); }
  friend bool operator==(const TileId&, const TileId&) = default;

 private:
  TileId(int z, std::uint32_t x, std::uint32_t y) : z_(z), x_(x), y_(y) {}
  int z_;
  std::uint32_t x_;
  std::uint32_t y_;
};

// A cell of the world grid at `level`: the square of points whose leading `level` bits are x and y.
// The cells of a tile of zoom z with 2^b cells a side have level z + b.
struct CellId {
  int level = 0;
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  friend bool operator==(const CellId&, const CellId&) = default;
};

inline CellId cell_of(const World& at, int level) {
  assert(level >= 0 && level <= 32);
  if (level == 0) return {0, 0, 0};
  return {level, at.x >> (32 - level), at.y >> (32 - level)};
}

// The identity of a cluster: the address of its cell as "z-x-y", z the zoom it is served at, x and y counted in
// served cells of that zoom (0 to 4 * 2^z - 1). Stable under any window and filter. Bad text is not_found.
std::string cluster_id(const CellId& served_cell);
Result<CellId> parse_cluster_id(std::string_view text);

}  // namespace yaad::geo
