// What a range of rows adds up to, in short and in full. Additions and subtractions are modulo 2^64; what comes out of
// them is exact.
#pragma once

#include "geo/codes.hpp"
#include "geo/precision.hpp"

#include <array>
#include <cstdint>

namespace yaad::geo {

// Places are summed as offsets on a grid of 2^-24 of the world (2.4 m at the equator).
inline constexpr int kGridBits = 24;
// Of a World coordinate, from the edge of its cell of `level`.
constexpr std::uint32_t grid_offset(std::uint32_t coordinate, int level) {
  return level >= kGridBits ? 0 : (coordinate >> (32 - kGridBits)) & ((std::uint32_t{1} << (kGridBits - level)) - 1);
}

// What is drawn by the thousand asks for no more than this: half the cost.
struct ShortTotals {
  std::uint64_t count = 0, killed = 0, injured = 0;
  std::uint64_t x = 0, y = 0;  // offsets on the grid, from the corner of the node's cell

  void add(const ShortTotals& o) {
    count += o.count;
    killed += o.killed;
    injured += o.injured;
    x += o.x;
    y += o.y;
  }
  void subtract(const ShortTotals& o) {
    count -= o.count;
    killed -= o.killed;
    injured -= o.injured;
    x -= o.x;
    y -= o.y;
  }
};

struct RowTotals : ShortTotals {
  std::uint64_t killed_low = 0, killed_high = 0, no_figure = 0, disputed = 0;
  std::array<std::uint64_t, kAttackTypes.size()> by_type{};
  std::array<std::uint64_t, kPlacePrecisions.size()> by_precision{};

  void add(const RowTotals& o) {
    ShortTotals::add(o);
    combine(o, [](std::uint64_t& mine, std::uint64_t others) { mine += others; });
  }
  void subtract(const RowTotals& o) {
    ShortTotals::subtract(o);
    combine(o, [](std::uint64_t& mine, std::uint64_t others) { mine -= others; });
  }

 private:
  template <class Combine>
  void combine(const RowTotals& o, const Combine& with) {
    with(killed_low, o.killed_low);
    with(killed_high, o.killed_high);
    with(no_figure, o.no_figure);
    with(disputed, o.disputed);
    for (std::size_t i = 0; i < by_type.size(); ++i) with(by_type[i], o.by_type[i]);
    for (std::size_t i = 0; i < by_precision.size(); ++i) with(by_precision[i], o.by_precision[i]);
  }
};

}  // namespace yaad::geo
