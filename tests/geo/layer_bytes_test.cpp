#include "geo/layer_bytes.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace yaad::geo;

TEST_CASE("A format is known by the end of a name, in any case, and by nothing else") {
  CHECK(format_by_name("a/b.GeoJSON").value() == LayerFormat::geojson);
  CHECK(format_by_name("x.json").value() == LayerFormat::geojson);
  CHECK(format_by_name("x.gpkg").value() == LayerFormat::geopackage);
  CHECK(format_by_name("x.CSV").value() == LayerFormat::csv);
  CHECK(format_by_name("x.fgb").value() == LayerFormat::flatgeobuf);
  CHECK(format_by_name("x.shp").value() == LayerFormat::shapefile);
  for (const char* name :
       {"", "x", ".csv", "x.vrt", "x.csv.zip", "x.kml", "/vsicurl/http://a.example/x", "PG:dbname=x"}) {
    const auto format = format_by_name(name);
    REQUIRE(format.has_error());
    CHECK(format.error().allowed.size() == 6);
  }
}

TEST_CASE("G5: bytes are compared with what the name promises") {
  const std::string geojson = R"({"type":"FeatureCollection","features":[]})";
  CHECK(mismatch(geojson, LayerFormat::geojson).empty());
  CHECK(mismatch("\xEF\xBB\xBF " + geojson, LayerFormat::geojson).empty());
  CHECK(mismatch("id,name\n", LayerFormat::csv).empty());
  CHECK(mismatch("fgb\x03"
                 "fgb\x01",
                 LayerFormat::flatgeobuf)
            .empty());
  CHECK(mismatch(std::string("\0\0\x27\x0A....", 8), LayerFormat::shapefile).empty());
  for (const LayerFormat format : {LayerFormat::geojson, LayerFormat::geopackage, LayerFormat::csv,
                                   LayerFormat::flatgeobuf, LayerFormat::shapefile}) {
    CHECK_FALSE(mismatch("", format).empty());
    CHECK_FALSE(mismatch("<OGRVRTDataSource/>", format).empty());
    CHECK_FALSE(mismatch("PK\x03\x04", format).empty());
  }
  CHECK_FALSE(mismatch(std::string("id,na\0me\n", 9), LayerFormat::csv).empty());
  CHECK_FALSE(mismatch("SQLite format 3", LayerFormat::geopackage).empty());
}

TEST_CASE("G9: brackets inside texts are no depth, and depth beyond any GeoJSON is refused") {
  CHECK(mismatch(R"({"a":")" + std::string(1000, '[') + R"(\"[["})", LayerFormat::geojson).empty());
  CHECK_FALSE(mismatch(R"({"a":)" + std::string(40, '[') + std::string(40, ']') + "}", LayerFormat::geojson).empty());
}
