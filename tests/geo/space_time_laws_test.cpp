// The laws of the space-time index where it is no longer small: every field of every cell against a plain loop over the
// records, from none to 100,000, with all that makes an index stumble: ties, one place 50,000 times, the edges of tiles
// and of the world, dates without ends, figures of ten digits.
#include "geo/space_time_index.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

constexpr std::uint32_t kLargest = 4'294'967'295U;

// The slow twin: visits every record. `in_time` says which dates are asked for.
bool in_time(const DateSpan& span, const DateSpan& window, Dating dating) {
  if (dating == Dating::any) return span.first() <= window.last() && span.last() >= window.first();
  if ((span.first() == span.last()) != (dating == Dating::day_dated)) return false;
  const Day day = dating == Dating::by_last ? span.last() : span.first();
  return day >= window.first() && day <= window.last();
}

struct Slow {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<IncidentIndex>> by_row_and_column;
  std::map<std::string, std::vector<IncidentIndex>> by_area;
};

Slow slow(const Dataset& data, const Areas& areas, const TileId& tile, int bits, const Filter& filter, Dating dating) {
  Filter any_time = filter;
  any_time.window = DateSpan();
  const Matcher matches(any_time, data, areas);
  Slow result;
  for (IncidentIndex i = 0; i < data.incidents.size(); ++i) {
    const Incident& incident = data.incidents[i];
    if (!in_time(incident.span, filter.window, dating) || !matches(incident)) continue;
    if (!incident.is_dot()) {
      result.by_area[std::string(area_cell(incident, areas))].push_back(i);
      continue;
    }
    const World at = to_world(incident.at);
    if (TileId::of(at, tile.z()) != tile) continue;
    const CellId cell = cell_of(at, tile.z() + bits);
    result.by_row_and_column[{cell.y, cell.x}].push_back(i);
  }
  return result;
}

Tally tally(const Dataset& data, const std::vector<IncidentIndex>& records) {
  Tally sum;
  for (const IncidentIndex i : records) {
    const Tally one = tally_of(data.incidents[i]);
    if (sum.count == 0) sum = one;
    else sum.add(one);
  }
  return sum;
}

void require_equal(const Dataset& data, const CellTally& cell, const std::vector<IncidentIndex>& records, int zoom) {
  REQUIRE(cell.tally == tally(data, records));
  const World first = to_world(data.incidents[records[0]].at);
  bool same_place = true, same_name = true;
  std::uint64_t x = 0, y = 0;
  for (const IncidentIndex i : records) {
    const World at = to_world(data.incidents[i].at);
    same_place &= at == first;
    same_name &= data.incidents[i].place == data.incidents[records[0]].place;
    x += at.x >> 8;
    y += at.y >> 8;
  }
  REQUIRE(cell.same_place == same_place);
  REQUIRE(cell.only == (records.size() == 1 ? std::optional(records[0]) : std::nullopt));
  REQUIRE(cell.place == (same_place && same_name ? data.incidents[records[0]].place : std::nullopt));
  if (same_place) REQUIRE(cell.centroid == first);
  else
    REQUIRE(cell.centroid == World{static_cast<std::uint32_t>(x / records.size()) << 8,
                                   static_cast<std::uint32_t>(y / records.size()) << 8});
  std::optional<int> expansion;
  for (int z = zoom + 1; z <= kMaxZoom && !expansion; ++z) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> cells;
    for (const IncidentIndex i : records) {
      const CellId c = cell_of(to_world(data.incidents[i].at), z + kServedCellBits);
      cells.insert({c.x, c.y});
    }
    if (cells.size() > 1) expansion = z;
  }
  REQUIRE(cell.expansion_zoom == expansion);
}

