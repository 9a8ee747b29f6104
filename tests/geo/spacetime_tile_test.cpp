// A client that adds and subtracts what a space-time tile holds gets the index's own sums. GDAL reads the tiles.
#include "geo/spacetime_tile.hpp"

#include "tests/geo/random_dataset.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

constexpr Step kAllSteps[] = {Step::day, Step::week, Step::month, Step::year};

struct Row {
  std::map<std::string, std::int64_t> numbers;
  std::map<std::string, std::string> texts;
  double x = 0, y = 0;  // metres on the Mercator square
};

// A tile as GDAL reads it: blank where a feature lacks a property.
std::vector<Row> decode(std::string bytes, const TileId& tile) {
  GDALAllRegister();
  std::vector<Row> rows;
  if (bytes.empty()) return rows;
  const char* name = "/vsimem/spacetime.mvt";
  VSIFCloseL(VSIFileFromMemBuffer(name, reinterpret_cast<GByte*>(bytes.data()), bytes.size(), FALSE));
  const std::string x = "X=" + std::to_string(tile.x()), y = "Y=" + std::to_string(tile.y()),
                    z = "Z=" + std::to_string(tile.z());
  const char* options[] = {x.c_str(), y.c_str(), z.c_str(), "METADATA_FILE=", "CLIP=NO", nullptr};
  const char* drivers[] = {"MVT", nullptr};
  GDALDatasetUniquePtr dataset(GDALDataset::Open("MVT:/vsimem/spacetime.mvt", GDAL_OF_VECTOR, drivers, options));
  REQUIRE(dataset);
  REQUIRE(dataset->GetLayerCount() == 1);
  REQUIRE(std::string(dataset->GetLayer(0)->GetName()) == "spacetime");
  for (auto& feature : *dataset->GetLayer(0)) {
    Row row;
    for (int f = 0; f < feature->GetFieldCount(); ++f) {
      if (!feature->IsFieldSetAndNotNull(f)) continue;
      const OGRFieldDefn* field = feature->GetFieldDefnRef(f);
      if (field->GetType() == OFTString) row.texts[field->GetNameRef()] = feature->GetFieldAsString(f);
      else row.numbers[field->GetNameRef()] = feature->GetFieldAsInteger64(f);
    }
    const OGRPoint* point = feature->GetGeometryRef()->toPoint();
    row.x = point->getX();
    row.y = point->getY();
    rows.push_back(std::move(row));
  }
  dataset.reset();
  VSIUnlink(name);
  return rows;
}

// count, killed, low, high, injured, no_figure, explosion, gunfire, execution, other
using Sums = std::array<std::int64_t, 10>;
using SumsByCell = std::map<std::string, Sums>;
const std::array<std::string, 10> kNames{"point_count", "killed",      "killed_low", "killed_high", "injured",
                                         "no_figure",   "n_explosion", "n_gunfire",  "n_execution", "n_other"};

void add(Sums& sums, const Row& row, const std::string& prefix, int sign) {
  for (std::size_t i = 0; i < sums.size(); ++i)
    if (const auto found = row.numbers.find(prefix + kNames[i]); found != row.numbers.end())
      sums[i] += sign * found->second;
}

// What a client makes of the tile for the days from `a` to `b`, by the words of the documentation alone.
// Days compare as texts.
SumsByCell client(const std::vector<Row>& rows, const std::string& a, const std::string& b) {
  SumsByCell result;
  for (const Row& row : rows) {
    const auto text = [&](const char* key) {
      const auto found = row.texts.find(key);
      return found == row.texts.end() ? std::optional<std::string>() : found->second;
    };
    Sums& sums = result[text("cell").value()];
    if (text("id")) {
      const auto first = text("first"), last = text("last");
      if ((first && *first > b) || (last && *last < a)) continue;
      add(sums, row, "", 1);
      ++sums[static_cast<std::size_t>(std::find(kNames.begin(), kNames.end(), "n_" + text("family").value()) -
                                      kNames.begin())];
    } else {
      const auto t = text("t");
      if (t && *t >= a && *t <= b) add(sums, row, "", 1);
      if (!t || *t <= b) add(sums, row, "starts_", 1);
      if (t && *t < a) add(sums, row, "ends_", -1);
    }
  }
  std::erase_if(result, [](const auto& entry) { return entry.second == Sums{}; });
  return result;
}

