#include "geo/histogram.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using namespace yaad::test;

TEST_CASE("H5: certain over all bins plus unbinned is the number matched, for every step") {
  const Areas none;
  const Dataset data = random_dataset(17, 1500);
  const SpaceTimeIndex index(data, none);
  Random random(4);
  for (int trial = 0; trial < 40; ++trial) {
    const Filter filter = random_filter(random);
    for (const Step step : {Step::day, Step::week, Step::month, Step::year}) {
      const Histogram h = histogram(data, index, filter, step).value();
      Tally sum = h.unbinned;
      for (const Bin& bin : h.bins) sum.add(bin.certain);
      REQUIRE(sum == h.total);
      REQUIRE(h.total == index.total(filter));
    }
  }
}

TEST_CASE("H5: each bin equals a brute force over its records") {
  const Areas none;
  const Dataset data = random_dataset(19, 400);
  const SpaceTimeIndex index(data, none);
  for (const Step step : {Step::week, Step::month, Step::year}) {
    const Histogram h = histogram(data, index, {}, step).value();
    for (const Bin& bin : h.bins) {
      std::uint64_t certain = 0, possible = 0;
      for (const Incident& i : data.incidents) {
        const bool inside = i.span.first() >= bin.span.first() && i.span.last() <= bin.span.last();
        const bool touching = i.span.first() <= bin.span.last() && i.span.last() >= bin.span.first();
        certain += inside;
        possible += touching && !inside;
      }
      REQUIRE(bin.certain.count == certain);
      REQUIRE(bin.possible.count == possible);
    }
  }
}

TEST_CASE("Bins are whole calendar units that follow each other without a gap") {
  REQUIRE(unit_of(day(2020, 2, 29), Step::month) == DateSpan::between(day(2020, 2, 1), day(2020, 2, 29)));
  REQUIRE(unit_of(day(2019, 2, 3), Step::month) == DateSpan::between(day(2019, 2, 1), day(2019, 2, 28)));
  REQUIRE(unit_of(day(2021, 1, 3), Step::week) == DateSpan::between(day(2020, 12, 28), day(2021, 1, 3)));  // a Sunday
  REQUIRE(unit_of(day(2021, 1, 4), Step::week) == DateSpan::between(day(2021, 1, 4), day(2021, 1, 10)));
  REQUIRE(unit_of(day(2016, 12, 31), Step::year) == DateSpan::between(day(2016, 1, 1), day(2016, 12, 31)));
  for (const Step step : {Step::day, Step::week, Step::month, Step::year}) {
    DateSpan unit = unit_of(day(1999, 12, 30), step);
    for (int i = 0; i < 600; ++i) {
      const DateSpan next = unit_of(unit.last() + 1, step);
      REQUIRE(next.first() == unit.last() + 1);
      REQUIRE(unit_of(next.first(), step) == unit_of(next.last(), step));
      unit = next;
    }
  }
}

TEST_CASE("A span of centuries by day is refused with a coarser step") {
  Dataset data;
  data.incidents.push_back(incident("early", DateSpan::day(day(1900, 1, 1)), at(67, 30)));
  data.incidents.push_back(incident("late", DateSpan::day(day(2100, 1, 1)), at(67, 30)));
  finish(data);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  const auto refused = histogram(data, index, {}, Step::day);
  REQUIRE(refused.has_error());
  REQUIRE(refused.error().parameter == "step");
  REQUIRE(histogram(data, index, {}, Step::month).value().bins.size() == 2401);
}
