#include "geo/layer_reader.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>

using namespace yaad::geo;
namespace fs = std::filesystem;

namespace {

// A folder of its own for each test, gone afterwards.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "layer-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return (path_ / name).string();
  }
  std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Result<Layer> read(const std::string& bytes, LayerFormat format) {
  return read_layer(std::as_bytes(std::span(bytes)), format);
}

std::string error_of(const Result<Layer>& layer) { return layer.has_error() ? layer.error().detail : ""; }

const std::string kTwoPoints = R"({"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{"name":"مچھ","killed":11},"geometry":{"type":"Point","coordinates":[67.33,29.864]}},
  {"type":"Feature","properties":{"name":null,"killed":null},"geometry":null}]})";

// Writes `count` points in rows through OGR; a null epsg writes no reference system.
void write_points(const std::string& path, const char* driver, int epsg, int count, double x0 = 67, double y0 = 30) {
  register_ogr_drivers();
  GDALDriver* made_by = GetGDALDriverManager()->GetDriverByName(driver);
  REQUIRE(made_by != nullptr);
  const GDALDatasetUniquePtr dataset(made_by->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  REQUIRE(dataset != nullptr);
  OGRSpatialReference reference;
  if (epsg != 0) REQUIRE(reference.importFromEPSG(epsg) == OGRERR_NONE);
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRLayer* layer = dataset->CreateLayer("points", epsg == 0 ? nullptr : &reference, wkbPoint, nullptr);
  REQUIRE(layer != nullptr);
  OGRFieldDefn field("name", OFTString);
  REQUIRE(layer->CreateField(&field) == OGRERR_NONE);
  for (int i = 0; i < count; ++i) {
    OGRFeature feature(layer->GetLayerDefn());
    feature.SetField(0, ("row " + std::to_string(i)).c_str());
    const OGRPoint point(x0 + i * 0.01, y0);
    feature.SetGeometry(&point);
    REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
  }
}

}  // namespace

TEST_CASE("GeoJSON is read with text, nulls and points") {
  const auto layer = read(kTwoPoints, LayerFormat::geojson);
  REQUIRE(layer.has_value());
  CHECK(layer->columns == std::vector<std::string>{"name", "killed"});
  REQUIRE(layer->features.size() == 2);
  CHECK(layer->features[0].values == std::vector<std::string>{"مچھ", "11"});
  CHECK(layer->features[0].point == LonLat::from_degrees(67.33, 29.864).value());
  CHECK(layer->features[1].values == std::vector<std::string>{"", ""});
  CHECK_FALSE(layer->features[1].point.has_value());
}

TEST_CASE("Each format is read from its file, and the features are all there") {
  const Folder folder;
  struct Case {
    const char *name, *driver;
  };
  for (const Case& c : {Case{"a.gpkg", "GPKG"}, Case{"a.fgb", "FlatGeobuf"}, Case{"a.shp", "ESRI Shapefile"},
                        Case{"a.geojson", "GeoJSON"}}) {
    INFO(c.driver);
    write_points(folder.path(c.name), c.driver, 4326, 25);
    const auto layer = read_layer_file(folder.path(c.name));
    INFO(error_of(layer));
    REQUIRE(layer.has_value());
    CHECK(layer->features.size() == 25);
    double easternmost = 0;
    for (const LayerFeature& feature : layer->features) {
      REQUIRE(feature.point.has_value());
      easternmost = std::max(easternmost, feature.point->lon());
      CHECK(feature.point->lat() == Approx(30));
    }
    CHECK(easternmost == Approx(67.24));
  }
}

TEST_CASE("I3: projected layers arrive in degrees") {
  const Folder folder;
  write_points(folder.path("utm.gpkg"), "GPKG", 32642, 1, 500000, 4000000);
  const auto layer = read_layer_file(folder.path("utm.gpkg"));
  REQUIRE(layer.has_value());
  CHECK(layer->features[0].point->lon() == Approx(69));
  CHECK(layer->features[0].point->lat() == Approx(36.1447).margin(1e-4));
}

TEST_CASE("I3: Mercator metres in a layer that declares degrees are refused") {
  const Folder folder;
  write_points(folder.path("wrong.gpkg"), "GPKG", 4326, 1, 7458405.88, 3528000);
  const std::string error = error_of(read_layer_file(folder.path("wrong.gpkg")));
  INFO(error);
  CHECK(error.find("feature 1") != std::string::npos);
  CHECK(error.find("longitude") != std::string::npos);
  CHECK_FALSE(
      error_of(
          read(R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[7458405.88,3528000]}})",
               LayerFormat::geojson))
          .empty());
}