// The same from the index, with the families from the names of the types.
Sums sums_of(const Tally& t) {
  static const std::map<std::string_view, std::size_t> kFamilyOf{
      {"suicide_bombing", 6}, {"bombing", 6},          {"grenade", 6},   {"rocket_mortar", 6},
      {"shooting", 7},        {"targeted_killing", 7}, {"execution", 8}, {"abduction_killing", 8},
      {"complex_attack", 9},  {"arson_mob", 9},        {"other", 9}};
  Sums sums{};
  const std::uint64_t numbers[] = {t.count, t.killed, t.killed_low, t.killed_high, t.injured, t.no_figure};
  for (std::size_t i = 0; i < 6; ++i) sums[i] = static_cast<std::int64_t>(numbers[i]);
  for (std::size_t i = 0; i < t.by_type.size(); ++i)
    sums[kFamilyOf.at(kAttackTypes[i])] += static_cast<std::int64_t>(t.by_type[i]);
  return sums;
}

SumsByCell served(const SpaceTimeIndex& index, const TileId& tile, Filter filter, const DateSpan& window) {
  filter.window = window;
  SumsByCell result;
  for (const CellTally& cell : index.cells(tile, kServedCellBits, filter))
    result[cluster_id(cell.cell)] = sums_of(cell.tally);
  for (const AreaTally& area : index.areas(filter))
    if (TileId::of(area.at, tile.z()) == tile) result[std::string(area.code)] = sums_of(area.tally);
  return result;
}

// Windows of whole units: some inside the data, some reaching past both its ends.
DateSpan random_window(Random& random, Step step) {
  Day a = day(1999, 6, 1) + static_cast<Day>(random.below(7000)), b = a + static_cast<Day>(random.below(1500));
  if (random.chance(10)) a = day(1950, 1, 1);
  if (random.chance(10)) b = day(2050, 1, 1);
  return DateSpan::between(unit_of(a, step).first(), unit_of(b, step).last());
}

Filter timeless_filter(Random& random) {
  Filter filter = random_filter(random);
  filter.window = DateSpan();
  filter.bbox.reset();
  return filter;
}

bool is_listed(const std::vector<Row>& rows) { return !rows.empty() && rows[0].texts.contains("id"); }

struct Seen {
  int listed = 0, binned = 0, windows = 0;
};

void check_edges(const SpaceTimeIndex& index, const Dataset& data, const TileId& tile, const Filter& filter, Step step,
                 Random& random, Seen& seen) {
  const auto rows = decode(spacetime_mvt(data, index, tile, filter, step).value(), tile);
  ++(is_listed(rows) ? seen.listed : seen.binned);
  for (int trial = 0; trial < 12; ++trial) {
    // A listed tile is exact to the day, whatever the step.
    const DateSpan window = random_window(random, is_listed(rows) ? Step::day : step);
    const SumsByCell expected = served(index, tile, filter, window);
    INFO(name_of(kSteps, step) << ' ' << iso(window.first()) << ' ' << iso(window.last()) << " zoom " << tile.z());
    REQUIRE(client(rows, iso(window.first()), iso(window.last())) == expected);
    seen.windows += expected.empty() ? 0 : 1;
  }
}

}  // namespace

