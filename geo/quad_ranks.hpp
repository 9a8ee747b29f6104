// Which quadrant each row of one level goes to, and how many of each went there before: two bits a row and counts,
// 64 bytes for 192 rows (2.67 bits a row). The rank structure of a wavelet tree with four children (Grossi, Gupta and
// Vitter 2003, "High-order entropy-compressed text indexes"), laid out so that a rank is one cache line.
#pragma once

#include "geo/grown_array.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace yaad::geo {

class QuadRanks {
 public:
  using Counts = std::array<std::uint32_t, 4>;  // by quadrant: 0 north-west, 1 north-east, 2 south-west, 3 south-east

  // The quadrants of `count` more rows: quadrant_of(i) is that of the i-th of them.
  template <class QuadrantOf>
  void append(std::size_t count, const QuadrantOf& quadrant_of) {
    for (std::size_t i = 0; i < count;) {
      const auto within = static_cast<unsigned>(size_ % kRowsPerLine);
      if (within == 0) lines_.append(1)->before = running_;
      const std::size_t end = std::min<std::size_t>(count, i + 64 - within % 64);
      std::uint64_t south = 0, east = 0, bit = std::uint64_t{1} << (within % 64);
      size_ += end - i;
      const auto rows = static_cast<std::uint32_t>(end - i);
      for (; i < end; ++i, bit <<= 1) {
        const unsigned quadrant = quadrant_of(i);
        south |= (quadrant & 2U) != 0 ? bit : 0;
        east |= (quadrant & 1U) != 0 ? bit : 0;
      }
      Line& line = lines_.back();
      line.south[within / 64] |= south;
      line.east[within / 64] |= east;
      const auto souths = static_cast<std::uint32_t>(std::popcount(south));
      const auto easts = static_cast<std::uint32_t>(std::popcount(east));
      const auto both = static_cast<std::uint32_t>(std::popcount(south & east));
      running_[0] += rows - souths - easts + both;
      running_[1] += easts - both;
      running_[2] += souths - both;
      running_[3] += both;
    }
  }
  void settle() {
    lines_.push_back({running_, {}, {}});  // so that the rank at the end needs no special case
    lines_.settle();
  }

  // How many rows before `row` go to each quadrant. One cache line.
  Counts before(std::uint32_t row) const {
    const Line& line = lines_[row / kRowsPerLine];
    const unsigned within = row % kRowsPerLine;
    unsigned south = 0, east = 0, both = 0;
    for (unsigned word = 0; word < 3; ++word) {
      const unsigned from = word * 64;
      const unsigned bits = within <= from ? 0 : within - from;
      const std::uint64_t mask = bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
      south += static_cast<unsigned>(std::popcount(line.south[word] & mask));
      east += static_cast<unsigned>(std::popcount(line.east[word] & mask));
      both += static_cast<unsigned>(std::popcount(line.south[word] & line.east[word] & mask));
    }
    Counts counts = line.before;
    counts[0] += within - south - east + both;
    counts[1] += east - both;
    counts[2] += south - both;
    counts[3] += both;
    return counts;
  }
  const Counts& running() const { return running_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(size_); }
  void prefetch(std::uint32_t row) const { __builtin_prefetch(&lines_[row / kRowsPerLine]); }
  std::size_t bytes() const { return lines_.size() * sizeof(Line); }

 private:
  static constexpr unsigned kRowsPerLine = 192;
  struct alignas(64) Line {
    Counts before;
    std::array<std::uint64_t, 3> south, east;
  };
  static_assert(sizeof(Line) == 64);

  GrownArray<Line> lines_;
  Counts running_{};
  std::size_t size_ = 0;
};

}  // namespace yaad::geo
