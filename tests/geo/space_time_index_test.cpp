// The laws of the space-time question, on random data with fixed seeds, against a second way of counting.
#include "geo/space_time_index.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

// The oracle: written from the words of the contract, not from the code under test. Sums plain loops.
bool oracle_matches(const Dataset& data, const Incident& i, const Filter& f) {
  if (i.span.first() > f.window.last() || i.span.last() < f.window.first()) return false;
  if (f.attack_types.bits != 0 && !(f.attack_types.bits >> static_cast<int>(i.attack_type) & 1U)) return false;
  if (f.communities.bits != 0 && (f.communities.bits & i.communities.bits) == 0) return false;
  if (f.target_types.bits != 0) {
    if (!i.target_type) return false;
    if (!(f.target_types.bits >> static_cast<int>(*i.target_type) & 1U)) return false;
  }
  if (!f.actors.empty()) {
    bool any = false;
    for (const ActorIndex a : i.actors)
      any |= data.actors[a].code == f.actors[0] || (f.actors[0] == "parent" && data.actors[a].code == "child");
    if (!any) return false;
  }
  static const std::string order = "12347568";  // P1 P2 P3 P4 P7 P5 P6 P8
  const auto rank = [&](PlacePrecision p) { return order.find(static_cast<char>('1' + static_cast<int>(p))); };
  if (f.precision && rank(i.precision) > rank(*f.precision)) return false;
  if (f.date_precision) {
    const bool open = i.span.first() == kBeforeTime || i.span.last() == kAfterTime;
    const std::int64_t days = open ? 1000 : std::int64_t{i.span.last()} - i.span.first() + 1;
    const int code = days == 1 ? 0 : days <= 6 ? 1 : days == 7 ? 2 : days <= 31 ? 3 : 4;
    if (code > static_cast<int>(*f.date_precision)) return false;
  }
  if (f.killed) {
    if (!i.killed.best && !i.killed.low) return false;
    const auto k = i.killed.best ? *i.killed.best : *i.killed.low;
    if (k < *f.killed->min || k > *f.killed->max) return false;
  }
  if (!f.areas.empty() && i.country != f.areas[0] && i.area != f.areas[0]) return false;
  if (f.bbox && (i.at.lon() < f.bbox->west || i.at.lon() > f.bbox->east || i.at.lat() < f.bbox->south ||
                 i.at.lat() > f.bbox->north))
    return false;
  return true;
}

struct Sums {
  std::uint64_t count = 0, killed = 0, low = 0, high = 0, injured = 0, none = 0;
  friend bool operator==(const Sums&, const Sums&) = default;
};
void add(Sums& s, const Incident& i) {
  ++s.count;
  s.killed += i.killed.best ? *i.killed.best : i.killed.low.value_or(0);
  s.low += i.killed.low ? *i.killed.low : i.killed.best.value_or(0);
  s.high += i.killed.high ? *i.killed.high : i.killed.best ? *i.killed.best : i.killed.low.value_or(0);
  s.injured += i.injured.best ? *i.injured.best : i.injured.low.value_or(0);
  s.none += !i.killed.best && !i.killed.low && !i.killed.high;
}
Sums sums(const Tally& t) { return {t.count, t.killed, t.killed_low, t.killed_high, t.injured, t.no_figure}; }

bool area_only(const Incident& i) {
  return i.precision == PlacePrecision::district || i.precision == PlacePrecision::province ||
         i.precision == PlacePrecision::country;
}

}  // namespace

TEST_CASE("The index equals a brute force in every sum, for random windows and filters") {
  const Areas none;
  for (const std::uint32_t size : {0U, 1U, 50U, 3000U}) {
    const Dataset data = random_dataset(7 + size, size);
    const SpaceTimeIndex index(data, none);
    Random random(size + 1);
    for (int trial = 0; trial < 40; ++trial) {
      const Filter filter = random_filter(random);
      Sums expected, dots, areas;
      std::map<std::pair<std::uint32_t, std::uint32_t>, Sums> cells;
      const int z = static_cast<int>(random.below(14));
      for (const Incident& i : data.incidents) {
        if (!oracle_matches(data, i, filter)) continue;
        add(expected, i);
        add(area_only(i) ? areas : dots, i);
        if (!area_only(i)) {
          const World w = to_world(i.at);
          add(cells[{w.x / (1U << (30 - z)), w.y / (1U << (30 - z))}], i);
        }
      }
      REQUIRE(sums(index.total(filter)) == expected);
      Sums in_areas;
      for (const AreaTally& area : index.areas(filter)) {
        in_areas.count += area.tally.count;
        in_areas.killed += area.tally.killed;
      }
      REQUIRE(in_areas.count == areas.count);
      REQUIRE(in_areas.killed == areas.killed);
      // Every tile that holds a cell, asked once, gives exactly those cells.
      std::map<std::pair<std::uint32_t, std::uint32_t>, bool> tiles;
      for (const auto& [cell, unused] : cells) tiles[{cell.first / 4, cell.second / 4}] = true;
      std::size_t seen = 0;
      for (const auto& [tile, unused] : tiles)
        for (const CellTally& answer : index.cells(TileId::from(z, tile.first, tile.second).value(), 2, filter)) {
          ++seen;
          const auto expected_cell = cells.find({answer.cell.x, answer.cell.y});
          REQUIRE(expected_cell != cells.end());
          REQUIRE(sums(answer.tally) == expected_cell->second);
          REQUIRE(index.records_in(answer.cell, filter).size() == answer.tally.count);
        }
      REQUIRE(seen == cells.size());
    }
  }
}

