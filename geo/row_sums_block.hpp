// How a block of RowSums lies in memory, for the two files that write and read it: a prefix of running totals, then a
// lane of sixteen bytes for each figure.
#pragma once

#include "geo/codes.hpp"
#include "geo/precision.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include <emmintrin.h>

namespace yaad::geo {

inline constexpr std::size_t kBlockRows = 16;  // a lane of a block is one vector
inline constexpr std::uint16_t kHasExtras = 0x8000, kExtrasCount = 0x7fff;

constexpr std::uint32_t block_of(std::uint32_t row) { return row / static_cast<std::uint32_t>(kBlockRows); }
constexpr unsigned within_block(std::uint32_t row) { return row % static_cast<unsigned>(kBlockRows); }

// The lanes of a block, in the order in which a question needs them; last those that the short sums do without, after
// the offsets, of which there are as many as the level has.
enum Lane : unsigned { killed_lane, injured_lane, first_offset_lane };
enum LastLane : unsigned { kind_lane, who_lane, low_lane, high_lane, last_lane_count };

inline __m128i load(const unsigned char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }

// One-hot counters by kind: eleven types in one vector, eight precisions in another. 16 rows do not fill a byte.
struct KindCounters {
  struct Entry {
    std::array<unsigned char, kBlockRows> type{}, precision{};
  };
  std::array<Entry, 128> entries{};
  constexpr KindCounters() {
    for (unsigned kind = 0; kind < kAttackTypes.size() * 8; ++kind) {
      entries[kind].type[kind / 8] = 1;
      entries[kind].precision[kind % 8] = 1;
    }
  }
};
inline constexpr KindCounters kKindCounters;
static_assert(kAttackTypes.size() <= kBlockRows && kPlacePrecisions.size() <= kBlockRows);

template <std::size_t N>
void add_counters(std::array<std::uint64_t, N>& sums, __m128i counters) {
  alignas(kBlockRows) std::array<unsigned char, kBlockRows> counts{};
  _mm_store_si128(reinterpret_cast<__m128i*>(counts.data()), counters);
  for (std::size_t i = 0; i < N; ++i) sums[i] += counts[i];
}

}  // namespace yaad::geo
