// What a range of rows adds up to, in short and in full. Additions and subtractions are modulo 2^64, of counts modulo
// 2^32; what comes out of them is exact.
#pragma once

#include "geo/row_counts.hpp"

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
  std::uint64_t killed_low = 0, killed_high = 0;
  RowCounts counts{};

  void add(const RowTotals& o) {
    ShortTotals::add(o);
    killed_low += o.killed_low;
    killed_high += o.killed_high;
    for (std::size_t i = 0; i < kRowCounts; ++i) counts[i] += o.counts[i];
  }
  void subtract(const RowTotals& o) {
    ShortTotals::subtract(o);
    killed_low -= o.killed_low;
    killed_high -= o.killed_high;
    for (std::size_t i = 0; i < kRowCounts; ++i) counts[i] -= o.counts[i];
  }
};

}  // namespace yaad::geo
