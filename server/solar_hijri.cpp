#include "server/solar_hijri.hpp"

namespace yaad::server {
namespace {

constexpr int kEpoch = -492268;  // day 0 of year 1, counted from 1 January 1970
constexpr int kYear = 365, kLongMonth = 31, kLongMonths = 6, kShortMonth = 30;

int divided(int a, int b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

// Eight leap years in 33.
int new_year(int year) { return kEpoch + kYear * (year - 1) + divided(8 * year + 21, 33); }

}  // namespace

SolarDate solar_date(geo::Day day) {
  const int number = static_cast<int>(day);
  int year = 1 + divided(33 * (number - kEpoch), 33 * kYear + 8);
  while (new_year(year) > number) --year;
  while (new_year(year + 1) <= number) ++year;
  const int of_year = number - new_year(year);
  constexpr int kLong = kLongMonth * kLongMonths;
  if (of_year < kLong) return {year, of_year / kLongMonth + 1, of_year % kLongMonth + 1};
  return {year, kLongMonths + (of_year - kLong) / kShortMonth + 1, (of_year - kLong) % kShortMonth + 1};
}

}  // namespace yaad::server
