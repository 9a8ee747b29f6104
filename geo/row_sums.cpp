#include "geo/row_sums.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace yaad::geo {
namespace {

// A block of ones before one of zeroes: read from (16 - n), the first n bytes of a block are kept.
struct Ramp {
  std::array<unsigned char, 2 * kBlockRows> bytes{};
  constexpr Ramp() {
    for (unsigned i = 0; i < kBlockRows; ++i) bytes[i] = 0xff;
  }
};
constexpr Ramp kRamp;

// 0xff for the first `count` rows of a block.
__m128i first_rows(std::size_t count) { return load(&kRamp.bytes[kBlockRows - count]); }
// 0xff for the rows first … last-1 of a block.
__m128i rows_mask(std::size_t first, std::size_t last) { return _mm_andnot_si128(first_rows(first), first_rows(last)); }
// 0xff for the first `count` rows of a line, once for each of a pair of columns; not all of them.
__m128i first_of_pair(unsigned count) {
  return _mm_set1_epi64x(static_cast<std::int64_t>((std::uint64_t{1} << (8 * count)) - 1));
}

// The sums of the lower and of the upper eight bytes.
__m128i sums_of(__m128i bytes) { return _mm_sad_epu8(bytes, _mm_setzero_si128()); }
std::uint64_t lower(__m128i pair) { return static_cast<std::uint64_t>(_mm_cvtsi128_si64(pair)); }
std::uint64_t upper(__m128i pair) { return static_cast<std::uint64_t>(_mm_extract_epi64(pair, 1)); }
std::uint64_t total(__m128i pair) { return lower(pair) + upper(pair); }
// Of an offset's byte `number`, to where it counts.
__m128i at_byte(__m128i pair, unsigned number) { return _mm_slli_epi64(pair, static_cast<int>(8 * number)); }
// How many bytes have their top bit set.
unsigned flagged(__m128i bytes) {
  return static_cast<unsigned>(std::popcount(static_cast<unsigned>(_mm_movemask_epi8(bytes))));
}

template <class Totals>
constexpr bool kInFull = std::is_same_v<Totals, RowTotals>;

}  // namespace

std::size_t RowSums::extras_before(std::uint32_t row, __m128i head) const {
  const auto counted = static_cast<unsigned>(_mm_extract_epi8(head, 3) | _mm_extract_epi8(head, 7) << 8);
  std::size_t index = bases_[base_of(row)].extras + (counted & kExtrasCount);
  if ((counted & kHasExtras) != 0)
    while (extras_[index].row < row) ++index;
  return index;
}

template <class Totals>
void RowSums::add_extras(Totals& totals, std::size_t first, std::size_t last) const {
  const Extra &from = extras_[first], &to = extras_[last];
  totals.killed += to.before[0] - from.before[0];
  totals.injured += to.before[3] - from.before[3];
  if constexpr (kInFull<Totals>) {
    totals.killed_low += to.before[1] - from.before[1];
    totals.killed_high += to.before[2] - from.before[2];
  }
}

RowSums::LineEnd RowSums::before(std::uint32_t row) const {
  const unsigned char* at = line(line_of(row));
  const __m128i head = load(at), mask = first_of_pair(within_line(row));
  const Base& base = bases_[base_of(row)];
  const auto pair_at = [](const std::uint64_t* two) { return _mm_load_si128(reinterpret_cast<const __m128i*>(two)); };
  const __m128i totals = _mm_and_si128(head, _mm_setr_epi32(kTotalMask, kTotalMask, -1, -1));
  LineEnd end{_mm_add_epi64(_mm_cvtepu32_epi64(totals), pair_at(&base.killed)),
              _mm_add_epi64(_mm_cvtepu32_epi64(_mm_srli_si128(totals, 8)), pair_at(&base.x)), extras_before(row, head)};
  at += sizeof(LineHead);
  end.figures = _mm_add_epi64(end.figures, sums_of(_mm_and_si128(load(at), mask)));
  for (unsigned i = 0; i < offset_bytes_; ++i) {
    at += kPairBytes;
    end.place = _mm_add_epi64(end.place, at_byte(sums_of(_mm_and_si128(load(at), mask)), i));
  }
  return end;
}