TEST_CASE("I3: a layer without a coordinate reference system, or with an unknown one, is refused") {
  const Folder folder;
  write_points(folder.path("none.gpkg"), "GPKG", 0, 1);
  CHECK_FALSE(error_of(read_layer_file(folder.path("none.gpkg"))).empty());
  write_points(folder.path("none.fgb"), "FlatGeobuf", 0, 1);
  CHECK(error_of(read_layer_file(folder.path("none.fgb"))).find("no coordinate reference system") != std::string::npos);
  write_points(folder.path("a.shp"), "ESRI Shapefile", 4326, 1);
  folder.write("a.prj", R"(LOCAL_CS["somewhere",UNIT["m",1]])");
  CHECK_FALSE(error_of(read_layer_file(folder.path("a.shp"))).empty());
}

TEST_CASE("I5: height is left out; several points, lines and collections in one feature are refused") {
  const auto geometry = [](const std::string& text) {
    return read(R"({"type":"Feature","properties":{},"geometry":)" + text + "}", LayerFormat::geojson);
  };
  CHECK(geometry(R"({"type":"Point","coordinates":[67,30,1800]})").value().features[0].point.has_value());
  CHECK(geometry(R"({"type":"MultiPoint","coordinates":[[67,30]]})").value().features[0].point.has_value());
  CHECK_FALSE(geometry(R"({"type":"Point","coordinates":[]})").value().features[0].point.has_value());
  CHECK(geometry(R"({"type":"MultiPoint","coordinates":[[67,30],[68,30]]})").has_error());
  CHECK(geometry(R"({"type":"LineString","coordinates":[[67,30],[68,30]]})").has_error());
  CHECK(geometry(R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[67,30]}]})").has_error());
}

TEST_CASE("G5: a virtual format, XML, JSON, ZIP or PDF under another name is refused") {
  const Folder folder;
  const std::string secret = folder.write("secret.csv", "id\n1\n");
  const std::string vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"secret\"><SrcDataSource>" + secret +
                          "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
  const std::string kml = "<?xml version=\"1.0\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document/></kml>";
  for (const std::string& bytes : {vrt, "\n" + vrt, kml, std::string("PK\x03\x04zip"), std::string("%PDF-1.4"),
                                   std::string("SQLite format 3\0", 16), std::string()}) {
    INFO(bytes.substr(0, 20));
    for (const char* name : {"a.csv", "a.geojson", "a.gpkg", "a.fgb", "a.shp"})
      CHECK_FALSE(error_of(read_layer_file(folder.write(name, bytes))).empty());
  }
  CHECK_FALSE(error_of(read_layer_file(folder.write("b.csv", kTwoPoints))).empty());
  CHECK_FALSE(error_of(read_layer_file(folder.write("b.geojson", "id,date\n1,2\n"))).empty());
  CHECK(error_of(read_layer_file(folder.write("a.vrt", vrt))).find("no format of this name") != std::string::npos);
  CHECK(read_layer_file(folder.write("a.gml", kml)).error().allowed.size() == 8);
}

