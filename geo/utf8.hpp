// UTF-8 as records may hold it: decoding that accepts only what RFC 3629 does, and the signs that no text here needs.
//
// Strict: no overlong forms, no surrogates, nothing past U+10FFFF. What a reader could not see or what would turn the
// text around it (control characters, bidirectional overrides, zero-width signs) is named and refused, not repaired.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace yaad::geo {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  // 0: the bytes at this place are not UTF-8
};

// The code point that begins at `at` (which must be inside the text).
CodePoint decode_at(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t code_point);

// The offset of the first byte that is not part of valid UTF-8.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

// The length of valid UTF-8 as people count it, near enough: in code points.
std::size_t count_code_points(std::string_view text);

// Stacked marks beyond this are a picture, not spelling; the scripts of this dataset need three.
inline constexpr int kMaxCombiningMarks = 8;

// What is wrong with valid UTF-8 text that is to stand in a record, as "a control character (U+0007)"; empty if
// nothing. LF is allowed (a quoted field may have lines); ZWNJ and ZWJ only between letters of the Arabic script.
std::string forbidden_sign(std::string_view text);

// The text in quotes for a message: at most 60 code points (and the marks on the last), on one line, always valid UTF-8.
std::string quoted(std::string_view text);

}  // namespace yaad::geo
