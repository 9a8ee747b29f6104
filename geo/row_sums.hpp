// The sums of any range of rows of one level, in constant time: running totals before every 8 or 16 rows, and inside them
// a byte a row for each figure, all summed at once. What does not fit a byte is an extra, in a list with running totals of
// its own. Nothing is rounded and nothing overflows: totals are 64 bits wide, and relative to a base every few thousand
// rows where they are kept narrower.
//
// Places are summed as offsets from the corner of the level's cell, so that an offset is one to three bytes. 13 to 17
// bytes a row. The end of a range costs one line of the cache for the short totals, as nearly all of an answer is waiting
// for memory, and two or three more for the rest.
#pragma once

#include "geo/byte_set.hpp"
#include "geo/grown_array.hpp"
#include "geo/row_bytes.hpp"
#include "geo/row_sums_block.hpp"
#include "geo/row_totals.hpp"

#include <array>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace yaad::geo {

// The rows of a class filter: both codes must be in their set.
struct ClassSets {
  ByteSet kinds = ByteSet::all(), whos = ByteSet::all();
  bool everything() const { return kinds == ByteSet::all() && whos == ByteSet::all(); }
  bool contains(const RowBytes& row) const { return kinds.contains(row.kind) && whos.contains(row.who); }
  // 0xff for each row of sixteen that is in both.
  __m128i matches(__m128i kind_bytes, __m128i who_bytes) const {
    return _mm_and_si128(kinds.matches(kind_bytes), whos.matches(who_bytes));
  }
};

class RowSums {
 public:
  // level: of the cells that the rows stand in. At 0, and from kGridBits on, there are no offsets.
  explicit RowSums(int level);

  // `incidents` is asked for the figures that a row does not hold.
  void append(std::span<const RowBytes> rows, const std::vector<Incident>& incidents);
  void settle();

  // The totals of rows first … last-1. Totals: ShortTotals or RowTotals.
  template <class Totals>
  Totals range(std::uint32_t first, std::uint32_t last) const;
  // The same of those rows only that the sets hold: a pass over the rows, about half a nanosecond each.
  template <class Totals>
  Totals range(std::uint32_t first, std::uint32_t last, const ClassSets& sets) const;

  // The quadrants of the level's cell in which rows stand that the sets hold, a bit for each; stops at two. Only where
  // there are offsets. A few rows as a rule, at worst a pass over all.
  unsigned quadrants(std::uint32_t first, std::uint32_t last, const ClassSets& sets) const;
  bool has_offsets() const { return offset_bytes_ > 0; }

  std::uint32_t size() const { return size_; }
  // What the totals of a range ask for at an end of it. Bases are few, and in the caches.
  template <class Totals>
  void prefetch(std::uint32_t row) const {
    __builtin_prefetch(line(line_of(row)));
    if constexpr (std::is_same_v<Totals, RowTotals>) {
      const Block& block = blocks_[block_of(row)];
      __builtin_prefetch(&block);
      __builtin_prefetch(&block.lanes[1]);
      __builtin_prefetch(&block.lanes[lane_count - 1].back());
    }
  }
  std::size_t bytes() const;

 private:
  // Totals before a line or a block, relative to its base. Of killed and injured 24 bits are enough; above them stand the
  // two bytes of how many rows of extras_ come before, and in the top bit whether some are in the line.
  struct LineHead {
    std::uint32_t killed, injured, x, y;
  };
  static_assert(sizeof(LineHead) == 16, "one vector");
  struct Block {
    std::uint32_t killed_low, killed_high;
    NarrowCounts counts;
    std::array<std::array<unsigned char, kBlockRows>, lane_count> lanes;
    const unsigned char* lane(Lane which) const { return lanes[which].data(); }
  };
  static_assert(sizeof(Block) == 112);
  struct alignas(64) Base {
    std::uint64_t killed, injured, x, y, extras;
  };
  struct BlockBase {
    std::uint64_t killed_low, killed_high;
    RowCounts counts;
  };
  // A row with a figure above a byte: what is above it, and the sums of that over the extras before.
  struct Extra {
    std::uint32_t row;
    std::array<std::uint64_t, 4> before;  // killed, killed_low, killed_high, injured
  };
  // What stands before a row, as pairs: killed and injured, x and y; and where its extras end.
  struct LineEnd {
    __m128i figures, place;
    std::size_t extras;
  };

  const unsigned char* line(std::uint32_t index) const { return lines_.data() + std::size_t{index} * line_bytes_; }
  std::uint32_t base_of(std::uint32_t row) const { return row >> base_shift_; }
  void begin();
  void begin_line();
  void begin_block();
  void append_within(std::size_t within, std::span<const RowBytes> rows, const std::vector<Incident>& incidents);
  bool add_extra(const RowBytes& row, const Figures& figures);
  void mark_extras();
  LineEnd before(std::uint32_t row) const;
  void add_rest(RowTotals& totals, std::uint32_t first, std::uint32_t last) const;
  std::size_t extras_before(std::uint32_t row, __m128i head) const;
  template <class Totals>
  void add_extras(Totals& totals, std::size_t first, std::size_t last) const;

  Base running_{};
  BlockBase running_rest_{};
  std::array<std::uint64_t, 4> running_extra_{};
  int level_;
  unsigned offset_bytes_;  // of x and of y
  unsigned line_bytes_;
  unsigned base_shift_;  // 2^it rows share a base
  std::uint32_t size_ = 0;
  GrownArray<unsigned char> lines_;
  GrownArray<Block> blocks_;
  GrownArray<Base> bases_;
  GrownArray<BlockBase> block_bases_;
  GrownArray<Extra> extras_;
};

}  // namespace yaad::geo