TEST_CASE("G5: GeoJSON that names a URL or another file opens neither") {
  CHECK_FALSE(
      error_of(read(R"({"type":"FeatureCollection","features":"http://127.0.0.1:9/x.geojson"})", LayerFormat::geojson))
          .empty());
  CHECK_FALSE(error_of(read(R"({"type":"Topology","objects":{},"arcs":[]})", LayerFormat::geojson)).empty());
}

TEST_CASE("G6: URLs, virtual files, connection strings, links, pipes and folders are refused before OGR") {
  const Folder folder;
  const std::string real = folder.write("real.geojson", kTwoPoints);
  REQUIRE(::symlink(real.c_str(), folder.path("link.geojson").c_str()) == 0);
  REQUIRE(::mkfifo(folder.path("pipe.geojson").c_str(), 0600) == 0);
  fs::create_directory(folder.path("folder.geojson"));
  for (const std::string& path :
       {std::string("/vsicurl/http://127.0.0.1:9/a.geojson"), std::string("/vsizip/a.zip/a.geojson"),
        std::string("/vsistdin/a.geojson"), std::string("/vsimem/a.geojson"),
        std::string("http://127.0.0.1:9/a.geojson"), std::string("PG:dbname=a.geojson"),
        std::string("GeoJSON:a.geojson"), std::string("a\0b.geojson", 11), std::string(".geojson"),
        folder.path("link.geojson"), folder.path("pipe.geojson"), folder.path("folder.geojson"),
        folder.path("absent.geojson"), std::string("/dev/zero")}) {
    INFO(path);
    CHECK(read_layer_file(path).has_error());
  }
  CHECK(read_layer_file(real).has_value());
  CHECK(read_layer_file(folder.path("pipe.geojson")).error().detail.find("regular") != std::string::npos);
}

TEST_CASE("G2, G4: damage is said, or every feature is still there; never silence with fewer rows") {
  const Folder folder;
  constexpr int kCount = 200;
  write_points(folder.path("a.gpkg"), "GPKG", 4326, kCount);
  write_points(folder.path("a.fgb"), "FlatGeobuf", 4326, kCount);
  for (const char* name : {"a.gpkg", "a.fgb"}) {
    const std::string whole = slurp(folder.path(name));
    for (std::size_t part = 1; part < 20; ++part) {
      const auto cut =
          read_layer_file(folder.write(std::string("cut-") + name, whole.substr(0, whole.size() * part / 20)));
      INFO(name << " cut to " << part << "/20");
      CHECK((cut.has_error() || cut->features.size() == kCount));
      std::string torn = whole;
      for (std::size_t i = 0; i < 64; ++i) torn[whole.size() * part / 20 + i] = static_cast<char>(i * 37 + part);
      const auto hurt = read_layer_file(folder.write(std::string("torn-") + name, torn));
      CHECK((hurt.has_error() || hurt->features.size() == kCount));
    }
  }
}

TEST_CASE("G4: a damaged GeoPackage is refused or read whole: no feature of it is lost silently") {
  const Folder folder;
  constexpr int kFeatures = 1000;
  write_points(folder.path("whole.gpkg"), "GPKG", 4326, kFeatures, 60);
  const std::string whole = slurp(folder.path("whole.gpkg"));
  REQUIRE(read(whole, LayerFormat::geopackage)->features.size() == kFeatures);
  yaad::test::Random random(4);
  int refused = 0;
  for (int round = 0; round < 150; ++round) {
    std::string damaged = whole;
    const std::size_t start = random.below(static_cast<std::uint32_t>(whole.size() - 64));
    for (std::size_t i = 0; i < 64; ++i) damaged[start + i] = static_cast<char>(random.below(256));
    const auto layer = read(damaged, LayerFormat::geopackage);
    INFO("round " << round << ", at byte " << start);
    if (layer.has_error()) ++refused;
    else REQUIRE(layer->features.size() == kFeatures);
  }
  CHECK(refused > 0);
}

TEST_CASE("G7: a GeoPackage in WAL mode, part of which may stand in another file, is refused") {
  const Folder folder;
  write_points(folder.path("a.gpkg"), "GPKG", 4326, 3);
  std::string bytes = slurp(folder.path("a.gpkg"));
  bytes[18] = bytes[19] = 2;
  CHECK(error_of(read_layer_file(folder.write("wal.gpkg", bytes))).find("WAL") != std::string::npos);
}

TEST_CASE("G9: JSON nested deeper than any GeoJSON is refused before it is parsed") {
  std::string deep = R"({"type":"Feature","geometry":null,"properties":{"a":)";
  deep += std::string(100000, '[') + std::string(100000, ']') + "}}";
  CHECK(error_of(read(deep, LayerFormat::geojson)).find("nested") != std::string::npos);
}

TEST_CASE("J1: text that is not UTF-8 is refused, with its feature and column") {
  const std::string error = error_of(read("id,name\n1,Quetta\n2,Quett\xE1\n", LayerFormat::csv));
  CHECK(error.find("feature 2: name is not UTF-8") != std::string::npos);
}

TEST_CASE("CSV keeps every value as the text that stands there") {
  const auto layer = read("id,code,n\n1,007,1e3\n\"2\",\"a,b\",\n", LayerFormat::csv);
  REQUIRE(layer.has_value());
  CHECK(layer->columns == std::vector<std::string>{"id", "code", "n"});
  CHECK(layer->features[0].values == std::vector<std::string>{"1", "007", "1e3"});
  CHECK(layer->features[1].values == std::vector<std::string>{"2", "a,b", ""});
}

TEST_CASE("J2, J3: NUL and UTF-16 are refused before OGR cuts the text short") {
  CHECK_FALSE(error_of(read(std::string("id,name\n1,a\0b\n", 14), LayerFormat::csv)).empty());
  CHECK_FALSE(error_of(read(std::string("\xFF\xFEi\0d\0\n\0", 8), LayerFormat::csv)).empty());
  CHECK_FALSE(error_of(read(kTwoPoints + std::string(1, '\0'), LayerFormat::geojson)).empty());
}

TEST_CASE("A date of a layer is read as the day that ISO 8601 writes") {
  const auto layer = read(
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"day":"2001-02-11"},"geometry":null}]})",
      LayerFormat::geojson);
  REQUIRE(layer.has_value());
  CHECK(layer->features[0].values == std::vector<std::string>{"2001-02-11"});
}

TEST_CASE("Only the drivers that something is read or written with are registered") {
  register_ogr_drivers();
  for (const char* driver : {"OGR_VRT", "GML", "LIBKML", "MySQL", "MSSQLSpatial", "WFS", "HTTP", "PDF"})
    CHECK(GetGDALDriverManager()->GetDriverByName(driver) == nullptr);
}
