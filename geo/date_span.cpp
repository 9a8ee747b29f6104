#include "geo/date_span.hpp"

#include <cassert>
#include <chrono>
#include <cstdio>

namespace yaad::geo {
namespace {

std::chrono::year_month_day to_chrono(const CivilDate& d) {
  return std::chrono::year{d.year} / std::chrono::month{static_cast<unsigned>(d.month)} /
         std::chrono::day{static_cast<unsigned>(d.day)};
}

}  // namespace

bool exists(const CivilDate& date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31 && to_chrono(date).ok();
}

Day day_of(const CivilDate& date) {
  assert(exists(date));
  return static_cast<Day>(std::chrono::sys_days{to_chrono(date)}.time_since_epoch().count());
}

CivilDate civil(Day day) {
  assert(day != kBeforeTime && day != kAfterTime);
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{day}}};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

int days_in_month(int year, int month) {
  const auto last = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day{last}.day()));
}

int iso_weekday(Day day) {
  return static_cast<int>(std::chrono::weekday{std::chrono::sys_days{std::chrono::days{day}}}.iso_encoding());
}

std::string iso(Day day) {
  if (day == kBeforeTime || day == kAfterTime) return "..";
  const CivilDate d = civil(day);
  std::string text = "0000-00-00";  // digit by digit: tiles hold hundreds of dates
  const auto put_two = [&text](std::size_t at, int number) {
    text[at] = static_cast<char>('0' + number / 10);
    text[at + 1] = static_cast<char>('0' + number % 10);
  };
  put_two(8, d.day);
  put_two(5, d.month);
  if (d.year < 0 || d.year > 9999) return std::to_string(d.year) + text.substr(4);
  put_two(0, d.year / 100);
  put_two(2, d.year % 100);
  return text;
}

DateSpan DateSpan::between(Day first, Day last) {
  assert(first <= last);
  return {first, last};
}

std::int64_t DateSpan::length() const {
  assert(is_bounded());
  return std::int64_t{last_} - first_ + 1;
}

}  // namespace yaad::geo
