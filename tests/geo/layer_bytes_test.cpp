#include "geo/layer_bytes.hpp"
#include "geo/layer_reader_sheets.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <vector>

using namespace yaad::geo;

TEST_CASE("A format is known by the end of a name, in any case, and by nothing else") {
  CHECK(format_by_name("a/b.GeoJSON").value() == LayerFormat::geojson);
  CHECK(format_by_name("x.json").value() == LayerFormat::geojson);
  CHECK(format_by_name("x.gpkg").value() == LayerFormat::geopackage);
  CHECK(format_by_name("x.CSV").value() == LayerFormat::csv);
  CHECK(format_by_name("x.fgb").value() == LayerFormat::flatgeobuf);
  CHECK(format_by_name("x.shp").value() == LayerFormat::shapefile);
  CHECK(format_by_name("x.XLSX").value() == LayerFormat::xlsx);
  CHECK(format_by_name("x.ods").value() == LayerFormat::ods);
  for (const char* name :
       {"", "x", ".csv", "x.vrt", "x.csv.zip", "x.kml", "/vsicurl/http://a.example/x", "PG:dbname=x"}) {
    const auto format = format_by_name(name);
    REQUIRE(format.has_error());
    CHECK(format.error().allowed.size() == 8);
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
  for (const LayerFormat format :
       {LayerFormat::geojson, LayerFormat::geopackage, LayerFormat::csv, LayerFormat::flatgeobuf,
        LayerFormat::shapefile, LayerFormat::xlsx, LayerFormat::ods}) {
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

namespace {

std::string number(std::uint64_t value, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i, value >>= 8U) text += static_cast<char>(value);
  return text;
}

// An archive that says it has these members, each unpacked to so many bytes; what it packs is nobody's matter here.
std::string archive(const std::vector<std::string>& members, std::uint64_t unpacked, std::uint16_t flags = 0) {
  std::string bytes = "PK\x03\x04 what is packed", list;
  for (const std::string& name : members)
    list += "PK\x01\x02" + number(0, 4) + number(flags, 2) + number(0, 10) + number(20, 4) + number(unpacked, 4) +
            number(name.size(), 2) + number(0, 16) + name;
  const std::string end = "PK\x05\x06" + number(0, 4) + number(members.size(), 2) + number(members.size(), 2) +
                          number(list.size(), 4) + number(bytes.size(), 4) + number(0, 2);
  return bytes + list + end;
}

}  // namespace

TEST_CASE("G5, G9: an archive is a spreadsheet by its members, and is not unpacked past a gigabyte") {
  const std::string good = archive({"[Content_Types].xml", "xl/workbook.xml"}, 1000);
  CHECK(mismatch(good, LayerFormat::xlsx).empty());
  CHECK_FALSE(mismatch(good, LayerFormat::ods).empty());
  CHECK(mismatch(archive({"mimetype", "content.xml"}, 1000), LayerFormat::ods).empty());
  CHECK_FALSE(mismatch(archive({"doc.kml"}, 10), LayerFormat::xlsx).empty());
  CHECK(mismatch(archive({"xl/workbook.xml", "a"}, 600U << 20U), LayerFormat::xlsx).find("gigabyte") !=
        std::string::npos);
  CHECK(mismatch(archive({"xl/workbook.xml"}, 10, 1), LayerFormat::xlsx).find("encrypted") != std::string::npos);
  for (std::size_t length = 0; length < good.size(); ++length) {
    INFO(length);
    CHECK_FALSE(mismatch(good.substr(0, length), LayerFormat::xlsx).empty());
  }
  for (std::size_t at = good.find("PK\x01\x02"); at < good.size(); ++at) {  // no byte leads it outside itself
    std::string damaged = good;
    damaged[at] = '\xff';
    mismatch(damaged, LayerFormat::xlsx);
  }
}

TEST_CASE("A date of a sheet is a day, and what only looks like one stays as it is") {
  CHECK(without_hour("2013/02/16") == "2013-02-16");
  CHECK(without_hour("2013/02/16 10:20:30") == "2013-02-16");
  CHECK(without_hour("2013-02-16T10:20:30") == "2013-02-16");
  for (const char* text : {"", "2013-02", "2013-02-16", "2013/02/16 to 2013/02/18", "16/02/2013", "2013/2/16", "41321"})
    CHECK(without_hour(text) == text);
}

TEST_CASE("A row of a sheet is blank where nothing stands in any cell") {
  CHECK(is_blank_row({"", ""}));
  CHECK_FALSE(is_blank_row({"", "0"}));
}
