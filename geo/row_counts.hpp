// How many rows are of each sort that a sum tells apart: without a figure, disputed, of each precision, of each attack
// type. Twenty numbers in one order, of two bytes where they are kept and of four in an answer, so that a few vectors add
// them all. Every row has one precision and one type: the first precision and the last type are what the others leave.
#pragma once

#include "geo/codes.hpp"
#include "geo/precision.hpp"
#include "geo/row_bytes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include <smmintrin.h>

namespace yaad::geo {

// Where each count stands.
inline constexpr std::size_t kNoFigureAt = 0, kDisputedAt = 1, kPrecisionsAt = 2;
inline constexpr std::size_t kTypesAt = kPrecisionsAt + kPlacePrecisions.size() - 1;
inline constexpr std::size_t kRowCounts = 20;  // the last is no count: whole vectors are read and written
static_assert(kTypesAt + kAttackTypes.size() - 1 <= kRowCounts);

template <class Number>
using RowCountsOf = std::array<Number, kRowCounts>;
// Modulo 2^32; there are fewer records than that.
using RowCounts = RowCountsOf<std::uint32_t>;
// As kept, relative to a base of at most 2^15 rows before.
using NarrowCounts = RowCountsOf<std::uint16_t>;

inline void add_four(RowCounts& counts, std::size_t at, __m128i four) {
  auto* to = reinterpret_cast<__m128i*>(&counts[at]);
  _mm_storeu_si128(to, _mm_add_epi32(_mm_loadu_si128(to), four));
}

// What two kept counts of one base differ by: less than 2^15 either way.
inline void add_difference(RowCounts& counts, const NarrowCounts& from, const NarrowCounts& to) {
  for (std::size_t i = 0; i < kRowCounts; i += 4) {
    const auto four = [i](const NarrowCounts& narrow) {
      return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(&narrow[i]));
    };
    add_four(counts, i, _mm_cvtepi16_epi32(_mm_sub_epi16(four(to), four(from))));
  }
}

// By kind: a one in each of its two counts.
struct OnesOfKind {
  std::array<std::array<unsigned char, 2 * sizeof(__m128i)>, kCodeBits + 1> ones{};
  constexpr OnesOfKind() {
    for (std::size_t type = 0; type < kAttackTypes.size(); ++type) {
      for (std::size_t precision = 0; precision < kPlacePrecisions.size(); ++precision) {
        auto& of_kind = ones[kind_code(static_cast<AttackType>(type), static_cast<PlacePrecision>(precision))];
        if (precision > 0) of_kind[kPrecisionsAt + precision - 1] = 1;
        if (type + 1 < kAttackTypes.size()) of_kind[kTypesAt + type] = 1;
      }
    }
  }
};
inline constexpr OnesOfKind kOnesOfKind;

// Precision and type of up to 127 rows, a byte with a sign for each count.
class KindsSeen {
 public:
  void add(std::uint8_t kind) {
    first_ = _mm_add_epi8(first_, load(kind, 0));
    rest_ = _mm_add_epi8(rest_, load(kind, sizeof(__m128i)));
  }
  void subtract(std::uint8_t kind) {
    first_ = _mm_sub_epi8(first_, load(kind, 0));
    rest_ = _mm_sub_epi8(rest_, load(kind, sizeof(__m128i)));
  }
  void add_to(RowCounts& counts) const {
    __m128i bytes = first_;
    for (std::size_t i = 0; i < sizeof(__m128i); i += 4, bytes = _mm_srli_si128(bytes, 4))
      add_four(counts, i, _mm_cvtepi8_epi32(bytes));
    add_four(counts, sizeof(__m128i), _mm_cvtepi8_epi32(rest_));
  }

 private:
  static __m128i load(std::uint8_t kind, std::size_t at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(&kOnesOfKind.ones[kind & kCodeBits][at]));
  }

  __m128i first_{}, rest_{};
};

// `rows` more of one precision, of one type.
inline void add_rows(RowCounts& counts, PlacePrecision precision, std::uint32_t rows) {
  const auto number = static_cast<std::size_t>(precision);
  if (number > 0) counts[kPrecisionsAt + number - 1] += rows;
}
inline void add_rows(RowCounts& counts, AttackType type, std::uint32_t rows) {
  const auto number = static_cast<std::size_t>(type);
  if (number + 1 < kAttackTypes.size()) counts[kTypesAt + number] += rows;
}

// Of `rows` in all, those of each type.
inline std::array<std::uint64_t, kAttackTypes.size()> by_type(const RowCounts& counts, std::uint64_t rows) {
  std::array<std::uint64_t, kAttackTypes.size()> result{};
  for (std::size_t type = 0; type + 1 < result.size(); ++type) {
    result[type] = counts[kTypesAt + type];
    rows -= result[type];
  }
  result.back() = rows;
  return result;
}
// The coarsest that a row has; none of the others: the first, which is the finest.
inline PlacePrecision coarsest(const RowCounts& counts) {
  constexpr auto by_coarseness = [] {
    std::array<PlacePrecision, kPlacePrecisions.size()> order{};
    for (std::size_t i = 0; i < order.size(); ++i) {
      const auto precision = static_cast<PlacePrecision>(i);
      order[static_cast<std::size_t>(coarseness(precision))] = precision;
    }
    return order;
  }();
  static_assert(coarseness(PlacePrecision{}) == 0);
  int coarsest = 0;
  for (std::size_t i = 1; i < by_coarseness.size(); ++i)
    coarsest = std::max(coarsest, counts[kPrecisionsAt + i - 1] > 0 ? coarseness(static_cast<PlacePrecision>(i)) : 0);
  return by_coarseness[static_cast<std::size_t>(coarsest)];
}

}  // namespace yaad::geo