// Asks one question of both and compares every field of every cell and area.
void compare(const Dataset& data, const Areas& areas, const SpaceTimeIndex& index, const TileId& tile, int bits,
             const Filter& filter, Dating dating) {
  const Slow expected = slow(data, areas, tile, bits, filter, dating);
  const std::vector<CellTally> cells = index.cells(tile, bits, filter, dating);
  REQUIRE(cells.size() == expected.by_row_and_column.size());
  std::size_t at = 0;
  for (const auto& [row_and_column, records] : expected.by_row_and_column) {
    REQUIRE(cells[at].cell == CellId{tile.z() + bits, row_and_column.second, row_and_column.first});
    require_equal(data, cells[at++], records, tile.z());
  }
  const std::vector<AreaTally> by_area = index.areas(filter, dating);
  REQUIRE(by_area.size() == expected.by_area.size());
  at = 0;
  for (const auto& [code, records] : expected.by_area) {
    REQUIRE(by_area[at].code == code);
    REQUIRE(by_area[at].tally == tally(data, records));
    REQUIRE(by_area[at].only == (records.size() == 1 ? std::optional(records[0]) : std::nullopt));
    ++at;
  }
  if (dating != Dating::any) return;
  at = 0;
  const std::vector<CellSums> sums = index.sums(tile, bits, filter);
  REQUIRE(sums.size() == cells.size());
  for (const CellTally& cell : cells) {
    REQUIRE(sums[at].cell == cell.cell);
    REQUIRE(sums[at].count == cell.tally.count);
    REQUIRE(sums[at].killed == cell.tally.killed);
    REQUIRE(sums[at].injured == cell.tally.injured);
    REQUIRE(cell_of(sums[at].centroid, 24) == cell_of(cell.centroid, 24));
    ++at;
  }
}

// The random data and what it lacks: crowds at one place under one name and under two, and tolls that fill 32 bits.
Dataset crowded(std::uint64_t seed, std::uint32_t count, std::uint32_t at_one_place, bool enormous) {
  Dataset data = random_dataset(seed, count);
  Random random(seed + 1);
  for (std::uint32_t n = 0; n < at_one_place; ++n) {
    Incident i = incident("crowd-" + std::to_string(n),
                          DateSpan::day(day(2005, 1, 1) + static_cast<Day>(random.below(3000))), data.places[2].at);
    if (random.chance(10)) i.span = random_span(random);
    i.place = PlaceIndex{2};
    if (random.chance(1)) i.at = at(67.0, 30.18 + 0.00002 * random.below(3));
    if (random.chance(1)) i.place.reset();
    i.killed.best = random.below(5);
    if (enormous && random.chance(3)) i.killed = {kLargest - random.below(9), kLargest, kLargest};
    if (enormous && random.chance(3)) i.injured.best = 255 + random.below(3);
    i.attack_type = static_cast<AttackType>(random.below(11));
    i.precision = static_cast<PlacePrecision>(random.below(4));
    data.incidents.push_back(std::move(i));
  }
  finish(data);
  return data;
}

TileId random_tile(Random& random, const Dataset& data, int z) {
  const auto& incidents = data.incidents;
  return incidents.empty()
             ? TileId::from(z, 0, 0).value()
             : TileId::of(to_world(incidents[random.below(static_cast<std::uint32_t>(incidents.size()))].at), z);
}

}  // namespace

