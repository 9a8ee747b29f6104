#include "geo/day_of_year.hpp"

#include <charconv>

namespace yaad::geo {
namespace {

constexpr int kALeapYear = 2000;
// The longest time without a 29 February is eight years (1896 to 1904).
constexpr int kMostYearsWithout = 8;

std::optional<int> two_digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool digits = text.find_first_not_of("0123456789") == text.npos;
  if (text.size() != 2 || !digits || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::optional<DayOfYear> parse_day_of_year(std::string_view text) {
  if (text.size() != 5 || text[2] != '-') return std::nullopt;
  const auto month = two_digits(text.substr(0, 2)), day = two_digits(text.substr(3));
  if (!month || !day || !exists({kALeapYear, *month, *day})) return std::nullopt;
  return DayOfYear{*month, *day};
}

std::string to_text(const DayOfYear& day) { return two(day.month) + '-' + two(day.day); }

std::optional<DayOfYear> day_of_year(const DateSpan& span) {
  if (!span.is_bounded() || !span.is_one_day()) return std::nullopt;
  const CivilDate date = civil(span.first());
  return DayOfYear{date.month, date.day};
}

bool may_fall_on(const DateSpan& span, const DayOfYear& day) {
  if (!span.is_bounded()) return true;
  const int first = civil(span.first()).year, last = civil(span.last()).year;
  for (int year = first; year <= last && year <= first + kMostYearsWithout; ++year) {
    const CivilDate date{year, day.month, day.day};
    if (exists(date) && DateSpan::day(day_of(date)).within(span)) return true;
  }
  return false;
}

}  // namespace yaad::geo
