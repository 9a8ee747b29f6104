// How RowSums lies in memory, for the two files that write and read it.
//
// A line holds eight rows' short sums: a head of running totals, then pairs of eight-byte columns (killed and injured,
// and for each byte of an offset that of x and that of y), so that one vector sums two figures. A block holds the rest
// of sixteen rows: a head, then a lane of sixteen bytes for each figure.
#pragma once

#include "geo/codes.hpp"
#include "geo/precision.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include <smmintrin.h>

namespace yaad::geo {

inline constexpr std::size_t kLineRows = 8;    // with two bytes an offset, 64 bytes
inline constexpr std::size_t kBlockRows = 16;  // a lane of a block is one vector
inline constexpr std::size_t kPairBytes = 2 * kLineRows;

// In the head of a line: 24 bits of a total, and above them a byte of the count of extras.
inline constexpr unsigned kTotalBits = 24;
inline constexpr std::uint32_t kTotalMask = (1U << kTotalBits) - 1;
inline constexpr unsigned kHasExtras = 0x8000, kExtrasCount = 0x7fff;

constexpr std::uint32_t line_of(std::uint32_t row) { return row / static_cast<std::uint32_t>(kLineRows); }
constexpr unsigned within_line(std::uint32_t row) { return row % static_cast<unsigned>(kLineRows); }
constexpr std::uint32_t block_of(std::uint32_t row) { return row / static_cast<std::uint32_t>(kBlockRows); }
constexpr unsigned within_block(std::uint32_t row) { return row % static_cast<unsigned>(kBlockRows); }

// The lanes of a block.
enum Lane : unsigned { kind_lane, who_lane, low_lane, high_lane, lane_count };

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

// Two sums at a time, from `at` on: each grows by a number of a pair.
inline void add_pair(std::uint64_t* at, __m128i pair) {
  auto* two = reinterpret_cast<__m128i*>(at);
  _mm_storeu_si128(two, _mm_add_epi64(_mm_loadu_si128(two), pair));
}

// Each counter is a byte with a sign.
template <std::size_t N>
void add_counters(std::array<std::uint64_t, N>& sums, __m128i counters) {
  for (std::size_t i = 0; i + 1 < N; i += 2, counters = _mm_srli_si128(counters, 2))
    add_pair(&sums[i], _mm_cvtepi8_epi64(counters));
  if (N % 2 == 1) sums[N - 1] += static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_cvtepi8_epi64(counters)));
}

// What two lists of narrow totals differ by, to the sums from `at` on.
template <std::size_t N>
void add_differences(std::uint64_t* at, const std::array<std::uint16_t, N>& from,
                     const std::array<std::uint16_t, N>& to) {
  const auto two = [](const std::uint16_t* narrow) { return _mm_cvtepu16_epi64(_mm_loadu_si32(narrow)); };
  for (std::size_t i = 0; i + 1 < N; i += 2) add_pair(at + i, _mm_sub_epi64(two(&to[i]), two(&from[i])));
  if (N % 2 == 1) at[N - 1] += std::uint64_t{to[N - 1]} - from[N - 1];
}

}  // namespace yaad::geo
