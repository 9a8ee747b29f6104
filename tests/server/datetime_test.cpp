#include "server/filter_params.hpp"

#include <catch2/catch.hpp>

using namespace yaad;
using server::parse_datetime;

namespace {

std::string span_of(const char* text) {
  const auto span = parse_datetime(text);
  if (!span)
    return span.error().code == geo::Errc::bad_parameter && span.error().parameter == "datetime" ? "refused" : "?";
  return geo::iso(span->first()) + " " + geo::iso(span->last());
}

}  // namespace

TEST_CASE("datetime: years, months, days, intervals and durations become spans of days") {
  const std::pair<const char*, const char*> table[] = {
      {"2013", "2013-01-01 2013-12-31"},
      {"2013-02", "2013-02-01 2013-02-28"},
      {"2012-02", "2012-02-01 2012-02-29"},
      {"2013-02-16", "2013-02-16 2013-02-16"},
      {"2013/2014", "2013-01-01 2014-12-31"},
      {"2013-01/2013-02", "2013-01-01 2013-02-28"},
      {"2013-02-16/2013-02-16", "2013-02-16 2013-02-16"},
      {"../2013-02", ".. 2013-02-28"},
      {"/2013-02", ".. 2013-02-28"},
      {"2013-02/..", "2013-02-01 .."},
      {"2013-02/", "2013-02-01 .."},
      {"../..", ".. .."},
      {"..", ".. .."},
      {"2013-02-16/P2D", "2013-02-16 2013-02-17"},
      {"2013-02-16/P1W", "2013-02-16 2013-02-22"},
      {"2013-02/P1M", "2013-02-01 2013-02-28"},
      {"2012-02-29/P1Y", "2012-02-29 2013-02-27"},
      {"2013-12/P2M", "2013-12-01 2014-01-31"},
      {"0001", "0001-01-01 0001-12-31"},
  };
  for (const auto& [text, expected] : table) {
    INFO(text);
    CHECK(span_of(text) == expected);
  }
}

TEST_CASE("E3: an instant counts by the date it is written with, whatever its zone") {
  for (const char* text :
       {"2013-02-16T", "2013-02-16T00:00:00Z", "2013-02-16T23:59:59Z", "2013-02-16t12:00:00z", "2013-02-16T12:00:00.5Z",
        "2013-02-16T23:30:00+05:00", "2013-02-16T23:30:00 05:00", "2013-02-16T00:30:00-08:00", "2013-02-16T12:00:00"}) {
    INFO(text);
    CHECK(span_of(text) == "2013-02-16 2013-02-16");
  }
  CHECK(span_of("2013-02-16T00:00:00Z/2013-02-17T00:00:00Z") == "2013-02-16 2013-02-17");
}

TEST_CASE("E2: a leap second is a second; days and times that are not are refused") {
  CHECK(span_of("2016-12-31T23:59:60Z") == "2016-12-31 2016-12-31");
  for (const char* text :
       {"2024-02-30", "2023-02-29", "0000-00-00", "0000", "2013-13", "2013-00", "2013-01-32", "99999-01-01", "-0001",
        "2013-02-16T24:00:00Z", "2013-02-16T12:60:00Z", "2013-02-16T12:00:61Z", "2013-02-16T12:00", "2013-02T00:00:00Z",
        "2013T", "2013-02-16T12:00:00+5", "2013-02-16T12:00:00.Z", "2013-02-16T12:00:00+25:00"}) {
    INFO(text);
    CHECK(span_of(text) == "refused");
  }
}

TEST_CASE("E1: a reversed interval is refused, and so is what is no date at all") {
  for (const char* text : {"2014/2013",
                           "2013-02-17/2013-02-16",
                           "",
                           "now",
                           "16-02-2013",
                           "2013-2-16",
                           "20130216",
                           "2013/2014/2015",
                           "2013-02-16 ",
                           " 2013",
                           "...",
                           "../P2D",
                           "2013/P0D",
                           "2013/P",
                           "2013/PT5H",
                           "2013/P1Y2M",
                           "2013/P-1D",
                           "2013/P9999999D",
                           "9999-12-31/P1D1",
                           "9999-12-31/P2D",
                           "2013~",
                           "201X"}) {
    INFO(text);
    CHECK(span_of(text) == "refused");
  }
}

TEST_CASE("E4: an injection in a date is refused") {
  for (const char* text : {"2013' or '1'='1", "2013;DROP TABLE", "2013--", "2013\"", "2013)"})
    CHECK(span_of(text) == "refused");
}
