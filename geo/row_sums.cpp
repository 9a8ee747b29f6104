#include "geo/row_sums.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

#include <smmintrin.h>

namespace yaad::geo {
namespace {

constexpr std::size_t kBlockRows = 32;
constexpr std::size_t kVector = 16;
constexpr std::uint16_t kHasExtras = 0x8000, kExtrasCount = 0x7fff;

constexpr std::uint32_t block_of(std::uint32_t row) { return row / static_cast<std::uint32_t>(kBlockRows); }
constexpr unsigned within_block(std::uint32_t row) { return row % static_cast<unsigned>(kBlockRows); }

// The lanes of a block, in the order in which a question needs them; last those that the short sums do without, after
// the offsets, of which there are as many as the level has.
enum Lane : unsigned { killed_lane, injured_lane, first_offset_lane };
enum LastLane : unsigned { kind_lane, who_lane, low_lane, high_lane, last_lane_count };

// A block of ones before one of zeroes: read from (32 - n), the first n bytes of a block are kept.
struct Ramp {
  std::array<unsigned char, 2 * kBlockRows> bytes{};
  constexpr Ramp() {
    for (unsigned i = 0; i < kBlockRows; ++i) bytes[i] = 0xff;
  }
};
constexpr Ramp kRamp;

__m128i load(const unsigned char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }

// 0xff for the rows first … last-1 of a block, for the sixteen rows from 16 * vector.
__m128i rows_mask(std::size_t first, std::size_t last, std::size_t vector) {
  const __m128i before_last = load(&kRamp.bytes[kBlockRows - last + vector * kVector]);
  const __m128i before_first = load(&kRamp.bytes[kBlockRows - first + vector * kVector]);
  return _mm_andnot_si128(before_first, before_last);
}

__m128i sum_bytes(__m128i sum, __m128i bytes) { return _mm_add_epi64(sum, _mm_sad_epu8(bytes, _mm_setzero_si128())); }
std::uint64_t total(__m128i sum) {
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(sum)) + static_cast<std::uint64_t>(_mm_extract_epi64(sum, 1));
}

// One-hot counters by kind: eleven types in one vector, eight precisions in another. 32 rows do not fill a byte.
struct KindCounters {
  struct Entry {
    std::array<unsigned char, kVector> type{}, precision{};
  };
  std::array<Entry, 128> entries{};
  constexpr KindCounters() {
    for (unsigned kind = 0; kind < kAttackTypes.size() * 8; ++kind) {
      entries[kind].type[kind / 8] = 1;
      entries[kind].precision[kind % 8] = 1;
    }
  }
};
constexpr KindCounters kKindCounters;
static_assert(kAttackTypes.size() <= kVector && kPlacePrecisions.size() <= kVector);

template <std::size_t N>
void add_counters(std::array<std::uint64_t, N>& sums, __m128i counters) {
  alignas(kVector) std::array<unsigned char, kVector> counts{};
  _mm_store_si128(reinterpret_cast<__m128i*>(counts.data()), counters);
  for (std::size_t i = 0; i < N; ++i) sums[i] += counts[i];
}

template <class Totals>
constexpr bool kInFull = std::is_same_v<Totals, RowTotals>;

}  // namespace

RowSums::RowSums(int level)
    : level_(level),
      offset_bytes_(level == 0 || level >= kGridBits ? 0 : static_cast<unsigned>(kGridBits - level + 7) / 8),
      stride_(static_cast<unsigned>(sizeof(Prefix) +
                                    (first_offset_lane + 2 * offset_bytes_ + last_lane_count) * kBlockRows)),
      // 2^15 rows keep counts in 15 bits; an offset of (24 - level) bits leaves 2^(8 + level) rows in 32.
      base_shift_(level >= 7 ? 15U : 8U + static_cast<unsigned>(level)) {}

const unsigned char* RowSums::last_lanes(std::uint32_t index) const {
  return lanes(index) + (first_offset_lane + 2 * offset_bytes_) * kBlockRows;
}

