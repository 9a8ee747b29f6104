// The three kinds of records that a client adds and subtracts, against what touches a window.
#include "geo/space_time_index.hpp"

#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace yaad::geo;
using namespace yaad::test;

TEST_CASE("The three datings part the records by what is known of their days") {
  const Areas none;
  const Dataset data = random_dataset(141, 2000);
  const SpaceTimeIndex index(data, none);
  Random random(142);
  const TileId world = TileId::from(0, 0, 0).value();
  for (int trial = 0; trial < 30; ++trial) {
    Filter filter = random_filter(random);
    filter.window = DateSpan();
    const auto days = index.extent(filter);
    std::uint64_t matching = 0;
    std::optional<Day> first, last;
    for (const IncidentIndex i : index.records(filter)) {
      ++matching;
      for (const Day d : {data.incidents[i].span.first(), data.incidents[i].span.last()})
        if (d != kBeforeTime && d != kAfterTime) {
          first = std::min(first.value_or(d), d);
          last = std::max(last.value_or(d), d);
        }
    }
    REQUIRE(days.has_value() == first.has_value());
    if (days) REQUIRE(*days == DateSpan::between(*first, *last));
    const Day a = day(1999, 6, 1) + static_cast<Day>(random.below(7000)), b = a + static_cast<Day>(random.below(1500));
    const auto count = [&](Dating dating, const DateSpan& window) {
      filter.window = window;
      std::uint64_t sum = 0;
      for (const CellTally& cell : index.cells(world, 0, filter, dating)) sum += cell.tally.count;
      for (const AreaTally& area : index.areas(filter, dating)) sum += area.tally.count;
      return sum;
    };
    REQUIRE(count(Dating::any, DateSpan::between(a, b)) ==
            count(Dating::day_dated, DateSpan::between(a, b)) +
                count(Dating::by_first, DateSpan::between(kBeforeTime, b)) -
                count(Dating::by_last, DateSpan::between(kBeforeTime, a - 1)));
    REQUIRE(matching == count(Dating::day_dated, {}) + count(Dating::by_first, {}));
    REQUIRE(count(Dating::by_first, {}) == count(Dating::by_last, {}));
  }
}
