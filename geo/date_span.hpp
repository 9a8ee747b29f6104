// Civil days and the span of days on which something may have happened. No clock, no zone, no locale.
//
// A Day is the number of days since 1970-01-01 in the proleptic Gregorian calendar. A DateSpan is inclusive at
// both ends; its open ends are the two sentinels. One rule holds everywhere: a record is in a window when the two
// spans touch (first <= to and last >= from), which is also the rule of OGC API Features section 7.15.4.
#pragma once

#include "geo/result.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace yaad::geo {

using Day = std::int32_t;

inline constexpr Day kBeforeTime = std::numeric_limits<Day>::min();  // an open start
inline constexpr Day kAfterTime = std::numeric_limits<Day>::max();   // an open end

struct CivilDate {
  int year = 1970;
  int month = 1;
  int day = 1;
  friend bool operator==(const CivilDate&, const CivilDate&) = default;
};

Day day_of(const CivilDate& date);  // the date must exist
CivilDate civil(Day day);           // the day must not be a sentinel
bool exists(const CivilDate& date);
int days_in_month(int year, int month);
int iso_weekday(Day day);  // 1 Monday … 7 Sunday

// "2013-02-16"; years of four digits. The sentinels write as "..".
std::string iso(Day day);

class DateSpan {
 public:
  // The span of everything: a record without a date, a window without ends.
  constexpr DateSpan() = default;
  static constexpr DateSpan day(Day d) { return DateSpan(d, d); }
  // first must not be after last: callers that read outside input check that and say so.
  static DateSpan between(Day first, Day last);

  constexpr Day first() const { return first_; }
  constexpr Day last() const { return last_; }
  constexpr bool is_one_day() const { return first_ == last_; }
  constexpr bool is_bounded() const { return first_ != kBeforeTime && last_ != kAfterTime; }
  constexpr bool touches(const DateSpan& window) const { return first_ <= window.last_ && last_ >= window.first_; }
  constexpr bool within(const DateSpan& window) const { return first_ >= window.first_ && last_ <= window.last_; }
  // Number of days; only for a bounded span.
  std::int64_t length() const;
  friend constexpr bool operator==(const DateSpan&, const DateSpan&) = default;

 private:
  constexpr DateSpan(Day first, Day last) : first_(first), last_(last) {}
  Day first_ = kBeforeTime;
  Day last_ = kAfterTime;
};

}  // namespace yaad::geo
