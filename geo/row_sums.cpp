#include "geo/row_sums.hpp"
#include "geo/row_sums_block.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

#include <smmintrin.h>

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

// 0xff for the rows first … last-1 of a block.
__m128i rows_mask(std::size_t first, std::size_t last) {
  const __m128i before_last = load(&kRamp.bytes[kBlockRows - last]);
  const __m128i before_first = load(&kRamp.bytes[kBlockRows - first]);
  return _mm_andnot_si128(before_first, before_last);
}

__m128i sum_bytes(__m128i sum, __m128i bytes) { return _mm_add_epi64(sum, _mm_sad_epu8(bytes, _mm_setzero_si128())); }
// How many bytes have their top bit set.
unsigned flagged(__m128i bytes) {
  return static_cast<unsigned>(std::popcount(static_cast<unsigned>(_mm_movemask_epi8(bytes))));
}
std::uint64_t total(__m128i sum) {
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(sum)) + static_cast<std::uint64_t>(_mm_extract_epi64(sum, 1));
}

template <class Totals>
constexpr bool kInFull = std::is_same_v<Totals, RowTotals>;

}  // namespace

const unsigned char* RowSums::last_lanes(std::uint32_t index) const {
  return lanes(index) + (first_offset_lane + 2 * offset_bytes_) * kBlockRows;
}