TEST_CASE("Every field of every cell and area equals a plain loop over the records, whatever is asked") {
  struct Size {
    std::uint32_t records, at_one_place;
    int questions;
  };
  const Areas none;
  for (const Size size : {Size{0, 0, 5},
                          {1, 0, 10},
                          {48, 0, 60},
                          {49, 0, 60},
                          {300, 2000, 150},
                          {20'000, 0, 80},
                          {5'000, 50'000, 40},
                          {100'000, 0, 25}}) {
    const Dataset data = crowded(100 + size.records, size.records, size.at_one_place, size.records % 100 == 0);
    const SpaceTimeIndex index(data, none);
    Random random(size.records + 3);
    for (int n = 0; n < size.questions; ++n) {
      CAPTURE(size.records, n);
      const Filter filter = random.chance(25) ? Filter{} : random_filter(random);
      const TileId tile = random_tile(random, data, static_cast<int>(random.below(14)));
      const auto dating = random.chance(50) ? Dating::any : static_cast<Dating>(random.below(4));
      compare(data, none, index, tile, static_cast<int>(random.below(7)), filter, dating);
      if (n % 5 > 0) continue;
      Filter any_time = filter;
      any_time.window = DateSpan();
      const Matcher matches(filter, data, none);
      std::vector<IncidentIndex> records, uncertain;
      for (IncidentIndex i = 0; i < data.incidents.size(); ++i)
        if (matches(data.incidents[i])) {
          records.push_back(i);
          if (!data.incidents[i].span.is_one_day()) uncertain.push_back(i);
        }
      REQUIRE(index.records(filter) == records);
      auto others = index.not_day_dated(filter);
      std::sort(others.begin(), others.end());
      REQUIRE(others == uncertain);
      Tally expected = tally(data, records);
      REQUIRE(index.total(filter) == expected);
    }
  }
}

TEST_CASE("Filters by attack type and by whom are exact where many rows share few groups") {
  Dataset data = random_dataset(91, 30'000);
  Random random(92);
  for (Incident& i : data.incidents) {
    i.attack_type = static_cast<AttackType>(2 * random.below(3));
    i.target_type.reset();
    i.communities = {};
    if (random.chance(60)) {  // a crowd around a town, so that nodes of every size hold many
      i.place.reset();
      i.precision = static_cast<PlacePrecision>(random.below(3));
      i.at = at(67.0 + random.between(-0.1, 0.1) * random.between(0, 1), 30.18 + random.between(0, 0.01));
    }
    if (random.chance(2)) i.killed.best = i.killed.high = 255 + random.below(2000);
    if (random.chance(80)) i.span = DateSpan::day(day(2005, 1, 1) + static_cast<Day>(random.below(3000)));
  }
  finish(data);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  for (int n = 0; n < 60; ++n) {
    CAPTURE(n);
    Filter filter;
    if (random.chance(70)) {
      const Day first = day(2004, 6, 1) + static_cast<Day>(random.below(3000));
      filter.window = DateSpan::between(first, first + static_cast<Day>(random.below(3000)));
    }
    for (unsigned k = random.below(3); k > 0; --k)
      filter.attack_types.insert(static_cast<AttackType>(2 * random.below(3)));
    if (filter.attack_types.empty() || random.chance(50)) filter.actors = {random.chance(50) ? "child" : "parent"};
    if (random.chance(10)) filter.precision = PlacePrecision::near;
    const TileId tile = random_tile(random, data, static_cast<int>(random.below(14)));
    compare(data, none, index, tile, static_cast<int>(random.below(5)), filter,
            random.chance(50) ? Dating::any : static_cast<Dating>(random.below(4)));
    const Matcher matches(filter, data, none);
    std::vector<IncidentIndex> records;
    for (IncidentIndex i = 0; i < data.incidents.size(); ++i)
      if (matches(data.incidents[i])) records.push_back(i);
    REQUIRE(index.total(filter) == tally(data, records));
  }
}

TEST_CASE("Sums of figures of ten digits do not wrap around") {
  Dataset data;
  for (int n = 0; n < 3000; ++n) {
    Incident i = incident("r-" + std::to_string(n), DateSpan::day(day(2010, 1, 1) + n), at(67 + 0.001 * (n % 7), 30));
    i.killed = {kLargest, kLargest, kLargest};
    i.injured.best = kLargest;
    data.incidents.push_back(std::move(i));
  }
  finish(data);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  for (const int bits : {0, 2, 6}) {
    std::uint64_t killed = 0, high = 0, injured = 0;
    for (const CellTally& cell : index.cells(TileId::from(0, 0, 0).value(), bits, {})) {
      killed += cell.tally.killed;
      high += cell.tally.killed_high;
      injured += cell.tally.injured;
    }
    REQUIRE(killed == 3000ULL * kLargest);
    REQUIRE(high == 3000ULL * kLargest);
    REQUIRE(injured == 3000ULL * kLargest);
  }
  REQUIRE(index.total({}).killed_low == 3000ULL * kLargest);
}

TEST_CASE("The sums over all tiles of a zoom are the number of records that match, at every zoom") {
  const Dataset data = random_dataset(77, 4000);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  Random random(5);
  for (int z = 0; z <= kMaxZoom; ++z) {
    const Filter filter = random_filter(random);
    std::set<std::pair<std::uint32_t, std::uint32_t>> tiles;
    for (const Incident& i : data.incidents) {
      const TileId tile = TileId::of(to_world(i.at), z);
      tiles.insert({tile.x(), tile.y()});
    }
    Tally sum;
    for (const auto& [x, y] : tiles)
      for (const CellTally& cell : index.cells(TileId::from(z, x, y).value(), kServedCellBits, filter))
        sum.add(cell.tally);
    for (const AreaTally& area : index.areas(filter)) sum.add(area.tally);
    const Tally total = index.total(filter);
    REQUIRE(sum.count == total.count);
    REQUIRE(sum.killed == total.killed);
    REQUIRE(sum.by_type == total.by_type);
  }
}

TEST_CASE("Windows outside the data, of one day and of all time are answered exactly") {
  const Dataset data = random_dataset(13, 3000);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  const TileId world = TileId::from(0, 0, 0).value();
  for (const auto& [first, last] : {std::pair{kBeforeTime, kAfterTime},
                                    {kBeforeTime, kBeforeTime},
                                    {kAfterTime, kAfterTime},
                                    {day(1800, 1, 1), day(1800, 1, 2)},
                                    {day(2500, 1, 1), day(9999, 12, 31)},
                                    {day(2008, 2, 29), day(2008, 2, 29)}})
    for (const Dating dating : {Dating::any, Dating::day_dated, Dating::by_first, Dating::by_last}) {
      Filter filter;
      filter.window = DateSpan::between(first, last);
      compare(data, none, index, world, 3, filter, dating);
    }
}

TEST_CASE("A box is answered to its edges, also across the antimeridian and to the poles") {
  const Dataset data = random_dataset(19, 6000);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  const auto world = TileId::from(0, 0, 0).value();
  for (const Bbox& box :
       {Bbox{-180, -90, 180, 90}, Bbox{170, -90, -170, 90}, Bbox{180, -90, 180, 90}, Bbox{45, 0, 45, 0},
        Bbox{45, 0, 67, 30.18}, Bbox{67, 30.18, 67, 30.18}, Bbox{-180, 86, 180, 90}, Bbox{66, 29, 68, 31}}) {
    Filter filter;
    filter.bbox = box;
    compare(data, none, index, world, 4, filter, Dating::any);
    const Matcher matches(filter, data, none);
    std::uint64_t count = 0;
    for (const Incident& i : data.incidents) count += matches(i) ? 1U : 0U;
    REQUIRE(index.total(filter).count == count);
  }
}

TEST_CASE("The stated days of all that matches are found as by a look at every record") {
  const Dataset data = random_dataset(29, 3000);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  Random random(2);
  for (int n = 0; n < 60; ++n) {
    const Filter filter = random_filter(random);
    const Matcher matches(filter, data, none);
    std::optional<Day> first, last;
    for (const Incident& i : data.incidents) {
      if (!matches(i)) continue;
      for (const Day day : {i.span.first(), i.span.last()})
        if (day != kBeforeTime && day != kAfterTime) {
          first = std::min(first.value_or(day), day);
          last = std::max(last.value_or(day), day);
        }
    }
    const auto extent = index.extent(filter);
    REQUIRE(extent.has_value() == first.has_value());
    if (extent) REQUIRE(*extent == DateSpan::between(*first, *last));
  }
}
