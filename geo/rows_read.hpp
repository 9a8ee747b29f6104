// What rows add up to that are read one by one, as those of a list: all figures of a row are added at once, by vectors.
// Sums of ranges that are not read are RowSums. Some 2 ns a row; nothing is rounded and nothing overflows.
#pragma once

#include "geo/row_bytes.hpp"
#include "geo/row_sums_block.hpp"
#include "geo/row_totals.hpp"
#include "geo/tile_id.hpp"

#include <type_traits>
#include <vector>

namespace yaad::geo {

// Totals: ShortTotals or RowTotals. Any number of rows; what does not fit here is carried into the sum that is given, so
// that it is always the same one, and is a sum once settle() was called.
template <class Totals>
class RowsRead {
 public:
  // `incidents` is asked for figures that a row does not hold. Inlined always: a call costs as much as the sums.
  [[gnu::always_inline]] void add(const RowBytes& row, const std::vector<Incident>& incidents, Totals& sum) {
    if (rows_ == kMostRows) carry(sum);
    ++rows_;
    // Beside the figures: the two class bytes, whose top bits are flags, and two bytes that mean nothing.
    const __m128i bytes = _mm_cvtepu8_epi16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(&row.killed)));
    figures_ = _mm_add_epi16(figures_, bytes);
    const __m128i place = _mm_cvtepu32_epi64(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(&row.x)));
    place_ = _mm_add_epi64(place_, _mm_srli_epi64(place, 32 - kGridBits));
    if constexpr (kInFull) {
      flags_ = _mm_add_epi16(flags_, _mm_srli_epi16(bytes, 7));
      kinds_.add(row.kind);
    }
    if (!row.figures_fit()) add_beyond(row, figures_of(incidents[row.incident]), sum);
  }

  // Rows were added, and settle() was not called since.
  bool pending() const { return rows_ > 0; }

  // All rows since the beginning, with their places as offsets from `corner`.
  void settle(Totals& sum, const World& corner) {
    carry(sum);
    sum.x -= sum.count * (corner.x >> (32 - kGridBits));
    sum.y -= sum.count * (corner.y >> (32 - kGridBits));
  }

 private:
  static constexpr bool kInFull = std::is_same_v<Totals, RowTotals>;
  static constexpr unsigned kMostRows = 127;  // a counter is a byte with a sign; a sum of bytes has sixteen bits
  static_assert(sizeof(RowBytes) == 24, "eight bytes are read from the first figure on, all of them the row's own");
  static_assert(offsetof(RowBytes, killed) == 16 && offsetof(RowBytes, injured) == 19 &&
                offsetof(RowBytes, kind) == 20 && offsetof(RowBytes, who) == 21 && offsetof(RowBytes, y) == 4);

  static void add_beyond(const RowBytes& row, const Figures& exact, Totals& sum) {
    sum.killed += exact.killed - row.killed;
    sum.injured += exact.injured - row.injured;
    if constexpr (kInFull) {
      sum.killed_low += exact.killed_low - row.killed_low;
      sum.killed_high += exact.killed_high - row.killed_high;
    }
  }

  void carry(Totals& sum) {
    sum.count += rows_;
    sum.killed += static_cast<std::uint64_t>(_mm_extract_epi16(figures_, 0));
    sum.injured += static_cast<std::uint64_t>(_mm_extract_epi16(figures_, 3));
    add_pair(&sum.x, place_);
    if constexpr (kInFull) {
      sum.killed_low += static_cast<std::uint64_t>(_mm_extract_epi16(figures_, 1));
      sum.killed_high += static_cast<std::uint64_t>(_mm_extract_epi16(figures_, 2));
      sum.counts[kNoFigureAt] += static_cast<std::uint32_t>(_mm_extract_epi16(flags_, 4));
      sum.counts[kDisputedAt] += static_cast<std::uint32_t>(_mm_extract_epi16(flags_, 5));
      kinds_.add_to(sum.counts);
      flags_ = _mm_setzero_si128();
      kinds_ = {};
    }
    figures_ = place_ = _mm_setzero_si128();
    rows_ = 0;
  }

  unsigned rows_ = 0;
  __m128i figures_{}, place_{}, flags_{};
  KindsSeen kinds_;
};

}  // namespace yaad::geo
