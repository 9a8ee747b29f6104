// What a cluster promises: its records are these and no others, and it opens where it splits, or never.
#include "geo/space_time_index.hpp"

#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

std::set<std::pair<std::uint32_t, std::uint32_t>> tiles_with_records(const Dataset& data, int z) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> tiles;
  for (const Incident& i : data.incidents) {
    const TileId tile = TileId::of(to_world(i.at), z);
    tiles.insert({tile.x(), tile.y()});
  }
  return tiles;
}

Tally tally_of_all(const Dataset& data, const std::vector<IncidentIndex>& records) {
  Tally sum;
  for (const IncidentIndex i : records) sum.add(tally_of(data.incidents[i]));
  return sum;
}

}  // namespace

TEST_CASE("The clusters and areas of a zoom, opened, are the matching records, each once, and their sums") {
  const Areas none;
  const Dataset data = random_dataset(151, 1200);
  const SpaceTimeIndex index(data, none);
  Random random(152);
  for (int trial = 0; trial < 12; ++trial) {
    const Filter filter = random_filter(random);
    std::vector<IncidentIndex> opened;
    const auto open = [&](const std::vector<IncidentIndex>& records, const Tally& counted) {
      REQUIRE(std::is_sorted(records.begin(), records.end()));  // in list order
      REQUIRE(tally_of_all(data, records) == counted);
      opened.insert(opened.end(), records.begin(), records.end());
    };
    const int z = static_cast<int>(random.below(kMaxZoom + 1));
    for (const auto& [x, y] : tiles_with_records(data, z))
      for (const CellTally& cell : index.cells(TileId::from(z, x, y).value(), kServedCellBits, filter)) {
        const CellId named = parse_cluster_id(cluster_id(cell.cell)).value();
        open(index.records_in(named, filter), cell.tally);
      }
    for (const AreaTally& area : index.areas(filter)) open(index.records_in(area.code, filter), area.tally);
    std::sort(opened.begin(), opened.end());
    REQUIRE(opened == index.records(filter));
  }
}

TEST_CASE("A cluster of one place stays one cluster of the same records down to the deepest zoom") {
  const Areas none;
  const Dataset data = random_dataset(161, 1500);
  const SpaceTimeIndex index(data, none);
  Random random(162);
  int stacks = 0;
  for (int trial = 0; trial < 60; ++trial) {
    const Filter filter = random_filter(random);
    const int z = static_cast<int>(random.below(11));
    const World there = to_world(trial % 2 == 0 ? data.places[2].at : data.incidents[random.below(1500)].at);
    const TileId tile = TileId::of(there, z);
    for (const CellTally& cell : index.cells(tile, kServedCellBits, filter)) {
      const auto records = index.records_in(cell.cell, filter);
      const World first = to_world(data.incidents[records[0]].at);
      const bool one_place = std::all_of(records.begin(), records.end(),
                                         [&](IncidentIndex i) { return to_world(data.incidents[i].at) == first; });
      REQUIRE(cell.same_place == one_place);
      REQUIRE(cell.only.has_value() == (records.size() == 1));
      if (!one_place || records.size() == 1) continue;
      ++stacks;
      REQUIRE_FALSE(cell.expansion_zoom.has_value());
      for (int deeper = z + 1; deeper <= kMaxZoom; ++deeper) {
        const CellId within = cell_of(first, deeper + kServedCellBits);
        const auto cells = index.cells(TileId::of(first, deeper), kServedCellBits, filter);
        const auto same = std::find_if(cells.begin(), cells.end(), [&](const auto& c) { return c.cell == within; });
        REQUIRE(same != cells.end());
        REQUIRE(same->tally == cell.tally);
        REQUIRE(same->centroid == first);
        REQUIRE(index.records_in(within, filter) == records);
      }
    }
  }
  CHECK(stacks > 15);
}

TEST_CASE("A point is called by the name of a place only where all its records of the window name that one") {
  const Areas none;
  Dataset data = random_dataset(171, 0);
  for (int n = 0; n < 200; ++n) {  // more than a list, at a point of their own
    Incident& i = data.incidents.emplace_back();
    i.id = "record-" + std::to_string(1000 + n);
    i.at = data.places[1].at;
    i.precision = PlacePrecision::town;
    i.span = DateSpan::day(day(2010, 1, 1) + n);
    if (n != 150) i.place = PlaceIndex{1};
  }
  const SpaceTimeIndex index(data, none);
  const auto named = [&](Day first, Day last) {
    Filter filter;
    filter.window = DateSpan::between(day(2010, 1, 1) + first, day(2010, 1, 1) + last);
    const auto cells = index.cells(TileId::of(to_world(data.places[1].at), kMaxZoom), kServedCellBits, filter);
    REQUIRE(cells.size() == 1);
    REQUIRE(cells[0].same_place);
    return cells[0].place;
  };
  REQUIRE(named(0, 149) == PlaceIndex{1});
  REQUIRE(named(0, 199) == std::nullopt);
  REQUIRE(named(150, 150) == std::nullopt);
  REQUIRE(named(151, 199) == PlaceIndex{1});
}