std::size_t RowSums::extras_before(std::uint32_t row) const {
  Prefix prefix{};
  std::memcpy(&prefix, block(block_of(row)), sizeof(prefix));
  std::size_t index = bases_[row >> base_shift_].extras + (prefix.extras & kExtrasCount);
  if (prefix.extras & kHasExtras)
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

template <class Totals>
void RowSums::add_bytes(Totals& totals, std::uint32_t index, unsigned first, unsigned last) const {
  const unsigned char* const lanes = this->lanes(index);
  const unsigned char* const last_lanes = this->last_lanes(index);
  const __m128i mask = rows_mask(first, last);
  const auto sum_lane = [mask](const unsigned char* bytes) {
    return total(sum_bytes(_mm_setzero_si128(), _mm_and_si128(load(bytes), mask)));
  };
  totals.killed += sum_lane(lanes + killed_lane * kBlockRows);
  totals.injured += sum_lane(lanes + injured_lane * kBlockRows);
  for (unsigned i = 0; i < offset_bytes_; ++i) {
    totals.x += sum_lane(lanes + (first_offset_lane + i) * kBlockRows) << (8 * i);
    totals.y += sum_lane(lanes + (first_offset_lane + offset_bytes_ + i) * kBlockRows) << (8 * i);
  }
  if constexpr (kInFull<Totals>) {
    totals.killed_low += sum_lane(last_lanes + low_lane * kBlockRows);
    totals.killed_high += sum_lane(last_lanes + high_lane * kBlockRows);
    const unsigned char *kinds = last_lanes + kind_lane * kBlockRows, *whos = last_lanes + who_lane * kBlockRows;
    totals.no_figure += flagged(_mm_and_si128(load(kinds), mask));
    totals.disputed += flagged(_mm_and_si128(load(whos), mask));
    __m128i types = _mm_setzero_si128(), precisions = _mm_setzero_si128();
    for (unsigned row = first; row < last; ++row) {
      const KindCounters::Entry& entry = kKindCounters.entries[kinds[row] & kCodeBits];
      types = _mm_add_epi8(types, load(entry.type.data()));
      precisions = _mm_add_epi8(precisions, load(entry.precision.data()));
    }
    add_counters(totals.by_type, types);
    add_counters(totals.by_precision, precisions);
  }
}

// What stands before the block of `last` and not before that of `first`.
template <class Totals>
void RowSums::add_prefixes(Totals& totals, std::uint32_t first, std::uint32_t last) const {
  const auto& from = *reinterpret_cast<const Prefix*>(block(block_of(first)));
  const auto& to = *reinterpret_cast<const Prefix*>(block(block_of(last)));
  const Base &from_base = bases_[first >> base_shift_], &to_base = bases_[last >> base_shift_];
  totals.killed += to_base.killed - from_base.killed + to.killed - from.killed;
  totals.injured += to_base.injured - from_base.injured + to.injured - from.injured;
  totals.x += to_base.x - from_base.x + to.x - from.x;
  totals.y += to_base.y - from_base.y + to.y - from.y;
  if constexpr (kInFull<Totals>) {
    totals.killed_low += to_base.killed_low - from_base.killed_low + to.killed_low - from.killed_low;
    totals.killed_high += to_base.killed_high - from_base.killed_high + to.killed_high - from.killed_high;
    totals.no_figure += to_base.no_figure - from_base.no_figure + to.no_figure - from.no_figure;
    totals.disputed += to_base.disputed - from_base.disputed + to.disputed - from.disputed;
    std::uint64_t rest = std::uint64_t{last / kBlockRows - first / kBlockRows} * kBlockRows;
    for (std::size_t i = 0; i < to.by_precision.size(); ++i) {
      const std::uint64_t n =
          to_base.by_precision[i + 1] - from_base.by_precision[i + 1] + to.by_precision[i] - from.by_precision[i];
      totals.by_precision[i + 1] += n;
      rest -= n;
    }
    totals.by_precision[0] += rest;
    rest = std::uint64_t{last / kBlockRows - first / kBlockRows} * kBlockRows;
    for (std::size_t i = 0; i < to.by_type.size(); ++i) {
      const std::uint64_t n = to_base.by_type[i] - from_base.by_type[i] + to.by_type[i] - from.by_type[i];
      totals.by_type[i] += n;
      rest -= n;
    }
    totals.by_type.back() += rest;
  }
}

template <class Totals>
Totals RowSums::range(std::uint32_t first, std::uint32_t last) const {
  Totals totals;
  const auto first_block = static_cast<std::uint32_t>(first / kBlockRows);
  const auto last_block = static_cast<std::uint32_t>(last / kBlockRows);
  if (first_block == last_block) {
    add_bytes<Totals>(totals, first_block, within_block(first), within_block(last));
  } else {
    Totals before;
    add_bytes<Totals>(before, first_block, 0, within_block(first));
    add_bytes<Totals>(totals, last_block, 0, within_block(last));
    add_prefixes<Totals>(totals, first, last);
    totals.subtract(before);
  }
  totals.count = last - first;
  const std::size_t from = extras_before(first), to = extras_before(last);
  if (from != to) add_extras<Totals>(totals, from, to);
  return totals;
}

template <class Totals>
Totals RowSums::range(std::uint32_t first, std::uint32_t last, const ClassSets& sets) const {
  Totals totals;
  if (first >= last) return totals;
  __m128i killed{}, injured{}, low{}, high{};
  __m128i offsets[6] = {};  // NOLINT(modernize-avoid-c-arrays): std::array drops the alignment of a vector type
  std::array<std::uint32_t, 128> kinds_seen{};
  const auto last_block = static_cast<std::uint32_t>((last - 1) / kBlockRows);
  for (auto index = static_cast<std::uint32_t>(first / kBlockRows); index <= last_block; ++index) {
    const std::size_t from = index == first / kBlockRows ? first % kBlockRows : 0;
    const std::size_t to = index == last_block ? (last - 1) % kBlockRows + 1 : kBlockRows;
    const unsigned char* const lanes = this->lanes(index);
    const unsigned char* const last_lanes = this->last_lanes(index);
    const auto bytes = [](const unsigned char* from_lane, std::size_t which) {
      return load(from_lane + which * kBlockRows);
    };
    const __m128i kinds = bytes(last_lanes, kind_lane), whos = bytes(last_lanes, who_lane);
    const __m128i mask = _mm_and_si128(sets.matches(kinds, whos), rows_mask(from, to));
    auto rows = static_cast<unsigned>(_mm_movemask_epi8(mask));
    if (rows == 0) continue;
    totals.count += static_cast<unsigned>(std::popcount(rows));
    killed = sum_bytes(killed, _mm_and_si128(mask, bytes(lanes, killed_lane)));
    injured = sum_bytes(injured, _mm_and_si128(mask, bytes(lanes, injured_lane)));
    for (unsigned i = 0; i < 2 * offset_bytes_; ++i)
      offsets[i] = sum_bytes(offsets[i], _mm_and_si128(mask, bytes(lanes, first_offset_lane + i)));
    if constexpr (kInFull<Totals>) {
      low = sum_bytes(low, _mm_and_si128(mask, bytes(last_lanes, low_lane)));
      high = sum_bytes(high, _mm_and_si128(mask, bytes(last_lanes, high_lane)));
      totals.no_figure += flagged(_mm_and_si128(mask, kinds));
      totals.disputed += flagged(_mm_and_si128(mask, whos));
      const unsigned char* kind_bytes = last_lanes + kind_lane * kBlockRows;
      for (; rows != 0; rows &= rows - 1) ++kinds_seen[kind_bytes[std::countr_zero(rows)] & kCodeBits];
    }
  }
  totals.killed = total(killed);
  totals.injured = total(injured);
  for (unsigned i = 0; i < offset_bytes_; ++i) {
    totals.x += total(offsets[i]) << (8 * i);
    totals.y += total(offsets[offset_bytes_ + i]) << (8 * i);
  }
  if constexpr (kInFull<Totals>) {
    totals.killed_low = total(low);
    totals.killed_high = total(high);
    for (unsigned kind = 0; kind < kAttackTypes.size() * 8; ++kind) {
      totals.by_type[kind / 8] += kinds_seen[kind];
      totals.by_precision[kind % 8] += kinds_seen[kind];
    }
  }
  const std::size_t end = extras_before(last);
  for (std::size_t i = extras_before(first); i < end; ++i) {
    const std::uint32_t row = extras_[i].row;
    const std::size_t within = row % kBlockRows;
    const unsigned char* last_lanes = this->last_lanes(block_of(row));
    if (sets.kinds.contains(last_lanes[kind_lane * kBlockRows + within]) &&
        sets.whos.contains(last_lanes[who_lane * kBlockRows + within]))
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
    const std::uint32_t index = block_of(row);
    const unsigned from = within_block(row);
    const unsigned to = std::min<unsigned>(kBlockRows, from + (last - row));
    const unsigned char *lanes = this->lanes(index), *last_lanes = this->last_lanes(index);
    const auto top_bits = [&](std::size_t lane) {
      const __m128i bytes = load(lanes + lane * kBlockRows);
      return static_cast<unsigned>(_mm_movemask_epi8(_mm_slli_epi16(bytes, static_cast<int>(7 - top_bit))));
    };
    const __m128i matching =
        sets.matches(load(last_lanes + kind_lane * kBlockRows), load(last_lanes + who_lane * kBlockRows));
    const auto rows = static_cast<unsigned>(_mm_movemask_epi8(_mm_and_si128(matching, rows_mask(from, to))));
    const unsigned east = top_bits(first_offset_lane + offset_bytes_ - 1);
    const unsigned south = top_bits(first_offset_lane + 2 * offset_bytes_ - 1);
    const std::array<unsigned, 4> by_quadrant{rows & ~east & ~south, rows & east & ~south, rows & ~east & south,
                                              rows & east & south};
    for (unsigned q = 0; q < 4; ++q) seen |= by_quadrant[q] != 0 ? 1U << q : 0U;
    row += to - from;
  }
  return seen;
}

template <class Totals>
void RowSums::prefetch(std::uint32_t row) const {
  const unsigned char* at = block(block_of(row));
  const std::size_t bytes =
      kInFull<Totals> ? stride_ : sizeof(Prefix) + (first_offset_lane + 2 * offset_bytes_) * kBlockRows;
  for (std::size_t byte = 0; byte < bytes; byte += 64) __builtin_prefetch(at + byte);
  const auto* base = reinterpret_cast<const unsigned char*>(&bases_[row >> base_shift_]);
  for (std::size_t byte = 0; byte < (kInFull<Totals> ? sizeof(Base) : 64); byte += 64) __builtin_prefetch(base + byte);
}

template void RowSums::prefetch<ShortTotals>(std::uint32_t) const;
template void RowSums::prefetch<RowTotals>(std::uint32_t) const;

std::size_t RowSums::bytes() const {
  return blocks_.size() + bases_.size() * sizeof(Base) + extras_.size() * sizeof(Extra);
}

}  // namespace yaad::geo
