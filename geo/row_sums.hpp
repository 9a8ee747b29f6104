// The sums of any range of rows of one level, in constant time: running totals before every 64 rows, and inside them a
// byte a row for each figure, summed sixteen at a time. What does not fit a byte is an extra, in a list with running
// totals of its own. Nothing is rounded and nothing overflows: totals are 64 bits wide, and relative to a base every
// few thousand rows where they are kept narrower.
//
// Places are summed as offsets from the corner of the level's cell on a grid of 2^-24 of the world (2.4 m at the
// equator), so that an offset is one to three bytes. 11 to 15 bytes a row; a range costs two to seven lines at each end.
#pragma once

#include "geo/byte_set.hpp"
#include "geo/grown_array.hpp"
#include "geo/row_bytes.hpp"

#include <array>

namespace yaad::geo {

inline constexpr int kGridBits = 24;

// What a range of rows adds up to. Additions and subtractions are modulo 2^64; what comes out of them is exact.
struct RowTotals {
  std::uint64_t count = 0, killed = 0, killed_low = 0, killed_high = 0, injured = 0;
  std::uint64_t x = 0, y = 0;  // offsets on the grid, from the corner of the level's cell
  std::uint64_t no_figure = 0, disputed = 0;
  std::array<std::uint64_t, kAttackTypes.size()> by_type{};
  std::array<std::uint64_t, kPlacePrecisions.size()> by_precision{};

  void add(const RowTotals& other);
  void subtract(const RowTotals& other);
};

// Which sums are wanted: the lean ones cost half.
enum class Wanted : std::uint8_t {
  lean,  // count, killed, injured, x, y
  all,
};

// The rows of a class filter: both codes must be in their set.
struct ClassSets {
  ByteSet kinds = ByteSet::all(), whos = ByteSet::all();
  bool everything() const { return kinds == ByteSet::all() && whos == ByteSet::all(); }
  bool contains(const RowBytes& row) const { return kinds.contains(row.kind) && whos.contains(row.who); }
};

class RowSums {
 public:
  // level: of the cells that the rows stand in; at and past kGridBits there are no offsets.
  explicit RowSums(int level);

  void push_back(const RowBytes& row, const Figures& figures);
  void settle();

  // The totals of rows first … last-1.
  template <Wanted kWanted>
  RowTotals range(std::uint32_t first, std::uint32_t last) const;
  // The same of those rows only that the sets hold: a pass over the rows, about half a nanosecond each.
  template <Wanted kWanted>
  RowTotals range(std::uint32_t first, std::uint32_t last, const ClassSets& sets) const;

  std::uint32_t size() const { return size_; }
  void prefetch(std::uint32_t row) const;
  std::size_t bytes() const;

 private:
  // Totals before a block, relative to its base.
  struct Prefix {
    std::uint32_t killed, killed_low, killed_high, injured, x, y;
    std::uint16_t no_figure, disputed;
    std::uint16_t extras;  // rows in extras_ before; top bit: some stand in the block
    std::array<std::uint16_t, kPlacePrecisions.size() - 1> by_precision;  // but the first
    std::array<std::uint16_t, kAttackTypes.size() - 1> by_type;           // but the last
  };
  static_assert(sizeof(Prefix) == 64, "one cache line");
  struct Base {
    std::uint64_t killed, killed_low, killed_high, injured, x, y, no_figure, disputed, extras;
    std::array<std::uint64_t, kPlacePrecisions.size()> by_precision;
    std::array<std::uint64_t, kAttackTypes.size()> by_type;
  };
  // A row with a figure above a byte: what is above it, and the sums of that over the extras before.
  struct Extra {
    std::uint32_t row;
    std::array<std::uint64_t, 4> before;  // killed, killed_low, killed_high, injured
  };
  struct Edge;

  const unsigned char* block(std::uint32_t index) const { return blocks_.data() + std::size_t{index} * stride_; }
  const unsigned char* lane(std::uint32_t index, unsigned which) const;
  void begin_block();
  template <Wanted kWanted>
  void add_bytes(RowTotals& totals, std::uint32_t index, unsigned first, unsigned last) const;
  template <Wanted kWanted>
  void add_prefixes(RowTotals& totals, std::uint32_t first, std::uint32_t last) const;
  std::size_t extras_before(std::uint32_t row) const;
  template <Wanted kWanted>
  void add_extras(RowTotals& totals, std::size_t first, std::size_t last) const;

  int level_;
  unsigned offset_bytes_;  // of x and of y
  unsigned lanes_;
  unsigned stride_;      // bytes of a block
  unsigned base_shift_;  // 2^it rows share a base
  std::uint32_t size_ = 0;
  Base running_{};
  std::array<std::uint64_t, 4> running_extra_{};
  GrownArray<unsigned char> blocks_;
  GrownArray<Base> bases_;
  GrownArray<Extra> extras_;
};

}  // namespace yaad::geo
