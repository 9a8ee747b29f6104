// Days of remembrance: what fell on a day of the year, and what may have.
#include "geo/day_of_year.hpp"

#include "geo/edtf.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;

namespace {
DateSpan span_of(const char* edtf) { return parse_edtf(edtf).value().span; }
}  // namespace

TEST_CASE("a day of the year is two digits, a hyphen, two digits, and exists in some year") {
  CHECK(parse_day_of_year("01-10") == DayOfYear{1, 10});
  CHECK(parse_day_of_year("02-29") == DayOfYear{2, 29});
  for (const char* bad : {"", "1-10", "01-1", "0110", "13-01", "00-10", "01-00", "02-30", "04-31", "01-32", "+1-10",
                          "-1-10", "01-10 ", "2013-01-10", "01/10", "0a-10", "١٢-٠١"}) {
    INFO(bad);
    CHECK_FALSE(parse_day_of_year(bad));
  }
  CHECK(to_text({1, 10}) == "01-10");
  CHECK(to_text({12, 3}) == "12-03");
}

TEST_CASE("only a date that is known to the day falls on a day of the year") {
  CHECK(day_of_year(span_of("2013-01-10")) == DayOfYear{1, 10});
  for (const char* other : {"2013-01", "2013", "2013-01-10/2013-01-11", "", "../2012", "2012-03-26/.."})
    CHECK_FALSE(day_of_year(span_of(other)));
}

TEST_CASE("a less exact date may fall on each day that its span holds") {
  CHECK(may_fall_on(span_of("2013-01"), {1, 10}));
  CHECK_FALSE(may_fall_on(span_of("2013-01"), {2, 1}));
  CHECK(may_fall_on(span_of("2011-12-30/2012-01-02"), {1, 2}));
  CHECK(may_fall_on(span_of("2011-12-30/2012-01-02"), {12, 31}));
  CHECK_FALSE(may_fall_on(span_of("2011-12-30/2012-01-02"), {1, 3}));
  CHECK(may_fall_on(span_of(""), {7, 1}));
  CHECK(may_fall_on(span_of("../2012"), {7, 1}));
  // A 29 February: in a leap year, never in another, and in any nine years.
  CHECK(may_fall_on(span_of("2012"), {2, 29}));
  CHECK_FALSE(may_fall_on(span_of("2013"), {2, 29}));
  CHECK_FALSE(may_fall_on(span_of("1896-03-01/1904-02-28"), {2, 29}));
  CHECK(may_fall_on(span_of("1896-03-01/1904-02-29"), {2, 29}));
}
