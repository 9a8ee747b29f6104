// Text of other producers on its way into a data folder: one encoding, no signs that nobody sees, one line, ids.
// Never changes what a reader could read; how many signs were taken away is said.
#pragma once

#include "geo/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace yaad::geo {

enum class Encoding : std::uint8_t { detect, utf8, windows_1252 };

struct CleanText {
  std::string text;                // UTF-8, but for bytes that cannot be read: the rows that hold them are refused
  bool was_windows_1252 = false;   // as declared or found: Latin-1 is part of it
  std::size_t signs_replaced = 0;  // control, bidirectional and invisible signs, each by a space; a NUL stays
};

// Detected as Windows-1252 is what holds more bytes that are no UTF-8 than letters that are. 2 ns a byte.
CleanText clean_text(std::string bytes, Encoding declared);

// Runs of white space as one space, none at the ends; cut with "…" after so many code points.
std::string one_line(std::string_view text, std::size_t max_code_points);

// FNV-1a: ids must be the same on every machine and in every version.
std::uint64_t stable_hash(std::string_view text);
std::string hex(std::uint64_t value, std::size_t digits);

// "Lashkar-e-Jhangvi" as "lashkar-e-jhangvi": the letters and digits of ASCII that remain after folding, at most so
// many; blank where there are none.
std::string id_part(std::string_view text, std::size_t max_length);

}  // namespace yaad::geo