TEST_CASE("The counts of the four children of a tile add up to the tile's") {
  const Areas none;
  const Dataset data = random_dataset(11, 2000);
  const SpaceTimeIndex index(data, none);
  Random random(3);
  for (int trial = 0; trial < 30; ++trial) {
    const Filter filter = random_filter(random);
    const TileId parent =
        TileId::of(to_world(data.incidents[random.below(2000)].at), static_cast<int>(random.below(13)));
    const auto count = [&](const TileId& tile) {
      Tally t;
      for (const CellTally& cell : index.cells(tile, kServedCellBits, filter)) t.add(cell.tally);
      return std::pair(t.count, t.killed);
    };
    std::pair<std::uint64_t, std::uint64_t> children{0, 0};
    for (int child = 0; child < 4; ++child) {
      const auto [n, killed] = count(TileId::from(parent.z() + 1, 2 * std::int64_t{parent.x()} + child % 2,
                                                  2 * std::int64_t{parent.y()} + child / 2)
                                         .value());
      children.first += n;
      children.second += killed;
    }
    REQUIRE(children == count(parent));
  }
}

TEST_CASE("Disjoint windows of day-dated records add up to the whole") {
  const Areas none;
  const Dataset data = random_dataset(5, 2000);
  const SpaceTimeIndex index(data, none);
  Filter filter;
  filter.date_precision = DatePrecision::day;
  const Tally whole = index.total(filter);
  Tally parts;
  for (Day first = day(1999, 1, 1); first < day(2020, 1, 1); first += 97) {
    filter.window = DateSpan::between(first, first + 96);
    parts.add(index.total(filter));
  }
  REQUIRE(parts.count == whole.count);
  REQUIRE(parts.killed == whole.killed);
  REQUIRE(whole.count > 900);
}

TEST_CASE("A cluster splits at its expansion zoom and not one zoom before") {
  const Areas none;
  const Dataset data = random_dataset(23, 1500);
  const SpaceTimeIndex index(data, none);
  Random random(9);
  int splitting = 0, never = 0;
  for (int trial = 0; trial < 60; ++trial) {
    const Filter filter = random_filter(random);
    const int z = static_cast<int>(random.below(10));
    const TileId tile = TileId::of(to_world(data.incidents[random.below(1500)].at), z);
    for (const CellTally& cell : index.cells(tile, kServedCellBits, filter)) {
      if (cell.only) continue;
      const auto cells_at = [&](int zoom) {
        std::map<std::pair<std::uint32_t, std::uint32_t>, int> occupied;
        for (const IncidentIndex i : index.records_in(cell.cell, filter)) {
          const CellId c = cell_of(to_world(data.incidents[i].at), zoom + kServedCellBits);
          ++occupied[{c.x, c.y}];
        }
        return occupied.size();
      };
      if (cell.expansion_zoom) {
        ++splitting;
        REQUIRE(cells_at(*cell.expansion_zoom) > 1);
        REQUIRE(cells_at(*cell.expansion_zoom - 1) == 1);
        REQUIRE_FALSE(cell.same_place);
      } else {
        ++never;
        REQUIRE(cells_at(kMaxZoom) == 1);
      }
    }
  }
  REQUIRE(splitting > 20);
  REQUIRE(never > 5);
}

TEST_CASE("The centroid of a cell lies in the cell, and records of one place keep their place") {
  const Areas none;
  const Dataset data = random_dataset(31, 1000);
  const SpaceTimeIndex index(data, none);
  for (int z = 0; z <= kMaxZoom; ++z) {
    const TileId quetta = TileId::of(to_world(at(67.0, 30.18)), z);
    for (const CellTally& cell : index.cells(quetta, kServedCellBits, {})) {
      REQUIRE(cell_of(cell.centroid, cell.cell.level) == cell.cell);
      if (cell.same_place) REQUIRE(cell.centroid == to_world(data.incidents[index.records_in(cell.cell, {})[0]].at));
    }
  }
}

TEST_CASE("Shuffled input gives the same answers") {
  const Areas none;
  const Dataset data = random_dataset(41, 500);
  Dataset shuffled = data;
  Random random(1);
  for (std::size_t i = shuffled.incidents.size(); i > 1; --i)
    std::swap(shuffled.incidents[i - 1], shuffled.incidents[random.below(static_cast<std::uint32_t>(i))]);
  finish(shuffled);
  for (std::size_t i = 0; i < data.incidents.size(); ++i) REQUIRE(data.incidents[i].id == shuffled.incidents[i].id);
}

TEST_CASE("A record may have happened in every window that its date touches") {
  Dataset data;
  data.incidents.push_back(incident("undated", {}, at(67, 30)));
  data.incidents.push_back(incident("in-2013", DateSpan::between(day(2013, 1, 1), day(2013, 12, 31)), at(67, 30)));
  data.incidents.push_back(incident("on-the-day", DateSpan::day(day(2013, 2, 16)), at(67, 30)));
  finish(data);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  const auto ids = [&](Day first, Day last) {
    Filter filter;
    filter.window = DateSpan::between(first, last);
    std::vector<std::string> result;
    for (const IncidentIndex i : index.records(filter)) result.push_back(data.incidents[i].id);
    return result;
  };
  using Ids = std::vector<std::string>;
  REQUIRE(ids(day(2013, 2, 1), day(2013, 2, 28)) == Ids{"undated", "in-2013", "on-the-day"});
  REQUIRE(ids(day(2013, 2, 16), day(2013, 2, 16)) == Ids{"undated", "in-2013", "on-the-day"});
  REQUIRE(ids(day(2013, 2, 17), day(2013, 3, 1)) == Ids{"undated", "in-2013"});
  REQUIRE(ids(day(2012, 1, 1), day(2012, 12, 31)) == Ids{"undated"});
}
