// The sums of any range of rows of one level, in constant time: running totals before every 16 rows, and inside them a
// byte a row for each figure, all of a block summed at once. What does not fit a byte is an extra, in a list with running
// totals of its own. Nothing is rounded and nothing overflows: totals are 64 bits wide, and relative to a base every
// few thousand rows where they are kept narrower.
//
// Places are summed as offsets from the corner of the level's cell, so that an offset is one to three bytes. 12 to 16
// bytes a row; the end of a range costs three or four lines of the cache.
#pragma once

#include "geo/byte_set.hpp"
#include "geo/grown_array.hpp"
#include "geo/row_bytes.hpp"
#include "geo/row_totals.hpp"

#include <array>
#include <span>

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
  // What the totals of a range ask for at an end of it.
  template <class Totals>
  void prefetch(std::uint32_t row) const;
  std::size_t bytes() const;

 private:
  // Totals before a block, relative to its base.
  struct Prefix {
    std::uint32_t killed, injured, x, y, killed_low, killed_high;
    std::uint16_t no_figure, disputed;
    std::uint16_t extras;  // rows in extras_ before; top bit: some stand in the block
    std::array<std::uint16_t, kPlacePrecisions.size() - 1> by_precision;  // but the first
    std::array<std::uint16_t, kAttackTypes.size() - 1> by_type;           // but the last
  };
  static_assert(sizeof(Prefix) == 64, "one cache line");
  struct alignas(64) Base {
    std::uint64_t killed, injured, x, y, extras;  // what short totals need, in one line
    std::uint64_t killed_low, killed_high, no_figure, disputed;
    std::array<std::uint64_t, kPlacePrecisions.size()> by_precision;
    std::array<std::uint64_t, kAttackTypes.size()> by_type;
  };
  // A row with a figure above a byte: what is above it, and the sums of that over the extras before.
  struct Extra {
    std::uint32_t row;
    std::array<std::uint64_t, 4> before;  // killed, killed_low, killed_high, injured
  };

  const unsigned char* block(std::uint32_t index) const { return blocks_.data() + std::size_t{index} * stride_; }
  const unsigned char* lanes(std::uint32_t index) const { return block(index) + sizeof(Prefix); }
  const unsigned char* last_lanes(std::uint32_t index) const;
  void begin_block();
  void append_within(std::size_t within, std::span<const RowBytes> rows, const std::vector<Incident>& incidents);
  void add_extra(unsigned char* block, const RowBytes& row, const Figures& figures);
  template <class Totals>
  void add_bytes(Totals& totals, std::uint32_t index, unsigned first, unsigned last) const;
  template <class Totals>
  void add_prefixes(Totals& totals, std::uint32_t first, std::uint32_t last) const;
  std::size_t extras_before(std::uint32_t row) const;
  template <class Totals>
  void add_extras(Totals& totals, std::size_t first, std::size_t last) const;

  Base running_{};
  std::array<std::uint64_t, 4> running_extra_{};
  int level_;
  unsigned offset_bytes_;  // of x and of y
  unsigned stride_;        // bytes of a block
  unsigned base_shift_;    // 2^it rows share a base
  std::uint32_t size_ = 0;
  GrownArray<unsigned char> blocks_;
  GrownArray<Base> bases_;
  GrownArray<Extra> extras_;
};

}  // namespace yaad::geo
