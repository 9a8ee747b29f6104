// How RowSums lies in memory, for the two files that write and read it.
//
// A line holds eight rows' short sums: a head of running totals, then pairs of eight-byte columns (killed and injured,
// and for each byte of an offset that of x and that of y), so that one vector sums two figures. A block holds the rest
// of sixteen rows: a head, then a lane of sixteen bytes for each figure.
#pragma once

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

// Two sums at a time, from `at` on: each grows by a number of a pair.
inline void add_pair(std::uint64_t* at, __m128i pair) {
  auto* two = reinterpret_cast<__m128i*>(at);
  _mm_storeu_si128(two, _mm_add_epi64(_mm_loadu_si128(two), pair));
}

}  // namespace yaad::geo