// What the lines do not hold: totals before `last`, less those before `first`.
void RowSums::add_rest(RowTotals& totals, std::uint32_t first, std::uint32_t last) const {
  KindsSeen kinds;
  // killed_low, killed_high, no_figure, disputed.
  const auto bytes_before = [](const Block& block, unsigned rows, const auto& see_kind) {
    const __m128i mask = first_rows(rows);
    const auto lane = [&](Lane which) { return _mm_and_si128(load(block.lane(which)), mask); };
    for (unsigned row = 0; row < rows; ++row) see_kind(block.lane(kind_lane)[row]);
    return std::tuple(total(sums_of(lane(low_lane))), total(sums_of(lane(high_lane))), flagged(lane(kind_lane)),
                      flagged(lane(who_lane)));
  };
  const Block &from = blocks_[block_of(first)], &to = blocks_[block_of(last)];
  const auto minus = bytes_before(from, within_block(first), [&](std::uint8_t kind) { kinds.subtract(kind); });
  const auto plus = bytes_before(to, within_block(last), [&](std::uint8_t kind) { kinds.add(kind); });
  // Differences of narrow numbers may be below zero, and are right once all are added, modulo their width.
  totals.killed_low += std::uint64_t{to.killed_low} - from.killed_low + std::get<0>(plus) - std::get<0>(minus);
  totals.killed_high += std::uint64_t{to.killed_high} - from.killed_high + std::get<1>(plus) - std::get<1>(minus);
  add_difference(totals.counts, from.counts, to.counts);
  totals.counts[kNoFigureAt] += std::get<2>(plus) - std::get<2>(minus);
  totals.counts[kDisputedAt] += std::get<3>(plus) - std::get<3>(minus);
  kinds.add_to(totals.counts);
  if (base_of(first) != base_of(last)) {
    const BlockBase &from_base = block_bases_[base_of(first)], &to_base = block_bases_[base_of(last)];
    totals.killed_low += to_base.killed_low - from_base.killed_low;
    totals.killed_high += to_base.killed_high - from_base.killed_high;
    for (std::size_t i = 0; i < kRowCounts; ++i) totals.counts[i] += to_base.counts[i] - from_base.counts[i];
  }
}

template <class Totals>
Totals RowSums::range(std::uint32_t first, std::uint32_t last) const {
  Totals totals;
  const LineEnd from = before(first), to = before(last);
  const __m128i figures = _mm_sub_epi64(to.figures, from.figures), place = _mm_sub_epi64(to.place, from.place);
  totals.count = last - first;
  totals.killed = lower(figures);
  totals.injured = upper(figures);
  totals.x = lower(place);
  totals.y = upper(place);
  if constexpr (kInFull<Totals>) add_rest(totals, first, last);
  if (from.extras != to.extras) add_extras<Totals>(totals, from.extras, to.extras);
  return totals;
}

