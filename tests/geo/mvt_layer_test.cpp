// Single layers of a tile, read back by GDAL's MVT driver.
#include "geo/mvt_layer.hpp"

#include "geo/layer_reader.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <functional>
#include <random>

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

TEST_CASE("No feature is no tile") { CHECK(MvtLayer("incidents", whole_world(), {}).take().empty()); }

TEST_CASE("J6: texts of every script, numbers and truth go through a vector tile unchanged") {
  const std::vector<std::string> texts{"پاراچنار", "کوئٹہ", "می‌شود", "کويټه", "🕯️", "<b>\"&'</b>"};
  constexpr std::array<std::string_view, 4> kNames{"name", "killed", "radius", "only"};
  MvtLayer written("incidents", whole_world(), kNames);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    written.tag(0, texts[i]);
    written.tag(1, std::uint64_t{i} << 40);
    written.tag(2, 0.5);
    written.tag(3, i % 2 == 0);
    written.add_point(to_world(at(60 + static_cast<double>(i), 30)));
  }
  read_back(written.take(), [&](OGRLayer& layer) {
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

TEST_CASE("Thousands of values, small and large, shared and not, are read back as they were written") {
  std::mt19937_64 random(42);
  const auto number = [&] { return random() >> 1U >> random() % 63U; };
  struct Written {
    std::uint64_t small, large;
    std::string text;
  };
  std::vector<Written> expected;
  constexpr std::array<std::string_view, 4> kNames{"never", "text", "large", "small"};
  MvtLayer written("incidents", whole_world(), kNames);
  for (std::size_t i = 0; i < 3000; ++i) {
    expected.push_back({random() % 5000, number(), "t" + std::to_string(random() % 1500)});
    written.tag(3, expected.back().small);
    written.tag(2, expected.back().large);
    written.tag(1, expected.back().text);
    written.add_point({static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random())});
  }
  read_back(written.take(), [&](OGRLayer& layer) {
    CHECK(layer.GetLayerDefn()->GetFieldIndex("never") == -1);
    std::size_t i = 0;
    for (auto& feature : layer) {
      REQUIRE(i < expected.size());
      CHECK(feature->GetFieldAsInteger64("small") == static_cast<GIntBig>(expected[i].small));
      CHECK(feature->GetFieldAsInteger64("large") == static_cast<GIntBig>(expected[i].large));
      CHECK(feature->GetFieldAsString("text") == expected[i].text);
      ++i;
    }
    CHECK(i == expected.size());
  });
}

TEST_CASE("A value that many features share stands in a tile once") {
  constexpr std::array<std::string_view, 3> kNames{"place", "killed", "radius"};
  const auto of_features = [&](std::size_t count) {
    MvtLayer layer("incidents", whole_world(), kNames);
    for (std::size_t i = 0; i < count; ++i) {
      layer.tag(0, std::string(1000, 'a'));
      layer.tag(1, std::uint64_t{1} << 50);
      layer.tag(2, 0.25);
      layer.add_point({});
    }
    return layer.take().size();
  };
  CHECK(of_features(1000) - of_features(999) < 24);
}

TEST_CASE("D6: the corners of a tile have coordinates inside it, from 0 to one less than its extent") {
  constexpr std::array<std::string_view, 1> kNames{"a"};
  MvtLayer written("x", whole_world(), kNames);
  for (const LonLat& where : {at(-180, 90), at(180, -90), at(180, 85), at(-180, -85)}) {
    written.tag(0, true);
    written.add_point(to_world(where));
  }
  read_back(written.take(), [](OGRLayer& layer) {
    CHECK(layer.GetFeatureCount() == 4);
    constexpr double kHalf = 20037508.342789244;
    for (auto& feature : layer) {
      const OGRPoint* point = feature->GetGeometryRef()->toPoint();
      CHECK(std::abs(point->getX()) <= kHalf);
      CHECK(std::abs(point->getY()) <= kHalf);
      CHECK(point->getX() < kHalf);  // the last column, not one past it
    }
  });
}