TEST_CASE("A client that adds and subtracts a space-time tile gets the index's sums between any bin edges") {
  const Areas none;
  const Dataset data = random_dataset(101, 3000);
  const SpaceTimeIndex index(data, none);
  Random random(102);
  Seen seen;
  for (int trial = 0; trial < 24; ++trial) {
    const Step step = kAllSteps[trial % 4];
    const Filter filter = trial < 8 ? Filter() : timeless_filter(random);
    // Zooms at which some tiles hold more than are listed and some fewer.
    const int z = static_cast<int>(random.below(7));
    const TileId tile = TileId::of(to_world(data.incidents[random.below(3000)].at), trial % 3 == 0 ? 0 : z);
    check_edges(index, data, tile, filter, step, random, seen);
  }
  CHECK(seen.binned >= 6);
  CHECK(seen.listed >= 6);
  CHECK(seen.windows > 150);
}

TEST_CASE("Where each record must be asked, the tile has the bytes that asking unit by unit gives") {
  const Areas none;
  const Dataset data = random_dataset(103, 3000);
  const SpaceTimeIndex index(data, none);
  Filter all;  // every record is as exact as that, and the index has no sums for it
  all.date_precision = DatePrecision::longer;
  REQUIRE(asks_each_record(all));
  for (const Step step : kAllSteps)
    for (const int z : {0, 1, 3, 9}) {
      const TileId tile = TileId::of(to_world(data.incidents[7].at), z);
      CHECK(spacetime_mvt(data, index, tile, all, step).value() == spacetime_mvt(data, index, tile, {}, step).value());
    }
}

TEST_CASE("Space-time tiles of a zoom together give what the whole dataset gives") {
  const Areas none;
  const Dataset data = random_dataset(111, 2500);
  const SpaceTimeIndex index(data, none);
  Random random(112);
  for (const int z : {0, 2, 5}) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> tiles;
    for (const Incident& i : data.incidents) {
      const TileId tile = TileId::of(to_world(i.at), z);
      tiles.insert({tile.x(), tile.y()});
    }
    std::vector<Row> rows;
    for (const auto& [x, y] : tiles) {
      const TileId tile = TileId::from(z, x, y).value();
      for (Row& row : decode(spacetime_mvt(data, index, tile, {}, Step::month).value(), tile))
        rows.push_back(std::move(row));
    }
    for (int trial = 0; trial < 10; ++trial) {
      Filter filter;
      filter.window = random_window(random, Step::month);
      Sums sums{};
      for (const auto& [cell, one] : client(rows, iso(filter.window.first()), iso(filter.window.last())))
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += one[i];
      REQUIRE(sums == sums_of(index.total(filter)));
    }
  }
}

TEST_CASE("A tile lists 500 records and counts 501") {
  const Areas none;
  Dataset data;
  data.places.push_back(place("balochistan", "Balochistan", 65, 28, PlacePrecision::province));
  for (int n = 0; n < 501; ++n) {
    Incident i = incident("r-" + std::to_string(n), DateSpan::day(day(2010, 1, 1) + n), at(67, 30));
    if (n % 5 == 0) {  // badges of areas count as much as dots
      i.precision = PlacePrecision::province;
      i.at = at(65, 28);
    }
    data.incidents.push_back(i);
  }
  finish(data);
  const SpaceTimeIndex index(data, none);
  const TileId world = TileId::from(0, 0, 0).value();
  const auto counted = decode(spacetime_mvt(data, index, world, {}, Step::year).value(), world);
  CHECK(counted.size() == 4);  // a cell and an area, in two years
  Filter most;
  most.killed = TollRange{1, {}};
  data.incidents[7].killed.best = 0;
  for (Incident& i : data.incidents)
    if (i.id != "r-7") i.killed.best = 1;
  const SpaceTimeIndex with_tolls(data, none);
  const auto listed = decode(spacetime_mvt(data, with_tolls, world, most, Step::year).value(), world);
  REQUIRE(listed.size() == 500);
  CHECK(listed[0].texts.at("id") == "r-0");
  CHECK(listed[0].texts.at("cell") == "PK");  // no polygon is known of its province
  CHECK(listed[1].texts.at("cell") == "0-2-1");
}

