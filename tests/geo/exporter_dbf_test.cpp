// The columns of a shapefile are as wide as their longest cell, by what GDAL reads of them.
#include "geo/exporter_file.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <numeric>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

using namespace yaad::geo;

TEST_CASE("Each column of a shapefile is as wide as its longest cell, and one without a cell is of one byte") {
  std::string folder = (std::filesystem::temp_directory_path() / "yaad-test-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  Dataset dataset = yaad::test::random_dataset(5, 300);
  dataset.incidents[7].summary = std::string(300, 'x');
  dataset.incidents[8].summary = "کوئٹہ";  // ten bytes, five letters
  const Areas areas;
  for (const std::size_t count : {0U, 1U, 9U, 300U}) {
    INFO(count);
    std::vector<IncidentIndex> rows(count);
    std::iota(rows.begin(), rows.end(), 0);
    const ExportSource source{dataset, areas, "2026-01-01.abc", "0123", "", 0, rows};
    REQUIRE(write_export_file(source, {ExportFormat::shp}, folder, "file.zip", [](std::size_t) {
              return true;
            }).has_value());
    const GDALDatasetUniquePtr file(
        GDALDataset::Open(("/vsizip/" + folder + "/file.zip/incidents.shp").c_str(), GDAL_OF_VECTOR));
    REQUIRE(file);
    OGRLayer* layer = file->GetLayer(0);
    const OGRFeatureDefn& table = *layer->GetLayerDefn();
    std::vector<std::size_t> longest(static_cast<std::size_t>(table.GetFieldCount()), 1);
    std::size_t read = 0;
    for (auto& feature : *layer) {
      ++read;
      for (int i = 0; i < table.GetFieldCount(); ++i)
        if (feature->IsFieldSetAndNotNull(i))
          longest[static_cast<std::size_t>(i)] =
              std::max(longest[static_cast<std::size_t>(i)], std::strlen(feature->GetFieldAsString(i)));
    }
    CHECK(read == count);
    std::size_t looked_at = 0;
    for (int i = 0; i < table.GetFieldCount(); ++i) {
      const OGRFieldDefn& field = *table.GetFieldDefn(i);
      if (field.GetType() == OFTDate || field.GetType() == OFTReal) continue;
      INFO(field.GetNameRef());
      CHECK(static_cast<std::size_t>(field.GetWidth()) == longest[static_cast<std::size_t>(i)]);
      ++looked_at;
    }
    CHECK(looked_at > 30);
  }
  std::filesystem::remove_all(folder);
}
