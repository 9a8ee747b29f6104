#include "geo/patience.hpp"

#include "geo/histogram_by_area.hpp"
#include "geo/remembered_days.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <numeric>

using namespace yaad::geo;
using namespace yaad::test;

TEST_CASE("B12: whatever reads every record gives up when its time is over, and ends where it has enough") {
  const Dataset data = random_dataset(31, 20000);
  const Areas areas;
  const SpaceTimeIndex index(data, areas);
  const AreaCounts counts(data, areas);
  const std::vector<IncidentIndex> all = index.records(Filter());
  const auto cell = index.cells(TileId::of(World{}, 0), 0, Filter());
  REQUIRE(cell.size() == 1);
  std::vector<std::size_t> of_areas(counts.codes().size());
  std::iota(of_areas.begin(), of_areas.end(), std::size_t{0});
  const std::vector<std::pair<const char*, std::function<void()>>> work{
      {"records", [&] { static_cast<void>(index.records(Filter())); }},
      {"records of a cell", [&] { static_cast<void>(index.records_in(cell[0].cell, Filter())); }},
      {"those less exact than a day", [&] { static_cast<void>(index.not_day_dated(Filter())); }},
      {"counts of areas", [&] { static_cast<void>(counts.of(data, all)); }},
      {"bars of areas",
       [&] { static_cast<void>(histogram_by_area(data, index, counts, of_areas, Filter(), Step::year)); }},
      {"days of the year", [&] { static_cast<void>(remembered_days(data, all)); }},
  };
  for (const auto& [what, does] : work) {
    INFO(what);
    CHECK_NOTHROW(does());
    const Patience none(std::chrono::nanoseconds(0), nullptr);
    CHECK_THROWS_AS(does(), GaveUp);
  }
}

TEST_CASE("B11: what reads every record ends when nobody waits for it, whatever its time") {
  const Dataset data = random_dataset(31, 20000);
  const Areas areas;
  const SpaceTimeIndex index(data, areas);
  const Patience gone(std::nullopt, [] { return true; });
  CHECK_THROWS_AS(index.records(Filter()), GaveUp);
}
