#include "geo/edtf_hints.hpp"

#include "geo/date_span.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <vector>

namespace yaad::geo {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool all_digits(std::string_view t) { return !t.empty() && std::all_of(t.begin(), t.end(), is_digit); }

int number(std::string_view digits) {
  int value = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string date_text(int year, int month, int day) {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}

// 1 … 12 for "Feb", "february", "Sept"; 0 otherwise.
int month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
  const std::string w = lower(word);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (w.size() >= 3 && names[i].substr(0, w.size()) == w) return static_cast<int>(i) + 1;
  return 0;
}

// Runs of digits and of letters; everything else separates.
std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < text.size();) {
    const auto kind = is_digit(text[i]) ? is_digit : is_letter;
    std::size_t end = i;
    while (end < text.size() && kind(text[end])) ++end;
    if (end > i) out.push_back(text.substr(i, end - i));
    i = std::max(end, i + 1);
  }
  return out;
}

int full_year(std::string_view digits) {
  const int y = number(digits);
  if (digits.size() > 2) return y;
  return y < 70 ? 2000 + y : 1900 + y;
}

// 16/02/2013, 5/6/10, 16.02.2013, 16-02-2013: three numbers, the year last.
std::string day_month_year(const std::vector<std::string_view>& p) {
  if (p.size() != 3 || !all_digits(p[0]) || !all_digits(p[1]) || !all_digits(p[2])) return {};
  if (p[0].size() > 2 || p[1].size() > 2 || p[2].size() > 4) return {};
  const int year = full_year(p[2]), a = number(p[0]), b = number(p[1]);
  const bool day_first = exists({year, b, a}), month_first = exists({year, a, b});
  const std::string shown = "is how a spreadsheet shows a day ";
  if (day_first && month_first && a != b) {
    return shown + "and does not say which number is the month (write " + date_text(year, b, a) + " or " +
           date_text(year, a, b) + ", whichever the source says)";
  }
  if (day_first) return shown + "(write " + date_text(year, b, a) + ")";
  if (month_first) return shown + "(write " + date_text(year, a, b) + ")";
  return "is no day of the calendar, and is not written year first (write it as 2013-02-16)";
}

// Feb-13, May 28, 28 May 2010, February 16, 2013.
std::string with_month_in_words(const std::vector<std::string_view>& p) {
  const auto word = std::find_if(p.begin(), p.end(), [](std::string_view w) { return month_of(w) != 0; });
  if (word == p.end() || p.size() > 4) return {};
  const int month = month_of(*word);
  std::vector<std::string_view> numbers;
  std::copy_if(p.begin(), p.end(), std::back_inserter(numbers), all_digits);
  char text[32];
  if (numbers.size() == 1 && numbers[0].size() == 4) {
    std::snprintf(text, sizeof text, "%04d-%02d", number(numbers[0]), month);
    return std::string("has its month in words (write ") + text + ")";
  }
  if (numbers.size() == 1) {
    return "is how a spreadsheet shows a date, and hides whether the number is the day or the year "
           "(write it as 2013-02 or 2013-02-16)";
  }
  if (numbers.size() == 2) {
    const bool year_first = numbers[0].size() == 4;
    const int year = full_year(numbers[year_first ? 0 : 1]), day = number(numbers[year_first ? 1 : 0]);
    if (exists({year, month, day})) return "has its month in words (write " + date_text(year, month, day) + ")";
  }
  return "has its month in words (write it as 2013-02-16)";
}

// 2013-2-16, 2013/02/16, 2013.02.16, 20130216.
std::string year_first(std::string_view text, const std::vector<std::string_view>& p) {
  if (p.size() == 3 && std::all_of(p.begin(), p.end(), all_digits) && p[0].size() == 4 && p[1].size() <= 2 &&
      p[2].size() <= 2) {
    if (exists({number(p[0]), number(p[1]), number(p[2])})) {
      return "is not written as EDTF (write " + date_text(number(p[0]), number(p[1]), number(p[2])) + ")";
    }
  }
  if (all_digits(text) && text.size() == 8 &&
      exists({number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6))})) {
    return "is not written as EDTF (write " +
           date_text(number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6))) + ")";
  }
  return {};
}

