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

// Totals: ShortTotals or RowTotals. Any number of rows.
template <class Totals>
class RowsRead {
 public:
  // `incidents` is asked for figures that a row does not hold. Inlined always: a call costs as much as the sums.
  [[gnu::always_inline]] void add(const RowBytes& row, const std::vector<Incident>& incidents) {
    if (rows_ == kMostRows) carry();
    ++rows_;
    // Beside the figures: the two class bytes, whose top bits are flags, and two bytes that mean nothing.
    const __m128i bytes = _mm_cvtepu8_epi16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(&row.killed)));
    figures_ = _mm_add_epi16(figures_, bytes);
    const __m128i place = _mm_cvtepu32_epi64(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(&row.x)));
    place_ = _mm_add_epi64(place_, _mm_srli_epi64(place, 32 - kGridBits));
    if constexpr (kInFull) {
      flags_ = _mm_add_epi16(flags_, _mm_srli_epi16(bytes, 7));
      const KindCounters::Entry& kind = kKindCounters.entries[row.kind & kCodeBits];
      types_ = _mm_add_epi8(types_, load(kind.type.data()));
      precisions_ = _mm_add_epi8(precisions_, load(kind.precision.data()));
    }
    if (!row.figures_fit()) add_beyond(row, figures_of(incidents[row.incident]));
  }

  bool empty() const { return rows_ == 0 && carried_.count == 0; }

  // All rows since the beginning, with their places as offsets from `corner`.
  Totals totals(const World& corner) {
    carry();
    Totals result = carried_;
    result.x -= result.count * (corner.x >> (32 - kGridBits));
    result.y -= result.count * (corner.y >> (32 - kGridBits));
    return result;
  }

 private:
  static constexpr bool kInFull = std::is_same_v<Totals, RowTotals>;
  static constexpr unsigned kMostRows = 127;  // a counter is a byte with a sign; a sum of bytes has sixteen bits
  static_assert(sizeof(RowBytes) == 24, "eight bytes are read from the first figure on, all of them the row's own");
  static_assert(offsetof(RowBytes, killed) == 16 && offsetof(RowBytes, injured) == 19 &&
                offsetof(RowBytes, kind) == 20 && offsetof(RowBytes, who) == 21 && offsetof(RowBytes, y) == 4);

  void add_beyond(const RowBytes& row, const Figures& exact) {
    carried_.killed += exact.killed - row.killed;
    carried_.injured += exact.injured - row.injured;
    if constexpr (kInFull) {
      carried_.killed_low += exact.killed_low - row.killed_low;
      carried_.killed_high += exact.killed_high - row.killed_high;
    }
  }

  void carry() {
    carried_.count += rows_;
    carried_.killed += static_cast<std::uint64_t>(_mm_extract_epi16(figures_, 0));
    carried_.injured += static_cast<std::uint64_t>(_mm_extract_epi16(figures_, 3));
    add_pair(&carried_.x, place_);
    if constexpr (kInFull) {
      carried_.killed_low += static_cast<std::uint64_t>(_mm_extract_epi16(figures_, 1));
      carried_.killed_high += static_cast<std::uint64_t>(_mm_extract_epi16(figures_, 2));
      carried_.no_figure += static_cast<std::uint64_t>(_mm_extract_epi16(flags_, 4));
      carried_.disputed += static_cast<std::uint64_t>(_mm_extract_epi16(flags_, 5));
      add_counters(carried_.by_type, types_);
      add_counters(carried_.by_precision, precisions_);
      flags_ = types_ = precisions_ = _mm_setzero_si128();
    }
    figures_ = place_ = _mm_setzero_si128();
    rows_ = 0;
  }

  unsigned rows_ = 0;
  __m128i figures_{}, place_{}, flags_{}, types_{}, precisions_{};
  Totals carried_;  // of the rows before; x and y from the corner of the world
};

}  // namespace yaad::geo