template <class Totals>
Totals RowSums::range(std::uint32_t first, std::uint32_t last, const ClassSets& sets) const {
  Totals totals;
  if (first >= last) return totals;
  __m128i figures{}, low{}, high{};
  __m128i places[3] = {};  // NOLINT(modernize-avoid-c-arrays): std::array drops the alignment of a vector type
  std::array<std::uint32_t, kAttackTypes.size() * kPlacePrecisions.size()> kinds_seen{};
  const std::uint32_t last_block = block_of(last - 1);
  for (std::uint32_t index = block_of(first); index <= last_block; ++index) {
    const unsigned from = index == block_of(first) ? within_block(first) : 0;
    const unsigned to = index == last_block ? within_block(last - 1) + 1 : static_cast<unsigned>(kBlockRows);
    const Block& block = blocks_[index];
    const __m128i kinds = load(block.lane(kind_lane)), whos = load(block.lane(who_lane));
    const __m128i mask = _mm_and_si128(sets.matches(kinds, whos), rows_mask(from, to));
    auto rows = static_cast<unsigned>(_mm_movemask_epi8(mask));
    if (rows == 0) continue;
    totals.count += static_cast<unsigned>(std::popcount(rows));
    const auto add_line = [&](std::uint32_t number, __m128i wanted) {
      const unsigned char* at = line(number) + sizeof(LineHead);
      figures = _mm_add_epi64(figures, sums_of(_mm_and_si128(load(at), wanted)));
      for (unsigned i = 0; i < offset_bytes_; ++i) {
        at += kPairBytes;
        places[i] = _mm_add_epi64(places[i], sums_of(_mm_and_si128(load(at), wanted)));
      }
    };
    const std::uint32_t number = line_of(index * static_cast<std::uint32_t>(kBlockRows));
    if ((rows & 0xffU) != 0) add_line(number, _mm_unpacklo_epi64(mask, mask));
    if (rows >> kLineRows != 0) add_line(number + 1, _mm_unpackhi_epi64(mask, mask));
    if constexpr (kInFull<Totals>) {
      low = _mm_add_epi64(low, sums_of(_mm_and_si128(mask, load(block.lane(low_lane)))));
      high = _mm_add_epi64(high, sums_of(_mm_and_si128(mask, load(block.lane(high_lane)))));
      totals.counts[kNoFigureAt] += flagged(_mm_and_si128(mask, kinds));
      totals.counts[kDisputedAt] += flagged(_mm_and_si128(mask, whos));
      const unsigned char* kind_bytes = block.lane(kind_lane);
      for (; rows != 0; rows &= rows - 1) ++kinds_seen[kind_bytes[std::countr_zero(rows)] & kCodeBits];
    }
  }
  totals.killed = lower(figures);
  totals.injured = upper(figures);
  for (unsigned i = 0; i < offset_bytes_; ++i) {
    totals.x += lower(places[i]) << (8 * i);
    totals.y += upper(places[i]) << (8 * i);
  }
  if constexpr (kInFull<Totals>) {
    totals.killed_low = total(low);
    totals.killed_high = total(high);
    for (std::size_t i = 0; i < kinds_seen.size(); ++i) {
      const auto kind = static_cast<std::uint8_t>(i);
      add_rows(totals.counts, type_of_kind(kind), kinds_seen[i]);
      add_rows(totals.counts, precision_of_kind(kind), kinds_seen[i]);
    }
  }
  const std::size_t end = before(last).extras;
  for (std::size_t i = before(first).extras; i < end; ++i) {
    const std::uint32_t row = extras_[i].row;
    const Block& block = blocks_[block_of(row)];
    if (sets.kinds.contains(block.lanes[kind_lane][within_block(row)]) &&
        sets.whos.contains(block.lanes[who_lane][within_block(row)]))
      add_extras<Totals>(totals, i, i + 1);
  }
  return totals;
}

template ShortTotals RowSums::range(std::uint32_t, std::uint32_t) const;
template RowTotals RowSums::range(std::uint32_t, std::uint32_t) const;
template ShortTotals RowSums::range(std::uint32_t, std::uint32_t, const ClassSets&) const;
template RowTotals RowSums::range(std::uint32_t, std::uint32_t, const ClassSets&) const;

unsigned RowSums::quadrants(std::uint32_t first, std::uint32_t last, const ClassSets& sets) const {
  const auto top_bit = static_cast<unsigned>(kGridBits - level_ - 1) % 8U;  // of the highest byte of an offset
  unsigned seen = 0;
  for (std::uint32_t row = first; row < last && (seen & (seen - 1)) == 0;) {
    const unsigned from = within_line(row);
    const unsigned to = std::min<unsigned>(kLineRows, from + (last - row));
    const Block& block = blocks_[block_of(row)];
    const auto eight = [&](Lane which) {
      return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(block.lane(which) + within_block(row) - from));
    };
    const __m128i matching = _mm_and_si128(sets.matches(eight(kind_lane), eight(who_lane)), rows_mask(from, to));
    const auto rows = static_cast<unsigned>(_mm_movemask_epi8(matching));
    const __m128i top_bytes = load(line(line_of(row)) + sizeof(LineHead) + offset_bytes_ * kPairBytes);
    const auto top = static_cast<unsigned>(_mm_movemask_epi8(_mm_slli_epi16(top_bytes, static_cast<int>(7 - top_bit))));
    const unsigned east = top & 0xffU, south = top >> kLineRows;
    const std::array<unsigned, 4> by_quadrant{rows & ~east & ~south, rows & east & ~south, rows & ~east & south,
                                              rows & east & south};
    for (unsigned q = 0; q < 4; ++q) seen |= by_quadrant[q] != 0 ? 1U << q : 0U;
    row += to - from;
  }
  return seen;
}

std::size_t RowSums::bytes() const {
  return lines_.size() + blocks_.size() * sizeof(Block) + bases_.size() * sizeof(Base) +
         block_bases_.size() * sizeof(BlockBase) + extras_.size() * sizeof(Extra);
}

}  // namespace yaad::geo
