// The `datetime` parameter (OGC API Features section 7.15.4), in civil days.
#include "server/filter_params.hpp"

#include <algorithm>
#include <charconv>

namespace yaad::server {
namespace {

using geo::DateSpan;
using geo::Day;
using geo::Result;

constexpr std::string_view kForms = "write 2013, 2013-02, 2013-02-16, two of these as a/b, ../b or a/.., or a/P2D";

geo::Error bad(std::string detail) { return bad_parameter("datetime", std::move(detail) + "; " + std::string(kForms)); }

bool digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

int number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// "12:30:00", "12:30:60Z", "00:00:00.5+05:00" and a blank (GDAL 3.6 sends a bare trailing T). An instant's zone is not
// applied: dates here are local civil days, and the date as written is the day that is meant. A "+" may come as a space.
bool valid_time(std::string_view t) {
  if (t.empty()) return true;
  if (t.size() < 8 || !digits(t.substr(0, 2)) || t[2] != ':' || !digits(t.substr(3, 2)) || t[5] != ':' ||
      !digits(t.substr(6, 2)))
    return false;
  // Second 60 is a leap second (RFC 3339 section 5.7).
  if (number(t.substr(0, 2)) > 23 || number(t.substr(3, 2)) > 59 || number(t.substr(6, 2)) > 60) return false;
  t.remove_prefix(8);
  if (!t.empty() && t[0] == '.') {
    const auto end = t.find_first_not_of("0123456789", 1);
    if (end == 1 || t.size() == 1) return false;
    t.remove_prefix(end == t.npos ? t.size() : end);
  }
  if (t.empty() || t == "Z" || t == "z") return true;
  if (t.size() != 6 || (t[0] != '+' && t[0] != '-' && t[0] != ' ') || t[3] != ':' || !digits(t.substr(1, 2)) ||
      !digits(t.substr(4, 2)))
    return false;
  return number(t.substr(1, 2)) <= 23 && number(t.substr(4, 2)) <= 59;
}

// A year, a month, a day or an instant: years of four digits.
Result<DateSpan> parse_point(std::string_view text) {
  const auto t = text.find_first_of("Tt");
  const std::string_view date = text.substr(0, t);
  const bool shape = (date.size() == 4 || (date.size() == 7 && date[4] == '-') ||
                      (date.size() == 10 && date[4] == '-' && date[7] == '-')) &&
                     digits(date.substr(0, 4)) && (date.size() < 7 || digits(date.substr(5, 2))) &&
                     (date.size() < 10 || digits(date.substr(8, 2)));
  if (!shape) return bad("this is not a date");
  if (t != text.npos && (date.size() != 10 || !valid_time(text.substr(t + 1)))) return bad("this is not an instant");
  const int year = number(date.substr(0, 4));
  const int month = date.size() >= 7 ? number(date.substr(5, 2)) : 1;
  const int day = date.size() == 10 ? number(date.substr(8, 2)) : 1;
  if (year < 1 || !geo::exists({year, month, day})) return bad("there is no such day");
  const Day first = geo::day_of({year, month, day});
  if (date.size() == 10) return DateSpan::day(first);
  const int last_month = date.size() == 7 ? month : 12;
  return DateSpan::between(first, geo::day_of({year, last_month, geo::days_in_month(year, last_month)}));
}

// "P2D", "P1M", "P1Y", "P2W": as many days as the calendar has from that day; 0 when it cannot be read.
Day end_of_duration(Day first, std::string_view text) {
  constexpr int kMostYears = 1000;
  if (text.size() < 3 || text.size() > 7 || text[0] != 'P' || !digits(text.substr(1, text.size() - 2)))
    return geo::kBeforeTime;
  const int n = number(text.substr(1, text.size() - 2));
  const char unit = text.back();
  if (n < 1 || n > kMostYears * 366) return geo::kBeforeTime;
  if (unit == 'D') return first + n - 1;
  if (unit == 'W' && n <= kMostYears * 53) return first + n * 7 - 1;
  if ((unit != 'M' && unit != 'Y') || n > kMostYears * (unit == 'M' ? 12 : 1)) return geo::kBeforeTime;
  geo::CivilDate d = geo::civil(first);
  const int months = d.year * 12 + d.month - 1 + (unit == 'M' ? n : n * 12);
  d.year = months / 12;
  d.month = months % 12 + 1;
  d.day = std::min(d.day, geo::days_in_month(d.year, d.month));
  return geo::day_of(d) - 1;
}

}  // namespace

Result<DateSpan> parse_datetime(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == text.npos) {
    if (text == "..") return DateSpan();
    return parse_point(text);
  }
  const std::string_view left = text.substr(0, slash), right = text.substr(slash + 1);
  if (right.find('/') != right.npos) return bad("an interval has one slash");
  Day first = geo::kBeforeTime, last = geo::kAfterTime;
  if (!left.empty() && left != "..") {
    auto start = parse_point(left);
    if (!start) return start;
    first = start->first();
  }
  if (!right.empty() && right[0] == 'P') {
    if (first == geo::kBeforeTime) return bad("a duration needs a start");
    last = end_of_duration(first, right);
    if (last == geo::kBeforeTime || last > geo::day_of({9999, 12, 31}))
      return bad("this is not a duration of whole days, weeks, months or years");
  } else if (!right.empty() && right != "..") {
    auto end = parse_point(right);
    if (!end) return end;
    last = end->last();
  }
  if (first > last) return bad("the interval is reversed");
  return DateSpan::between(first, last);
}

}  // namespace yaad::server
