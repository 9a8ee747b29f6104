// A day of the calendar without a year: the day on which something is remembered.
// Of the Gregorian calendar only; 29 February is one, and comes in leap years.
#pragma once

#include "geo/date_span.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace yaad::geo {

struct DayOfYear {
  int month = 1;
  int day = 1;
  friend bool operator==(const DayOfYear&, const DayOfYear&) = default;
  friend bool operator<(const DayOfYear& a, const DayOfYear& b) {
    return a.month != b.month ? a.month < b.month : a.day < b.day;
  }
};

// "01-10"; nothing for other text and for days that no year has.
std::optional<DayOfYear> parse_day_of_year(std::string_view text);
std::string to_text(const DayOfYear& day);

// The day of the year of a date that is known to the day; nothing for any other.
std::optional<DayOfYear> day_of_year(const DateSpan& span);
// True when the span holds this day in any year: it may have happened on it. At most nine years are looked at.
bool may_fall_on(const DateSpan& span, const DayOfYear& day);

}  // namespace yaad::geo
