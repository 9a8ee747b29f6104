#include "geo/import_text.hpp"

#include "geo/fold.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace yaad::geo {
namespace {

// 0x80 to 0x9F; the five that stand for nothing stay control characters, which no row may hold.
constexpr std::array<char32_t, 32> kWindows1252{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool looks_like_windows_1252(std::string_view bytes) {
  std::size_t letters = 0, others = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (is_ascii(bytes[at])) {
      ++at;
      continue;
    }
    const CodePoint c = decode_at(bytes, at);
    ++(c.bytes == 0 ? others : letters);
    at += c.bytes == 0 ? 1 : c.bytes;
  }
  return others > letters;
}

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 16);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) text += c;
    else append_utf8(text, byte < 0xA0 ? kWindows1252[byte - 0x80U] : char32_t{byte});
  }
  return text;
}

// A sign that a row may not hold and a reader would not miss. CR stays where it ends a line; NUL stays and is refused.
bool is_unwanted_ascii(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c >= 0x20 && c != 0x7F) return false;
  if (c == '\r') return at + 1 < text.size() && text[at + 1] != '\n';
  return c != '\n' && c != '\0';
}

// A joiner is judged with its neighbours, any other sign alone.
bool is_unwanted(std::string_view text, std::size_t at, const CodePoint& c) {
  constexpr char32_t kZwnj = 0x200C, kZwj = 0x200D;
  if (c.value != kZwnj && c.value != kZwj) return !forbidden_sign(text.substr(at, c.bytes)).empty();
  std::size_t begin = at;
  while (begin > 0 && at - begin < 4 && !decode_at(text, --begin).bytes) {
  }
  const std::size_t next = at + c.bytes;
  const std::size_t after = next < text.size() ? decode_at(text, next).bytes : 0;
  return !forbidden_sign(text.substr(begin, next + after - begin)).empty();
}

}  // namespace

CleanText clean_text(std::string bytes, Encoding declared) {
  CleanText clean;
  clean.was_windows_1252 =
      declared == Encoding::windows_1252 || (declared == Encoding::detect && looks_like_windows_1252(bytes));
  clean.text = clean.was_windows_1252 ? from_windows_1252(bytes) : std::move(bytes);
  // A byte order mark is an invisible sign too, and means nothing here.
  const std::string_view text = std::string_view(clean.text).substr(clean.text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    // Nearly every sign of nearly every file needs no look of its own.
    std::size_t plain = at;
    while (plain < text.size() && (static_cast<unsigned char>(text[plain]) - 0x20U < 0x5FU || text[plain] == '\n'))
      ++plain;
    kept.append(text, at, plain - at);
    at = plain;
    if (at == text.size()) break;
    const CodePoint c = is_ascii(text[at]) ? CodePoint{char32_t(text[at]), 1} : decode_at(text, at);
    const std::size_t size = std::max<std::size_t>(c.bytes, 1);
    const bool unwanted = is_ascii(text[at]) ? is_unwanted_ascii(text, at) : c.bytes != 0 && is_unwanted(text, at, c);
    if (unwanted) kept += ' ';
    else kept.append(text, at, size);
    // A tab is white space as people type it, and nothing is lost with it.
    if (unwanted && text[at] != '\t') ++clean.signs_replaced;
    at += size;
  }
  clean.text = std::move(kept);
  return clean;
}

std::string one_line(std::string_view text, std::size_t max_code_points) {
  std::string line;
  std::size_t count = 0;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      space = !line.empty();
      ++at;
      continue;
    }
    const std::size_t size = std::max<std::size_t>(decode_at(text, at).bytes, 1);
    if (count + (space ? 1 : 0) + 1 >= max_code_points && at + size < text.size()) return line + "…";
    if (space) {
      line += ' ';
      ++count;
    }
    space = false;
    line.append(text, at, size);
    ++count;
    at += size;
  }
  return line;
}

std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3;
  }
  return hash;
}

std::string hex(std::uint64_t value, std::size_t digits) {
  std::string text(digits, '0');
  for (std::size_t i = digits; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

std::string id_part(std::string_view text, std::size_t max_length) {
  std::string part;
  for (const char c : fold(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) part += c;
    else if (c == ' ' && !part.empty() && part.back() != '-') part += '-';
  }
  part.resize(std::min(part.size(), max_length));
  while (!part.empty() && part.back() == '-') part.pop_back();
  return part;
}

}  // namespace yaad::geo
