#include "geo/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace yaad::geo {
namespace {

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [c](const Range& r) { return c >= r.first && c <= r.last; });
}

// Overrides, embeddings and isolates: they make text read in another order than it is stored (CVE-2021-42574).
constexpr std::array kBidiControls{Range{0x202A, 0x202E}, Range{0x2066, 0x2069}};

// Invisible signs that join, separate, mark or tag: two texts that look alike would differ.
constexpr std::array kZeroWidth{Range{0x00AD, 0x00AD}, Range{0x061C, 0x061C}, Range{0x180E, 0x180E},
                                Range{0x200B, 0x200F}, Range{0x2060, 0x2065}, Range{0x206A, 0x206F},
                                Range{0xFEFF, 0xFEFF}, Range{0xFFF9, 0xFFFB}, Range{0xE0000, 0xE007F}};

// Letters of the Arabic script (Urdu, Persian, Dari, Pashto) and the marks on them.
constexpr std::array kArabicScript{Range{0x0610, 0x061A}, Range{0x0620, 0x065F}, Range{0x066E, 0x06D3},
                                   Range{0x06D5, 0x06DC}, Range{0x06DF, 0x06E8}, Range{0x06EA, 0x06EF},
                                   Range{0x06FA, 0x06FF}, Range{0x0750, 0x077F}, Range{0x08A0, 0x08FF},
                                   Range{0xFB50, 0xFDCF}, Range{0xFDF0, 0xFDFF}, Range{0xFE70, 0xFEFC}};

// Marks that stack on the letter before them: the general ones and those of the scripts in reach.
constexpr std::array kCombining{
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489},  Range{0x0591, 0x05BD}, Range{0x05BF, 0x05BF}, Range{0x05C1, 0x05C2},
    Range{0x05C4, 0x05C5}, Range{0x0610, 0x061A},  Range{0x064B, 0x065F}, Range{0x0670, 0x0670}, Range{0x06D6, 0x06DC},
    Range{0x06DF, 0x06E4}, Range{0x06E7, 0x06E8},  Range{0x06EA, 0x06ED}, Range{0x0711, 0x0711}, Range{0x0730, 0x074A},
    Range{0x08D3, 0x0903}, Range{0x093A, 0x093C},  Range{0x093E, 0x094F}, Range{0x0E31, 0x0E31}, Range{0x0E34, 0x0E3A},
    Range{0x0E47, 0x0E4E}, Range{0x1AB0, 0x1AFF},  Range{0x1DC0, 0x1DFF}, Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F},
    Range{0xFE20, 0xFE2F}, Range{0xE0100, 0xE01EF}};

constexpr char32_t kZwnj = 0x200C;
constexpr char32_t kZwj = 0x200D;
constexpr char32_t kReplacement = 0xFFFD;

bool is_noncharacter(char32_t c) { return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE; }

std::string named(const char* what, char32_t c) {
  char code[16];
  std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(c));
  return std::string(what) + " (" + code + ")";
}

// Why this code point may not stand in a text, whatever is around it.
const char* refused_alone(char32_t c) {
  if (c == '\n') return nullptr;
  if (c == '\t') return "a tab";
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return "a control character";
  if (in(kBidiControls, c)) return "a sign that turns the direction of text";
  if (is_noncharacter(c)) return "a code point that is no character";
  if (c == kReplacement) return "the sign of a letter lost in conversion";
  if (c != kZwnj && c != kZwj && in(kZeroWidth, c)) return "an invisible sign";
  return nullptr;
}

}  // namespace

CodePoint decode_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  std::size_t length = 0;
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    value = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    value = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    value = lead & 0x07U;
  } else {
    return {};
  }
  if (text.size() - at < length) return {};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return {};
    value = (value << 6) | (byte(at + i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest[length] || surrogate || value > 0x10FFFF) return {};
  return {value, length};
}

void append_utf8(std::string& out, char32_t c) {
  const auto push = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) {
    push(c);
  } else if (c < 0x800) {
    push(0xC0 | (c >> 6));
    push(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    push(0xE0 | (c >> 12));
    push(0x80 | ((c >> 6) & 0x3F));
    push(0x80 | (c & 0x3F));
  } else {
    push(0xF0 | (c >> 18));
    push(0x80 | ((c >> 12) & 0x3F));
    push(0x80 | ((c >> 6) & 0x3F));
    push(0x80 | (c & 0x3F));
  }
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = decode_at(text, at).bytes;
    if (bytes == 0) return at;
    at += bytes;
  }
  return std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string forbidden_sign(std::string_view text) {
  char32_t before = 0;
  int marks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_at(text, at);
    at += c.bytes;
    if (const char* why = refused_alone(c.value)) return named(why, c.value);
    if (c.value == kZwnj || c.value == kZwj) {
      const char32_t after = at < text.size() ? decode_at(text, at).value : U'\0';
      if (!in(kArabicScript, before) || !in(kArabicScript, after)) {
        return named("a joiner that does not stand between letters of the Arabic script", c.value);
      }
    }
    marks = in(kCombining, c.value) ? marks + 1 : 0;
    if (marks > kMaxCombiningMarks) return named("more than 8 marks on one letter", c.value);
    before = c.value;
  }
  return {};
}

std::string quoted(std::string_view text) {
  constexpr int kShown = 60;
  std::string out = "\"";
  int shown = 0;
  for (std::size_t at = 0; at < text.size(); ++shown) {
    const CodePoint c = decode_at(text, at);
    // A cut falls between letters, not between a letter and its marks.
    if (shown >= kShown && (!in(kCombining, c.value) || shown >= kShown + kMaxCombiningMarks)) {
      out += "…";
      break;
    }
    const bool plain = c.bytes != 0 && c.value != '\n' && refused_alone(c.value) == nullptr && !in(kZeroWidth, c.value);
    if (plain) {
      append_utf8(out, c.value);
    } else {
      out += '?';
    }
    at += std::max<std::size_t>(c.bytes, 1);
  }
  return out + '"';
}

}  // namespace yaad::geo
