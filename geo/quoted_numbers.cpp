#include "geo/quoted_numbers.hpp"

#include "geo/utf8.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace yaad::geo {
namespace {

struct Word {
  std::string_view name;
  std::uint64_t value;
};
constexpr std::array<Word, 20> kUnits{{{"zero", 0},     {"one", 1},        {"two", 2},       {"three", 3},
                                       {"four", 4},     {"five", 5},       {"six", 6},       {"seven", 7},
                                       {"eight", 8},    {"nine", 9},       {"ten", 10},      {"eleven", 11},
                                       {"twelve", 12},  {"thirteen", 13},  {"fourteen", 14}, {"fifteen", 15},
                                       {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}}};
constexpr std::array<Word, 9> kTens{{{"twenty", 20},
                                     {"thirty", 30},
                                     {"forty", 40},
                                     {"fourty", 40},
                                     {"fifty", 50},
                                     {"sixty", 60},
                                     {"seventy", 70},
                                     {"eighty", 80},
                                     {"ninety", 90}}};
constexpr std::array<Word, 5> kMultipliers{
    {{"thousand", 1000}, {"lakh", 100'000}, {"lakhs", 100'000}, {"million", 1'000'000}, {"crore", 10'000'000}}};
// One or none without a numeral: "a trader was shot", "both men", "no one was hurt".
constexpr std::array<Word, 10> kPlain{{{"a", 1},
                                       {"an", 1},
                                       {"single", 1},
                                       {"another", 1},
                                       {"lone", 1},
                                       {"couple", 2},
                                       {"both", 2},
                                       {"no", 0},
                                       {"none", 0},
                                       {"nobody", 0}}};

// "the fifth attack this year", as "the 5th": first and second are left out, which mostly count nothing.
constexpr std::array<Word, 10> kOrdinals{{{"third", 3},
                                          {"fourth", 4},
                                          {"fifth", 5},
                                          {"sixth", 6},
                                          {"seventh", 7},
                                          {"eighth", 8},
                                          {"ninth", 9},
                                          {"tenth", 10},
                                          {"eleventh", 11},
                                          {"twelfth", 12}}};

template <std::size_t N>
std::optional<std::uint64_t> find(const std::array<Word, N>& words, std::string_view name) {
  for (const Word& w : words)
    if (w.name == name) return w.value;
  return std::nullopt;
}

// The value of a digit of any script that these quotes are written in; -1 for every other sign.
int digit_of(char32_t c) {
  constexpr std::array<char32_t, 6> zeros{U'0', 0x0660, 0x06F0, 0x0966, 0x09E6, 0xFF10};
  for (const char32_t zero : zeros)
    if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
  return -1;
}

// Puts the words of one phrase together: tens and a unit, hundreds, thousands, dozens.
class Phrase {
 public:
  explicit Phrase(std::vector<std::uint64_t>& out) : out_(out) {}

  void unit(std::uint64_t v, std::uint64_t room) {
    // "twenty" leaves room for 1 to 9, "hundred" for 1 to 99; anything else begins a new number.
    if (!active_ || room_ <= v) flush();
    part_ += v;
    room_ = room;
    active_ = true;
  }
  void hundred() {
    if (!active_ || part_ > 99) flush();
    part_ = std::max<std::uint64_t>(part_, 1) * 100;
    room_ = 100;
    active_ = true;
  }
  void times(std::uint64_t factor) {
    whole_ += std::max<std::uint64_t>(part_, 1) * factor;
    part_ = 0;
    room_ = factor;
    active_ = true;
  }
  void dozen() {
    part_ = std::max<std::uint64_t>(part_, 1) * 12;
    active_ = true;
    room_ = 0;
  }
  // After "hundred" the phrase may go on; it may also have ended.
  void joined() {
    if (room_ >= 100) {
      out_.push_back(whole_ + part_);
    } else {
      flush();
    }
  }
  void flush() {
    if (active_) out_.push_back(whole_ + part_);
    active_ = false;
    whole_ = part_ = room_ = 0;
  }
  // A numeral in digits: "4 lakh" goes on after it.
  void digits(std::uint64_t v) {
    flush();
    part_ = v;
    active_ = true;
    room_ = 0;
  }

 private:
  std::vector<std::uint64_t>& out_;
  std::uint64_t whole_ = 0, part_ = 0, room_ = 0;
  bool active_ = false;
};

void take_word(std::string_view word, Phrase& phrase, std::vector<std::uint64_t>& out) {
  if (const auto v = find(kUnits, word)) return phrase.unit(*v, 0);
  if (const auto v = find(kTens, word)) return phrase.unit(*v, 10);
  if (const auto v = find(kMultipliers, word)) return phrase.times(*v);
  if (word == "hundred") return phrase.hundred();
  if (word == "dozen") return phrase.dozen();
  if (word == "and") return phrase.joined();
  phrase.flush();
  if (const auto v = find(kPlain, word)) out.push_back(*v);
  if (const auto v = find(kOrdinals, word)) out.push_back(*v);
}

// Groups of digits between commas or points: one number where they are thousands (1,400) or lakhs (5,00,000).
void take_groups(const std::vector<std::string>& groups, char separator, Phrase& phrase) {
  const auto value = [](const std::string& digits) { return digits.size() > 15 ? 0 : std::stoull(digits); };
  bool thousands = groups.size() > 1 && groups[0].size() <= 3 && groups.back().size() == 3;
  for (std::size_t i = 1; thousands && i + 1 < groups.size(); ++i)
    thousands = groups[i].size() == 3 || (separator == ',' && groups[i].size() == 2);
  if (thousands) {
    std::string joined;
    for (const std::string& g : groups) joined += g;
    return phrase.digits(value(joined));
  }
  for (const std::string& g : groups) phrase.digits(value(g));
}

}  // namespace

std::vector<std::uint64_t> numbers_in(std::string_view text) {
  std::vector<std::uint64_t> out;
  Phrase phrase(out);
  const auto at_code = [&](std::size_t i) { return i < text.size() ? decode_at(text, i) : CodePoint{0, 1}; };
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = at_code(i);
    if (digit_of(c.value) >= 0) {
      std::vector<std::string> groups(1);
      char separator = 0;
      while (true) {
        const CodePoint d = at_code(i);
        if (const int digit = digit_of(d.value); digit >= 0) {
          groups.back() += static_cast<char>('0' + digit);
        } else if ((d.value == ',' || d.value == '.' || d.value == 0x66C) &&
                   digit_of(at_code(i + d.bytes).value) >= 0) {
          separator = d.value == '.' ? '.' : ',';
          groups.emplace_back();
        } else {
          break;
        }
        i += d.bytes;
      }
      take_groups(groups, separator, phrase);
      continue;
    }
    std::string word;
    for (CodePoint w = c; i < text.size(); w = at_code(i)) {
      const char32_t lower = w.value >= 'A' && w.value <= 'Z' ? w.value + 32 : w.value;
      if (lower < 'a' || lower > 'z') break;
      word += static_cast<char>(lower);
      i += w.bytes;
    }
    if (!word.empty()) {
      take_word(word, phrase, out);
      continue;
    }
    // Spaces and hyphens hold a phrase together; other signs end it.
    if (c.value != ' ' && c.value != '-' && c.value != 0xA0) phrase.flush();
    i += std::max<std::size_t>(c.bytes, 1);
  }
  phrase.flush();
  return out;
}

}  // namespace yaad::geo
