#include "geo/histogram_by_area.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <numeric>

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

TEST_CASE("The bars of every area at once are those of the area alone, and bins without records are empty") {
  const Areas none;
  const Dataset data = random_dataset(23, 700);
  const SpaceTimeIndex index(data, none);
  const AreaCounts counts(data, none);
  REQUIRE(counts.codes().size() > 2);
  std::vector<std::size_t> areas(counts.codes().size());
  std::iota(areas.rbegin(), areas.rend(), std::size_t{0});  // in another order than that of the codes
  Random random(9);
  for (int trial = 0; trial < 20; ++trial) {
    Filter filter = random_filter(random);
    filter.areas.clear();
    const Step step = trial % 2 == 0 ? Step::month : Step::year;
    const auto bars = histogram_by_area(data, index, counts, areas, filter, step).value();
    REQUIRE(bars.size() == areas.size());
    for (std::size_t a = 0; a < bars.size(); ++a) {
      REQUIRE(bars[a].area == areas[a]);
      Filter of_area = filter;
      of_area.areas = {counts.codes()[areas[a]]};
      const Histogram alone = histogram(data, index, of_area, step).value();
      REQUIRE(bars[a].total == alone.total);
      std::size_t at = 0;
      for (const Bin& bin : bars[a].bins) {
        while (at < alone.bins.size() && alone.bins[at].span.last() < bin.span.first()) ++at;
        const bool there = at < alone.bins.size() && alone.bins[at].span == bin.span;
        REQUIRE(bin.certain == (there ? alone.bins[at].certain : Tally()));
        // An open end reaches the bins of the common axis too.
        if (there) REQUIRE(bin.possible == alone.bins[at].possible);
      }
    }
  }
}

TEST_CASE("So many areas and bins that they would fill the memory are refused before they are made") {
  const Areas none;
  Dataset data = random_dataset(29, 40);
  data.incidents.front().span = DateSpan::day(day(1990, 1, 1));
  data.incidents.back().span = DateSpan::day(day(2040, 1, 1));
  finish(data);
  const SpaceTimeIndex index(data, none);
  const AreaCounts counts(data, none);
  const std::vector<std::size_t> one{0};
  REQUIRE(histogram_by_area(data, index, counts, one, {}, Step::day).has_value());
  const std::vector<std::size_t> many(6, 0);  // more than there are here: 6 times 18,263 days
  const auto refused = histogram_by_area(data, index, counts, many, {}, Step::day);
  REQUIRE(refused.has_error());
  REQUIRE(refused.error().parameter == "step");
  REQUIRE(refused.error().detail.find("areas") != std::string::npos);
}