// 41321: days since 1899-12-30, which is how spreadsheets store a day. The range is 1927 to 2064.
std::string serial(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  if (whole.size() != 5 || !all_digits(whole) || !(whole.size() == text.size() || all_digits(text.substr(6))))
    return {};
  constexpr Day kSpreadsheetEpoch = -25569;
  const int days = number(whole);
  if (days < 10000 || days > 60000) return {};
  return "is a spreadsheet's day number (write " + iso(kSpreadsheetEpoch + days) +
         ", and give the column the format Text)";
}

std::string other_level(std::string_view text) {
  const auto has = [text](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (text[0] == 'Y' && text.size() > 1 && (is_digit(text[1]) || text[1] == '-')) {
    return "is a year of more than four digits, which is not read (years are 0001 to 9999)";
  }
  const std::size_t e = text.find_first_of("Ee");
  if (e != std::string_view::npos && e > 0 && all_digits(text.substr(0, e)) && all_digits(text.substr(e + 1))) {
    return "is a year with an exponent, which is not read (write the year in four digits)";
  }
  const std::size_t s = text.find('S');
  if (s != std::string_view::npos && s > 0 && all_digits(text.substr(0, s)) && all_digits(text.substr(s + 1))) {
    return "is a year with significant digits, which is not read (write 195X for a decade, 19XX for a century)";
  }
  if (text[0] == '-' && text.size() > 1 && is_digit(text[1])) return "is a year before year 1, which is not read";
  if (text[0] == '+') return "begins with a sign (write the year in four digits)";
  const std::size_t t = text.find_first_of("Tt ");
  if (t != std::string_view::npos && t >= 8 && is_digit(text[t - 1]) && t + 1 < text.size() && is_digit(text[t + 1])) {
    return "has a clock time, which is not recorded here (write the day alone, as 2013-02-16)";
  }
  if (has(":")) return "has a clock time, which is not recorded here (write the day alone, as 2013-02-16)";
  return {};
}

std::string words_of_older_drafts(std::string_view text) {
  const std::string l = lower(text);
  if (l == "unknown" || l == "n/a" || l == "na" || l == "none" || l == "?" || l == "-" || l == "null") {
    return "is no date (leave the field blank where none is known)";
  }
  if (l.find("open") != std::string::npos) return "is the older form of an open end (write .. as in 2012-03-26/..)";
  if (l.rfind("ca", 0) == 0 || l.rfind("circa", 0) == 0 || l.rfind("c.", 0) == 0 || l.rfind("about", 0) == 0 ||
      l.rfind("around", 0) == 0) {
    return "has a word for about (write ~ at the end, as in 2013-02~)";
  }
  const auto masked = [](char c) {
    return is_digit(c) || c == '-' || c == 'x' || c == 'u' || c == '?' || c == '~' || c == '%' || c == '/';
  };
  if (text.find_first_of("xu") != std::string_view::npos && std::all_of(text.begin(), text.end(), masked)) {
    return "has digits left open in the older form (write X in capitals, as in 201X or 2013-02-XX)";
  }
  return {};
}

}  // namespace

std::string edtf_hint(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    return "has signs outside ASCII (write the digits 0-9 and the hyphen -, in the Gregorian calendar)";
  }
  if (text.front() == ' ' || text.back() == ' ') return "has a space at an end (take it away)";
  for (auto* known : {other_level, words_of_older_drafts, serial}) {
    if (std::string hint = known(text); !hint.empty()) return hint;
  }
  const auto p = pieces(text);
  if (std::string hint = year_first(text, p); !hint.empty()) return hint;
  if (std::string hint = day_month_year(p); !hint.empty()) return hint;
  if (std::string hint = with_month_in_words(p); !hint.empty()) return hint;
  if (p.size() == 2 && all_digits(p[0]) && all_digits(p[1]) && p[0].size() <= 2 && p[1].size() == 4) {
    return "has the year last (write the year first, as 2013-02)";
  }
  if (p.size() == 2 && all_digits(p[0]) && all_digits(p[1]) && p[0].size() == 4 && p[1].size() == 4) {
    return "is not how a span of years is written (write " + std::string(p[0]) + '/' + std::string(p[1]) + ')';
  }
  return "is not EDTF (write 2013-02-16, 2013-02, 2013, 2011-09/2011-10 or 2013-02-16?)";
}

}  // namespace yaad::geo
