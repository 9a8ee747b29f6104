// Our tiles, read back by GDAL's MVT driver: a second opinion on the bytes and on the sums.
#include "geo/tiles.hpp"
#include "geo/mvt_layer.hpp"
#include "tests/geo/random_dataset.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <set>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

struct Decoded {
  std::uint64_t points = 0, killed = 0, features = 0;
  std::set<std::string> ids;
  std::vector<std::pair<double, double>> mercator;  // metres
};

Decoded decode(const std::string& bytes, const TileId& tile) {
  static const bool registered = [] {
    GDALAllRegister();
    return true;
  }();
  REQUIRE(registered);
  Decoded result;
  if (bytes.empty()) return result;
  std::string copy = bytes;
  const char* name = "/vsimem/tile.mvt";
  VSIFCloseL(VSIFileFromMemBuffer(name, reinterpret_cast<GByte*>(copy.data()), copy.size(), FALSE));
  const std::string x = "X=" + std::to_string(tile.x()), y = "Y=" + std::to_string(tile.y()),
                    z = "Z=" + std::to_string(tile.z());
  const char* options[] = {x.c_str(), y.c_str(), z.c_str(), "METADATA_FILE=", "CLIP=NO", nullptr};
  const char* drivers[] = {"MVT", nullptr};
  GDALDatasetUniquePtr dataset(GDALDataset::Open("MVT:/vsimem/tile.mvt", GDAL_OF_VECTOR, drivers, options));
  REQUIRE(dataset);
  REQUIRE(dataset->GetLayerCount() == 1);
  OGRLayer* layer = dataset->GetLayer(0);
  REQUIRE(std::string(layer->GetName()) == "incidents");
  for (auto& feature : *layer) {
    ++result.features;
    result.points += static_cast<std::uint64_t>(feature->GetFieldAsInteger64("point_count"));
    const int killed = feature->GetFieldIndex("killed");
    if (killed >= 0) result.killed += static_cast<std::uint64_t>(feature->GetFieldAsInteger64(killed));
    const int id = feature->GetFieldIndex("id");
    if (id >= 0 && feature->IsFieldSetAndNotNull(id)) result.ids.insert(feature->GetFieldAsString(id));
    const OGRPoint* point = feature->GetGeometryRef()->toPoint();
    result.mercator.emplace_back(point->getX(), point->getY());
  }
  dataset.reset();
  VSIUnlink(name);
  return result;
}

}  // namespace

TEST_CASE("Point counts and tolls of all tiles of a zoom add up to what matches, as GDAL reads them") {
  const Areas none;
  const Dataset data = random_dataset(51, 600);
  const SpaceTimeIndex index(data, none);
  Random random(8);
  for (int trial = 0; trial < 6; ++trial) {
    const Filter filter = random_filter(random);
    const Tally total = index.total(filter);
    for (const int z : {0, 3, 6}) {
      // Every tile that could hold a record: those of all records, matching or not.
      std::set<std::pair<std::uint32_t, std::uint32_t>> tiles;
      for (const Incident& i : data.incidents) {
        const TileId tile = TileId::of(to_world(i.at), z);
        tiles.insert({tile.x(), tile.y()});
      }
      std::uint64_t points = 0, killed = 0;
      for (const auto& [x, y] : tiles) {
        const TileId tile = TileId::from(z, x, y).value();
        const Decoded decoded = decode(incidents_mvt(data, none, index, tile, filter), tile);
        points += decoded.points;
        killed += decoded.killed;
      }
      REQUIRE(points == total.count);
      REQUIRE(killed == total.killed);
    }
  }
}

TEST_CASE("A single record stands in its tile at its own place, to a sixteenth of a pixel") {
  Dataset data;
  data.incidents.push_back(incident("2021-01-03-machh", DateSpan::day(day(2021, 1, 3)), at(67.33, 29.864)));
  finish(data);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  for (const int z : {0, 5, 13}) {
    const TileId tile = TileId::of(to_world(at(67.33, 29.864)), z);
    const Decoded decoded = decode(incidents_mvt(data, none, index, tile, {}), tile);
    REQUIRE(decoded.ids == std::set<std::string>{"2021-01-03-machh"});
    const double metres_per_unit = 40075016.68557849 / std::exp2(z) / kTileExtent;
    const double pi = std::acos(-1.0);
    REQUIRE(std::abs(decoded.mercator[0].first - 67.33 / 180 * 20037508.342789244) <= metres_per_unit);
    REQUIRE(std::abs(decoded.mercator[0].second - std::log(std::tan(pi / 4 + 29.864 * pi / 360)) * 6378137) <=
            metres_per_unit);
  }
}

TEST_CASE("The GeoJSON of a tile has the features of its MVT") {
  const Areas none;
  const Dataset data = random_dataset(61, 300);
  const SpaceTimeIndex index(data, none);
  for (const int z : {0, 4}) {
    const TileId tile = TileId::of(to_world(at(67.0, 30.18)), z);
    const Decoded decoded = decode(incidents_mvt(data, none, index, tile, {}), tile);
    const std::string json = incidents_tile_geojson(data, none, index, tile, {});
    VSIFCloseL(VSIFileFromMemBuffer("/vsimem/tile.geojson", reinterpret_cast<GByte*>(const_cast<char*>(json.data())),
                                    json.size(), FALSE));
    GDALDatasetUniquePtr dataset(GDALDataset::Open("/vsimem/tile.geojson", GDAL_OF_VECTOR));
    REQUIRE(dataset);
    OGRLayer* layer = dataset->GetLayer(0);
    std::uint64_t features = 0, points = 0;
    for (auto& feature : *layer) {
      ++features;
      points += static_cast<std::uint64_t>(feature->GetFieldAsInteger64("point_count"));
    }
    REQUIRE(features == decoded.features);
    REQUIRE(points == decoded.points);
    dataset.reset();
    VSIUnlink("/vsimem/tile.geojson");
  }
}

TEST_CASE("An empty tile is no bytes as MVT and an empty collection as GeoJSON") {
  const Areas none;
  const Dataset data = random_dataset(71, 100);
  const SpaceTimeIndex index(data, none);
  Filter nothing;
  nothing.window = DateSpan::day(day(1950, 1, 1));
  nothing.date_precision = DatePrecision::day;
  const TileId world = TileId::from(0, 0, 0).value();
  REQUIRE(incidents_mvt(data, none, index, world, nothing).empty());
  REQUIRE(incidents_tile_geojson(data, none, index, world, nothing) == R"({"type":"FeatureCollection","features":[]})");
}

TEST_CASE("A record without any figure says so and claims no toll") {
  Dataset data;
  data.incidents.push_back(incident("unknown-toll", DateSpan::day(day(2012, 5, 1)), at(67, 30)));
  data.incidents.push_back(incident("at-least", DateSpan::day(day(2012, 5, 2)), at(10, 10)));
  data.incidents[1].killed.low = 7;
  finish(data);
  const Areas none;
  const SpaceTimeIndex index(data, none);
  const std::string json = incidents_tile_geojson(data, none, index, TileId::of(to_world(at(67, 30)), 8), {});
  REQUIRE(json.find("\"killed") == std::string::npos);
  REQUIRE(json.find("\"no_figure\":1") != std::string::npos);
  const std::string least = incidents_tile_geojson(data, none, index, TileId::of(to_world(at(10, 10)), 8), {});
  REQUIRE(least.find("\"killed\":7,\"killed_low\":7,\"killed_high\":7,\"at_least\":true") != std::string::npos);
}