void RowSums::begin_block() {
  if ((size_ & ((1U << base_shift_) - 1)) == 0) bases_.push_back(running_);
  const Base& base = bases_.back();
  Prefix prefix{};
  prefix.killed = static_cast<std::uint32_t>(running_.killed - base.killed);
  prefix.injured = static_cast<std::uint32_t>(running_.injured - base.injured);
  prefix.x = static_cast<std::uint32_t>(running_.x - base.x);
  prefix.y = static_cast<std::uint32_t>(running_.y - base.y);
  prefix.killed_low = static_cast<std::uint32_t>(running_.killed_low - base.killed_low);
  prefix.killed_high = static_cast<std::uint32_t>(running_.killed_high - base.killed_high);
  prefix.no_figure = static_cast<std::uint16_t>(running_.no_figure - base.no_figure);
  prefix.disputed = static_cast<std::uint16_t>(running_.disputed - base.disputed);
  prefix.extras = static_cast<std::uint16_t>(running_.extras - base.extras);
  for (std::size_t i = 0; i < prefix.by_precision.size(); ++i)
    prefix.by_precision[i] = static_cast<std::uint16_t>(running_.by_precision[i + 1] - base.by_precision[i + 1]);
  for (std::size_t i = 0; i < prefix.by_type.size(); ++i)
    prefix.by_type[i] = static_cast<std::uint16_t>(running_.by_type[i] - base.by_type[i]);
  std::memcpy(blocks_.append(stride_), &prefix, sizeof(prefix));
}

void RowSums::append(std::span<const RowBytes> rows, const std::vector<Incident>& incidents) {
  while (!rows.empty()) {
    const std::size_t within = size_ % kBlockRows;
    if (within == 0) begin_block();
    const std::size_t count = std::min(rows.size(), kBlockRows - within);
    append_within(within, rows.first(count), incidents);
    rows = rows.subspan(count);
  }
}

// Rows that fit into the last block, from its row `within`.
void RowSums::append_within(std::size_t within, std::span<const RowBytes> rows,
                            const std::vector<Incident>& incidents) {
  unsigned char* block = blocks_.data() + blocks_.size() - stride_;
  unsigned char* lane = block + sizeof(Prefix) + within;
  unsigned char* last_lane = lane + (first_offset_lane + 2 * offset_bytes_) * kBlockRows;
  std::uint64_t killed = 0, injured = 0, low = 0, high = 0, sum_x = 0, sum_y = 0, no_figure = 0, disputed = 0;
  __m128i types = _mm_setzero_si128(), precisions = _mm_setzero_si128();
  for (const RowBytes& row : rows) {
    lane[killed_lane * kBlockRows] = row.killed;
    lane[injured_lane * kBlockRows] = row.injured;
    last_lane[kind_lane * kBlockRows] = row.kind;
    last_lane[who_lane * kBlockRows] = row.who;
    last_lane[low_lane * kBlockRows] = row.killed_low;
    last_lane[high_lane * kBlockRows] = row.killed_high;
    if (offset_bytes_ > 0) {
      std::uint32_t x = grid_offset(row.x, level_), y = grid_offset(row.y, level_);
      sum_x += x;
      sum_y += y;
      for (unsigned i = 0; i < offset_bytes_; ++i, x >>= 8, y >>= 8) {
        lane[(first_offset_lane + i) * kBlockRows] = static_cast<unsigned char>(x);
        lane[(first_offset_lane + offset_bytes_ + i) * kBlockRows] = static_cast<unsigned char>(y);
      }
    }
    ++lane;
    ++last_lane;
    killed += row.killed;
    injured += row.injured;
    low += row.killed_low;
    high += row.killed_high;
    no_figure += row.no_figure();
    disputed += row.disputed();
    const KindCounters::Entry& entry = kKindCounters.entries[row.kind & kCodeBits];
    types = _mm_add_epi8(types, load(entry.type.data()));
    precisions = _mm_add_epi8(precisions, load(entry.precision.data()));
    if (!row.figures_fit()) add_extra(block, row, exact_figures(row, incidents));
    ++size_;
  }
  running_.killed += killed;
  running_.injured += injured;
  running_.killed_low += low;
  running_.killed_high += high;
  running_.x += sum_x;
  running_.y += sum_y;
  running_.no_figure += no_figure;
  running_.disputed += disputed;
  add_counters(running_.by_type, types);
  add_counters(running_.by_precision, precisions);
}

