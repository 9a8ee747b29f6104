#include "geo/remembered_days.hpp"

#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using namespace yaad::test;

TEST_CASE("days of the year count the records dated to them, whether records are read or sums asked for") {
  const Dataset data = random_dataset(29, 5000);
  const Areas areas;
  const SpaceTimeIndex index(data, areas);
  Filter all, within, typed;
  within.window = DateSpan::between(day(2004, 2, 29), day(2011, 3, 1));
  typed.attack_types.insert(AttackType::bombing);
  for (const Filter& filter : {all, within, typed}) {
    const std::vector<IncidentIndex> records = index.records(filter);
    std::uint64_t dated = 0, counted = 0;
    for (const IncidentIndex i : records) dated += data.incidents[i].span.is_one_day() ? 1U : 0U;
    const RememberedDays days = remembered_days(data, index, filter);
    for (const auto& [unused, count] : days) counted += count;
    CHECK(counted == dated);
    CHECK(days.size() > 100);
    CHECK(days == remembered_days(data, records));
  }
}

TEST_CASE("days of records too far apart for sums of every day are counted all the same") {
  Dataset data;
  for (int n = 0; n < 100; ++n)
    data.incidents.push_back(incident("r-" + std::to_string(n), DateSpan::day(day(1000 + n * 10, 1, 10)), at(67, 30)));
  const Areas areas;
  const SpaceTimeIndex index(data, areas);
  CHECK(remembered_days(data, index, Filter()) == RememberedDays{{{1, 10}, 100}});
}