TEST_CASE("Shuffled input gives identical space-time tiles, and equal questions identical bytes") {
  const Areas none;
  const Dataset data = random_dataset(121, 1500);
  Dataset shuffled = data;
  Random random(122);
  for (std::size_t i = shuffled.incidents.size(); i > 1; --i)
    std::swap(shuffled.incidents[i - 1], shuffled.incidents[random.below(static_cast<std::uint32_t>(i))]);
  finish(shuffled);
  const SpaceTimeIndex index(data, none), other(shuffled, none);
  for (const int z : {0, 4, 8}) {
    const TileId tile = TileId::of(to_world(at(67.0, 30.18)), z);
    const std::string bytes = spacetime_mvt(data, index, tile, {}, Step::month).value();
    REQUIRE_FALSE(bytes.empty());
    CHECK(bytes == spacetime_mvt(data, index, tile, {}, Step::month).value());
    CHECK(bytes == spacetime_mvt(shuffled, other, tile, {}, Step::month).value());
  }
}

TEST_CASE("A spot stands still while time is played, and a bin without records is not written") {
  const Areas none;
  const Dataset data = random_dataset(131, 2000);
  const SpaceTimeIndex index(data, none);
  const TileId world = TileId::from(0, 0, 0).value();
  std::map<std::string, std::set<std::pair<double, double>>> places;
  std::set<std::pair<std::string, std::string>> points;
  for (const Row& row : decode(spacetime_mvt(data, index, world, {}, Step::week).value(), world)) {
    places[row.texts.at("cell")].insert({row.x, row.y});
    const auto t = row.texts.find("t");
    const std::string bin = t == row.texts.end() ? "" : t->second;
    CHECK(points.insert({row.texts.at("cell"), bin}).second);
    CHECK(row.numbers.contains("point_count") + row.numbers.contains("starts_point_count") +
              row.numbers.contains("ends_point_count") >
          0);
    // Weeks are those of ISO 8601: they begin on a Monday.
    if (!bin.empty())
      CHECK(iso_weekday(day(std::stoi(bin.substr(0, 4)), std::stoi(bin.substr(5, 2)), std::stoi(bin.substr(8)))) == 1);
  }
  REQUIRE(places.size() > 3);
  for (const auto& [cell, at_places] : places) CHECK(at_places.size() == 1);
}

TEST_CASE("Undated and open records are in every window they reach, in listed and in counted tiles") {
  for (const int copies : {1, 300}) {
    Dataset data;
    for (int n = 0; n < copies; ++n) {
      const std::string tail = '-' + std::to_string(n);
      data.incidents.push_back(incident("undated" + tail, {}, at(67, 30)));
      data.incidents.push_back(incident("until" + tail, DateSpan::between(kBeforeTime, day(2010, 3, 5)), at(67, 30)));
      data.incidents.push_back(incident("since" + tail, DateSpan::between(day(2012, 3, 5), kAfterTime), at(67, 30)));
    }
    finish(data);
    const Areas none;
    const SpaceTimeIndex index(data, none);
    const TileId world = TileId::from(0, 0, 0).value();
    const auto rows = decode(spacetime_mvt(data, index, world, {}, Step::month).value(), world);
    CHECK(is_listed(rows) == (copies == 1));
    const auto count = [&](const char* a, const char* b) { return client(rows, a, b).at("0-2-1")[0] / copies; };
    CHECK(count("1900-01-01", "1900-01-31") == 2);
    CHECK(count("2010-03-01", "2010-03-31") == 2);
    CHECK(count("2011-01-01", "2011-12-31") == 1);
    CHECK(count("2012-03-01", "2012-03-31") == 2);
    CHECK(count("2010-01-01", "2012-12-31") == 3);
    CHECK(count("2090-01-01", "2090-12-31") == 2);
  }
}

