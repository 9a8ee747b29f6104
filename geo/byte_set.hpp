// A set of 7-bit codes that sixteen bytes are tested against at once (two table look-ups by pshufb). The top bit of a
// byte is a flag of its own and is not looked at.
#pragma once

#include <array>
#include <cstdint>

#include <tmmintrin.h>

namespace yaad::geo {

class ByteSet {
 public:
  void insert(unsigned code) { rows_[code % 16U] |= static_cast<std::uint8_t>(1U << (code / 16U)); }
  bool contains(std::uint8_t byte) const { return (rows_[byte % 16U] >> ((byte / 16U) % 8U)) & 1U; }
  static ByteSet all() {
    ByteSet set;
    set.rows_.fill(0xff);
    return set;
  }
  friend bool operator==(const ByteSet&, const ByteSet&) = default;

  // 0xff for each byte that is in the set, else 0.
  __m128i matches(__m128i bytes) const {
    const __m128i rows = _mm_load_si128(reinterpret_cast<const __m128i*>(rows_.data()));
    const __m128i bits = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
    const __m128i low = _mm_shuffle_epi8(rows, _mm_and_si128(bytes, _mm_set1_epi8(0x0f)));
    const __m128i bit = _mm_shuffle_epi8(bits, _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(0x07)));
    return _mm_cmpeq_epi8(_mm_and_si128(low, bit), bit);
  }

 private:
  alignas(16) std::array<std::uint8_t, 16> rows_{};  // by low four bits: one bit for each of the high three
};

}  // namespace yaad::geo
