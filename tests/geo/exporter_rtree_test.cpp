// The spatial index of a GeoPackage, by what SQLite and GDAL say of it.
#include "geo/exporter_rtree.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <random>

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

using yaad::geo::PackedRtree;

namespace {

std::string first_text(GDALDataset& dataset, const std::string& sql) {
  OGRLayer* rows = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
  REQUIRE(rows != nullptr);
  std::string text;
  if (const OGRFeatureUniquePtr row{rows->GetNextFeature()}; row) text = row->GetFieldAsString(0);
  dataset.ReleaseResultSet(rows);
  return text;
}

// Points, boxes and rows without a place, with many at one spot; the boxes of those that have a place.
std::vector<OGREnvelope> random_boxes(std::mt19937& random, std::size_t count) {
  std::uniform_real_distribution<double> degrees(-90, 90), side(0, 5);
  std::vector<OGREnvelope> boxes(count);
  for (std::size_t i = 0; i < count; ++i) {
    OGREnvelope& box = boxes[i];
    if (i % 7 == 3) continue;
    box.MinX = i % 5 == 0 ? 67.0 : degrees(random);
    box.MinY = i % 5 == 0 ? 30.2 : degrees(random);
    box.MaxX = box.MinX + (i % 11 == 0 ? side(random) : 0);
    box.MaxY = box.MinY + (i % 11 == 0 ? side(random) : 0);
  }
  return boxes;
}

}  // namespace

TEST_CASE("The packed index of a GeoPackage is sound, finds what a look at every row finds, and grows as any other") {
  RegisterOGRGeoPackage();
  // The reader of layers forbids the functions of triggers in files it does not know; whoever edits ours allows them.
  const CPLConfigOptionSetter trusting("OGR_SQLITE_PRAGMA", "trusted_schema=1", false);
  std::string folder = (std::filesystem::temp_directory_path() / "yaad-test-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  const std::string path = folder + "/layer.gpkg";
  for (const std::size_t count : {0U, 1U, 51U, 52U, 400U, 2602U, 9000U}) {
    INFO(count);
    std::mt19937 random(static_cast<unsigned>(count));
    const std::vector<OGREnvelope> boxes = random_boxes(random, count);
    std::filesystem::remove(path);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    REQUIRE(dataset);
    OGRLayer* layer = dataset->CreateLayer("incidents", nullptr, wkbUnknown, nullptr);
    REQUIRE(layer->SyncToDisk() == OGRERR_NONE);
    const std::string triggers =
        "SELECT group_concat(sql) FROM (SELECT sql FROM sqlite_master WHERE type = 'trigger' "
        "AND name LIKE 'rtree%' ORDER BY name)";
    const std::string before = first_text(*dataset, triggers);
    REQUIRE(before.find("CREATE TRIGGER") != before.npos);

    PackedRtree index(*dataset, "incidents", "geom");
    const auto insert = [&](const OGREnvelope& box) {
      OGRFeature feature(layer->GetLayerDefn());
      if (box.IsInit() != 0) {
        OGRLineString line;
        line.addPoint(box.MinX, box.MinY);
        line.addPoint(box.MaxX, box.MaxY);
        feature.SetGeometry(&line);
      }
      REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
      return static_cast<std::uint32_t>(feature.GetFID());
    };
    std::size_t placed = 0;
    for (const OGREnvelope& box : boxes) {
      const std::uint32_t fid = insert(box);
      if (box.IsInit() == 0) continue;
      index.add(fid, box);
      ++placed;
    }
    index.write();
    CHECK(first_text(*dataset, triggers) == before);
    CHECK(first_text(*dataset, "SELECT rtreecheck('rtree_incidents_geom')") == "ok");
    CHECK(first_text(*dataset, "SELECT count(*) FROM rtree_incidents_geom") == std::to_string(placed));

    // Whoever edits the layer after us adds to the same tree.
    OGREnvelope more;
    more.MinX = more.MaxX = 61;
    more.MinY = more.MaxY = 29;
    insert(more);
    dataset.reset();
    dataset.reset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    REQUIRE(dataset);
    CHECK(first_text(*dataset, "SELECT rtreecheck('rtree_incidents_geom')") == "ok");
    layer = dataset->GetLayerByName("incidents");
    std::uniform_real_distribution<double> degrees(-95, 95), side(0, 40);
    for (int window = 0; window < 50; ++window) {
      OGREnvelope asked;
      asked.MinX = window == 0 ? 61 : degrees(random);
      asked.MinY = window == 0 ? 29 : degrees(random);
      asked.MaxX = asked.MinX + side(random);
      asked.MaxY = asked.MinY + side(random);
      const std::string sql = "SELECT count(*) FROM rtree_incidents_geom WHERE minx <= " + std::to_string(asked.MaxX) +
                              " AND maxx >= " + std::to_string(asked.MinX) +
                              " AND miny <= " + std::to_string(asked.MaxY) +
                              " AND maxy >= " + std::to_string(asked.MinY);
      std::size_t touching = asked.Intersects(more) != 0 ? 1U : 0U;
      for (const OGREnvelope& box : boxes) touching += box.IsInit() != 0 && asked.Intersects(box) != 0 ? 1U : 0U;
      CHECK(first_text(*dataset, sql) == std::to_string(touching));
    }
  }
  std::filesystem::remove_all(folder);
}