TEST_CASE("A tile of undated records alone has one point without a day") {
  Dataset data;
  for (int n = 0; n < 501; ++n) data.incidents.push_back(incident("r-" + std::to_string(n), {}, at(67, 30)));
  finish(data);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  const TileId world = TileId::from(0, 0, 0).value();
  const auto rows = decode(spacetime_mvt(data, index, world, {}, Step::day).value(), world);
  REQUIRE(rows.size() == 1);
  CHECK_FALSE(rows[0].texts.contains("t"));
  CHECK(rows[0].numbers.at("starts_point_count") == 501);
  CHECK(rows[0].numbers.at("ends_point_count") == 501);
  CHECK_FALSE(rows[0].numbers.contains("point_count"));
  CHECK_FALSE(rows[0].numbers.contains("starts_killed"));  // no record states a figure: zero would be a claim
  CHECK(rows[0].numbers.at("starts_no_figure") == 501);
}

TEST_CASE("A record of a listed tile says what the incidents layer says of it") {
  Dataset data;
  Incident i = incident("2021-01-03-machh", DateSpan::day(day(2021, 1, 3)), at(67.33, 29.864));
  i.killed.low = 11;
  i.injured.best = 4;
  i.attack_type = AttackType::abduction_killing;
  i.precision = PlacePrecision::near;
  i.radius_m = 3000;
  i.status = Status::disputed;
  data.incidents.push_back(i);
  data.incidents.push_back(incident("unknown", DateSpan::between(day(2022, 1, 1), kAfterTime), at(-70, -30)));
  finish(data);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  const TileId world = TileId::from(0, 0, 0).value();
  const auto rows = decode(spacetime_mvt(data, index, world, {}, Step::month).value(), world);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].texts == std::map<std::string, std::string>{{"id", "2021-01-03-machh"},
                                                            {"cell", "0-2-1"},
                                                            {"first", "2021-01-03"},
                                                            {"last", "2021-01-03"},
                                                            {"family", "execution"},
                                                            {"geo_precision", "P4"}});
  CHECK(rows[0].numbers == std::map<std::string, std::int64_t>{{"point_count", 1},
                                                               {"killed", 11},
                                                               {"killed_low", 11},
                                                               {"killed_high", 11},
                                                               {"at_least", 1},
                                                               {"injured", 4},
                                                               {"no_figure", 0},
                                                               {"radius_m", 3000},
                                                               {"disputed", 1}});
  CHECK(std::abs(rows[0].x - 67.33 / 180 * 20037508.342789244) <= 40075016.7 / 4096);
  CHECK_FALSE(rows[1].texts.contains("last"));
  CHECK_FALSE(rows[1].numbers.contains("killed"));
  CHECK_FALSE(rows[1].numbers.contains("radius_m"));
  CHECK_FALSE(rows[1].numbers.contains("disputed"));
  CHECK(rows[1].numbers.at("no_figure") == 1);
}

TEST_CASE("A span of too many units is refused where they would be counted, and no matter where records are listed") {
  Dataset data;
  for (int n = 0; n < 501; ++n)
    data.incidents.push_back(incident("r-" + std::to_string(n), DateSpan::day(day(1500, 1, 1) + 300 * n), at(67, 30)));
  data.incidents.push_back(incident("elsewhere", DateSpan::day(day(2000, 1, 1)), at(-70, 30)));
  finish(data);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  const auto refused = spacetime_mvt(data, index, TileId::from(0, 0, 0).value(), {}, Step::day);
  REQUIRE(refused.has_error());
  CHECK(refused.error().parameter == "step");
  CHECK(spacetime_mvt(data, index, TileId::from(0, 0, 0).value(), {}, Step::month).has_value());
  CHECK_FALSE(spacetime_mvt(data, index, TileId::from(1, 0, 0).value(), {}, Step::day).value().empty());
  CHECK(spacetime_mvt(data, index, TileId::from(1, 0, 1).value(), {}, Step::day).value().empty());
}
