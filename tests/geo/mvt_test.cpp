// Single layers of a tile, read back by GDAL's MVT driver.
#include "geo/mvt.hpp"

#include "geo/layer_reader.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <functional>

using namespace yaad::geo;
using yaad::test::at;

namespace {

void read_back(std::string bytes, const std::function<void(OGRLayer&)>& look) {
  GDALAllRegister();
  const char* name = "/vsimem/one.mvt";
  VSIFCloseL(VSIFileFromMemBuffer(name, reinterpret_cast<GByte*>(bytes.data()), bytes.size(), FALSE));
  const char* options[] = {"X=0", "Y=0", "Z=0", "METADATA_FILE=", "CLIP=NO", nullptr};
  const char* drivers[] = {"MVT", nullptr};
  GDALDatasetUniquePtr dataset(GDALDataset::Open("MVT:/vsimem/one.mvt", GDAL_OF_VECTOR, drivers, options));
  REQUIRE(dataset);
  REQUIRE(dataset->GetLayerCount() == 1);
  look(*dataset->GetLayer(0));
  dataset.reset();
  VSIUnlink(name);
}

TileId whole_world() { return TileId::of(World{}, 0); }

}  // namespace

TEST_CASE("No feature is no tile") { CHECK(encode_mvt("incidents", whole_world(), {}).empty()); }

TEST_CASE("J6: texts of every script, numbers and truth go through a vector tile unchanged") {
  const std::vector<std::string> texts{"پاراچنار", "کوئٹہ", "می‌شود", "کويټه", "🕯️", "<b>\"&'</b>"};
  std::vector<TileFeature> features;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    features.push_back(
        {to_world(at(60 + static_cast<double>(i), 30)),
         {{"name", texts[i]}, {"killed", std::uint64_t{i} << 40}, {"radius", 0.5}, {"only", i % 2 == 0}}});
  }
  read_back(encode_mvt("incidents", whole_world(), features), [&](OGRLayer& layer) {
    REQUIRE(std::string(layer.GetName()) == "incidents");
    REQUIRE(layer.GetFeatureCount() == static_cast<GIntBig>(texts.size()));
    std::size_t i = 0;
    for (auto& feature : layer) {
      CHECK(feature->GetFieldAsString("name") == texts[i]);
      CHECK(feature->GetFieldAsInteger64("killed") == static_cast<GIntBig>(std::uint64_t{i} << 40));
      CHECK(feature->GetFieldAsDouble("radius") == 0.5);
      CHECK(feature->GetFieldAsInteger("only") == (i % 2 == 0 ? 1 : 0));
      ++i;
    }
  });
}

TEST_CASE("D6: the corners of a tile have coordinates inside it, from 0 to one less than its extent") {
  std::vector<TileFeature> features;
  for (const LonLat& where : {at(-180, 90), at(180, -90), at(180, 85), at(-180, -85)})
    features.push_back({to_world(where), {{"a", true}}});
  read_back(encode_mvt("x", whole_world(), features), [](OGRLayer& layer) {
    constexpr double kHalf = 20037508.342789244;
    for (auto& feature : layer) {
      const OGRPoint* point = feature->GetGeometryRef()->toPoint();
      CHECK(std::abs(point->getX()) <= kHalf);
      CHECK(std::abs(point->getY()) <= kHalf);
      CHECK(point->getX() < kHalf);  // the last column, not one past it
    }
  });
}
