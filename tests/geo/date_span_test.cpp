#include "geo/date_span.hpp"
#include "geo/precision.hpp"
#include "geo/tally.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using namespace yaad::test;

TEST_CASE("A day and its civil date are each other's inverse over two thousand years") {
  Day expected = day(1, 1, 1);
  for (int year = 1; year <= 2100; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int d = 1; d <= days_in_month(year, month); ++d, ++expected) {
        if (day_of({year, month, d}) != expected) FAIL(year << '-' << month << '-' << d);
        if (!(civil(expected) == CivilDate{year, month, d})) FAIL(expected);
      }
  REQUIRE(day(1970, 1, 1) == 0);
}

TEST_CASE("H2: 30 February, 31 April, month 13 and 29 February of a common year do not exist") {
  for (const CivilDate& d :
       {CivilDate{2010, 2, 30}, CivilDate{2011, 4, 31}, CivilDate{2011, 13, 1}, CivilDate{1900, 2, 29},
        CivilDate{2011, 0, 1}, CivilDate{2011, 1, 0}, CivilDate{2011, 1, 32}, CivilDate{2011, -1, 1}})
    REQUIRE_FALSE(exists(d));
  REQUIRE(exists({2000, 2, 29}));
  REQUIRE(exists({2012, 2, 29}));
}

TEST_CASE("Weekdays are right: Machh was a Sunday, Hazara Town a Saturday") {
  REQUIRE(iso_weekday(day(2021, 1, 3)) == 7);
  REQUIRE(iso_weekday(day(2013, 2, 16)) == 6);
  REQUIRE(iso_weekday(day(1970, 1, 1)) == 4);
  REQUIRE(iso_weekday(day(1969, 12, 29)) == 1);
}

TEST_CASE("Two spans touch when they share a day, ends included, and open ends reach for ever") {
  const DateSpan feb = DateSpan::between(day(2013, 2, 1), day(2013, 2, 28));
  REQUIRE(feb.touches(DateSpan::day(day(2013, 2, 1))));
  REQUIRE(feb.touches(DateSpan::day(day(2013, 2, 28))));
  REQUIRE_FALSE(feb.touches(DateSpan::day(day(2013, 1, 31))));
  REQUIRE_FALSE(feb.touches(DateSpan::day(day(2013, 3, 1))));
  REQUIRE(feb.touches(DateSpan()));
  REQUIRE(DateSpan().touches(feb));
  REQUIRE(DateSpan::between(kBeforeTime, day(2013, 2, 1)).touches(feb));
  REQUIRE_FALSE(DateSpan::between(kBeforeTime, day(2013, 1, 31)).touches(feb));
  REQUIRE(iso(kBeforeTime) == "..");
  REQUIRE(iso(day(2013, 2, 1)) == "2013-02-01");
}

TEST_CASE("Date precision follows the length of the span: 1, 2 to 6, 7, 8 to 31, more or open") {
  const auto of = [](int days) { return date_precision(DateSpan::between(0, days - 1)); };
  REQUIRE(of(1) == DatePrecision::day);
  REQUIRE(of(2) == DatePrecision::days);
  REQUIRE(of(6) == DatePrecision::days);
  REQUIRE(of(7) == DatePrecision::week);
  REQUIRE(of(8) == DatePrecision::month);
  REQUIRE(of(31) == DatePrecision::month);
  REQUIRE(of(32) == DatePrecision::longer);
  REQUIRE(date_precision({}) == DatePrecision::longer);
  REQUIRE(date_precision(DateSpan::between(kBeforeTime, 0)) == DatePrecision::longer);
}

TEST_CASE("The toll rule: best counts, else low; bounds fall back; none of the three is no figure") {
  using F = Figure;
  REQUIRE(F{1, 2, 3}.counted() == 2U);
  REQUIRE(F{1, {}, 3}.counted() == 1U);
  REQUIRE(F{1, {}, 3}.at_least());
  REQUIRE_FALSE(F{1, 2, 3}.at_least());
  REQUIRE(F{{}, 2, {}}.lower() == 2U);
  REQUIRE(F{{}, 2, {}}.upper() == 2U);
  REQUIRE(F{1, {}, {}}.upper() == 1U);
  REQUIRE_FALSE(F{{}, {}, 3}.counted());
  REQUIRE_FALSE(F{{}, {}, 3}.none());
  REQUIRE(F{}.none());
}

TEST_CASE("Sums of tolls at the top of 32 bits neither wrap nor round") {
  Incident i = incident("huge", {}, at(0, 0));
  i.killed.best = 0xFFFFFFFFU;
  Tally sum;
  for (int n = 0; n < 1000; ++n) sum.add(tally_of(i));
  REQUIRE(sum.killed == 4294967295000ULL);
  REQUIRE(sum.killed_high == 4294967295000ULL);
}
