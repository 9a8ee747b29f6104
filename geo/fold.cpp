#include "geo/fold.hpp"

#include "geo/utf8.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

namespace yaad::geo {
namespace {

// NFKD, full case folding, no combining marks, no default-ignorable code points (ZWNJ, ZWJ, soft hyphen).
constexpr auto kDecomposition = static_cast<utf8proc_option_t>(
    UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);

// Letters that one keyboard or language writes where another has its own; decomposition has already made
// أ إ آ ؤ ۀ into their base letters. Retroflex ٹ ڈ ڑ stay: they are other letters, not other spellings.
constexpr std::array<std::pair<char32_t, char32_t>, 14> kVariants{{
    {U'ك', U'ک'},       // Arabic kaf
    {U'\u06AA', U'ک'},  // Sindhi swash kaf
    {U'\u06AB', U'گ'},  // Pashto gaf
    {U'ي', U'ی'},       // Arabic yeh
    {U'ى', U'ی'},       // alef maksura
    {U'\u06D0', U'ی'},  // Pashto e
    {U'\u06CD', U'ی'},  // Pashto yeh with tail
    {U'ے', U'ی'},       // Urdu yeh barree
    {U'ہ', U'ه'},       // Urdu heh goal
    {U'ھ', U'ه'},       // Urdu do-chashmi heh: مچھ is written مچه in Persian
    {U'ة', U'ه'},       // teh marbuta
    {U'\u06D5', U'ه'},  // ae, what ۀ decomposes to
    {U'\u06C3', U'ه'},  // Urdu teh marbuta goal
    {U'\u0671', U'ا'},  // alef wasla
}};

constexpr char32_t kTatweel = 0x0640;

char32_t fold_letter(char32_t c) {
  if (c >= 0x0660 && c <= 0x0669) return U'0' + (c - 0x0660);  // Arabic-Indic digits
  if (c >= 0x06F0 && c <= 0x06F9) return U'0' + (c - 0x06F0);  // and those of Urdu and Persian
  for (const auto& [variant, letter] : kVariants)
    if (variant == c) return letter;
  return c;
}

// Quote-like modifier letters stand for apostrophes in transliterations (Qurʾan), so they part words as those do.
bool is_modifier(utf8proc_category_t category) { return category == UTF8PROC_CATEGORY_LM; }

bool is_word_character(utf8proc_category_t category) {
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO && !is_modifier(category);
}

std::vector<utf8proc_int32_t> decompose(std::string_view utf8) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
  const auto size = static_cast<utf8proc_ssize_t>(utf8.size());
  // Most text keeps its length; decomposition says how much it needs where it grows.
  std::vector<utf8proc_int32_t> points(utf8.size() + 16);
  auto count =
      utf8proc_decompose(bytes, size, points.data(), static_cast<utf8proc_ssize_t>(points.size()), kDecomposition);
  if (count > static_cast<utf8proc_ssize_t>(points.size())) {
    points.resize(static_cast<std::size_t>(count));
    // NOLINTNEXTLINE(readability-suspicious-call-argument)
    count = utf8proc_decompose(bytes, size, points.data(), count, kDecomposition);
  }
  points.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return points;
}

}  // namespace

std::string fold(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  bool gap = false;
  for (const utf8proc_int32_t point : decompose(utf8)) {
    const auto c = fold_letter(static_cast<char32_t>(point));
    if (c == kTatweel) continue;
    if (!is_word_character(utf8proc_category(static_cast<utf8proc_int32_t>(c)))) {
      gap = true;
      continue;
    }
    if (gap && !folded.empty()) folded.push_back(' ');
    gap = false;
    append_utf8(folded, c);
  }
  return folded;
}

std::vector<std::string> fold_words(std::string_view utf8) {
  const std::string folded = fold(utf8);
  std::vector<std::string> words;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace yaad::geo