void RowSums::add_extra(unsigned char* block, const RowBytes& row, const Figures& figures) {
  const std::array<std::uint64_t, 4> above{figures.killed - row.killed, figures.killed_low - row.killed_low,
                                           figures.killed_high - row.killed_high, figures.injured - row.injured};
  if ((above[0] | above[1] | above[2] | above[3]) == 0) return;
  extras_.push_back({size_, running_extra_});
  for (std::size_t i = 0; i < above.size(); ++i) running_extra_[i] += above[i];
  ++running_.extras;
  Prefix prefix{};
  std::memcpy(&prefix, block, sizeof(prefix));
  prefix.extras |= kHasExtras;
  std::memcpy(block, &prefix, sizeof(prefix));
}

void RowSums::settle() {
  // So that the end of the last row needs no special case.
  if (size_ % kBlockRows == 0) begin_block();
  extras_.push_back({size_, running_extra_});
  blocks_.settle();
  bases_.settle();
  extras_.settle();
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
  const auto sum_lane = [&](const unsigned char* bytes) {
    __m128i sum = _mm_setzero_si128();
    for (std::size_t v = first / kVector; v * kVector < last; ++v)
      sum = sum_bytes(sum, _mm_and_si128(load(bytes + v * kVector), rows_mask(first, last, v)));
    return total(sum);
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
    for (std::size_t v = first / kVector; v * kVector < last; ++v) {
      const __m128i mask = rows_mask(first, last, v);
      const auto flags = [&](const unsigned char* at) {
        return std::popcount(static_cast<unsigned>(_mm_movemask_epi8(_mm_and_si128(load(at + v * kVector), mask))));
      };
      totals.no_figure += static_cast<unsigned>(flags(kinds));
      totals.disputed += static_cast<unsigned>(flags(whos));
    }
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
    const auto bytes = [](const unsigned char* from_lane, std::size_t which, std::size_t v) {
      return load(from_lane + which * kBlockRows + v * kVector);
    };
    for (std::size_t v = from / kVector; v * kVector < to; ++v) {
      const __m128i kinds = bytes(last_lanes, kind_lane, v), whos = bytes(last_lanes, who_lane, v);
      const __m128i mask =
          _mm_and_si128(_mm_and_si128(sets.kinds.matches(kinds), sets.whos.matches(whos)), rows_mask(from, to, v));
      auto rows = static_cast<unsigned>(_mm_movemask_epi8(mask));
      if (rows == 0) continue;
      totals.count += static_cast<unsigned>(std::popcount(rows));
      killed = sum_bytes(killed, _mm_and_si128(mask, bytes(lanes, killed_lane, v)));
      injured = sum_bytes(injured, _mm_and_si128(mask, bytes(lanes, injured_lane, v)));
      for (unsigned i = 0; i < 2 * offset_bytes_; ++i)
        offsets[i] = sum_bytes(offsets[i], _mm_and_si128(mask, bytes(lanes, first_offset_lane + i, v)));
      if constexpr (kInFull<Totals>) {
        low = sum_bytes(low, _mm_and_si128(mask, bytes(last_lanes, low_lane, v)));
        high = sum_bytes(high, _mm_and_si128(mask, bytes(last_lanes, high_lane, v)));
        const auto flags = [&](__m128i lane_bytes) {
          return static_cast<unsigned>(
              std::popcount(static_cast<unsigned>(_mm_movemask_epi8(_mm_and_si128(mask, lane_bytes)))));
        };
        totals.no_figure += flags(kinds);
        totals.disputed += flags(whos);
        const unsigned char* kind_bytes = last_lanes + kind_lane * kBlockRows + v * kVector;
        for (; rows != 0; rows &= rows - 1) ++kinds_seen[kind_bytes[std::countr_zero(rows)] & kCodeBits];
      }
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

template <class Totals>
void RowSums::prefetch(std::uint32_t row) const {
  const unsigned char* at = block(block_of(row));
  const std::size_t bytes =
      kInFull<Totals> ? stride_ : sizeof(Prefix) + (first_offset_lane + 2 * offset_bytes_) * kBlockRows;
  for (std::size_t byte = 0; byte < bytes; byte += 64) __builtin_prefetch(at + byte);
}

template void RowSums::prefetch<ShortTotals>(std::uint32_t) const;
template void RowSums::prefetch<RowTotals>(std::uint32_t) const;

std::size_t RowSums::bytes() const {
  return blocks_.size() + bases_.size() * sizeof(Base) + extras_.size() * sizeof(Extra);
}

}  // namespace yaad::geo
