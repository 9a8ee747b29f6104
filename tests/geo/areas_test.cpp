#include "geo/areas.hpp"

#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <ogr_geometry.h>

#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

using namespace yaad::geo;
using yaad::test::at;
using yaad::test::Random;

namespace {

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

std::string feature(const std::string& properties, const std::string& type, const std::string& coordinates) {
  return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":{"type":")" + type +
         R"(","coordinates":)" + coordinates + "}}";
}

std::string collection(const std::vector<std::string>& features) {
  std::string json = R"({"type":"FeatureCollection","features":[)";
  for (std::size_t i = 0; i < features.size(); ++i) json += (i == 0 ? "" : ",") + features[i];
  return json + "]}";
}

const std::string kPakistan =
    R"("code":"PK","name":"Pakistan","name_ur":"پاکستان","name_fa":"پاکستان","level":"country","label_lon":69,"label_lat":30)";
const std::string kSquare = "[[[60,24],[78,24],[78,37],[60,37],[60,24]]]";

// A country with a lake left out and an island, two provinces, of which one has a notch, and a district.
std::string world() {
  return collection({
      feature(kPakistan, "MultiPolygon",
              "[[[[60,24],[78,24],[78,37],[60,37],[60,24]],[[64,30],[66,30],[66,32],[64,32],[64,30]]],"
              "[[[56,20],[58,20],[58,22],[56,22],[56,20]]]]"),
      feature(
          R"("code":"PK-BA","name":"Balochistan","level":"province","parent":"PK","label_lon":65,"label_lat":28,"aliases":"Baluchistan;Balochistān")",
          "Polygon", "[[[60,24],[70,24],[70,29],[67,27],[70,32],[60,32],[60,24]]]"),
      feature(
          R"("code":"PK-SD","name":"Sindh","level":"province","parent":"PK","label_lon":72,"label_lat":26,"aliases":["Sind","Scinde"])",
          "Polygon", "[[[70,24],[78,24],[78,29],[70,29],[70,24]]]"),
      feature(
          R"("code":"PK-BA.mastung","name":"Mastung","level":"district","parent":"PK-BA","label_lon":66.8,"label_lat":29.8)",
          "Polygon", "[[[66.5,29.5],[67.2,29.6],[67,30.1],[66.4,30],[66.5,29.5]]]"),
  });
}

Areas areas() {
  const std::string json = world();
  return Areas::from_geojson(bytes_of(json)).value();
}

std::string error_of(const std::string& json) {
  const auto read = Areas::from_geojson(bytes_of(json));
  return read.has_error() ? read.error().detail : "";
}

OGRPolygon rectangle(double west, double south, double east, double north) {
  OGRLinearRing ring;
  ring.addPoint(west, south);
  ring.addPoint(east, south);
  ring.addPoint(east, north);
  ring.addPoint(west, north);
  ring.addPoint(west, south);
  OGRPolygon polygon;
  polygon.addRing(&ring);
  return polygon;
}

// The area as OGR's own geometry; rings of several polygons become one by symmetric difference, the even-odd rule.
std::unique_ptr<OGRGeometry> as_ogr(const Area& area) {
  std::unique_ptr<OGRGeometry> sum = std::make_unique<OGRMultiPolygon>();
  for (const Ring& ring : area.rings) {
    OGRLinearRing line;
    for (std::size_t i = 0; i < ring.lon.size(); ++i) line.addPoint(ring.lon[i], ring.lat[i]);
    OGRPolygon polygon;
    polygon.addRing(&line);
    sum.reset(sum->SymDifference(&polygon));
  }
  return sum;
}

}  // namespace

TEST_CASE("Areas are read with codes, names, levels and polygons, sorted by code") {
  const Areas known = areas();
  REQUIRE(known.all().size() == 4);
  CHECK(known.all()[0].code == "PK");
  CHECK(known.all()[0].name_ur == "پاکستان");
  CHECK(known.all()[0].rings.size() == 3);
  CHECK(known.all()[0].bbox == Bbox{56, 20, 78, 37});
  CHECK(known.all()[2].code == "PK-BA.mastung");
  CHECK(known.all()[2].level == AreaLevel::district);
  CHECK(known.all()[2].label == at(66.8, 29.8));
  CHECK(known.find("PK-BA")->aliases == std::vector<std::string>{"Baluchistan", "Balochistān"});
  CHECK(known.find("PK-SD")->aliases == std::vector<std::string>{"Sind", "Scinde"});
  CHECK(known.index_of("PK-SD") == AreaIndex{3});
  CHECK(known.find("PK-XX") == nullptr);
  CHECK(Areas().find("PK") == nullptr);
}

TEST_CASE("A point lies in the area of each level that holds it") {
  const Areas known = areas();
  const auto code = [&](double lon, double lat, AreaLevel level) {
    const Area* area = known.point_in(at(lon, lat), level);
    return area == nullptr ? std::string() : area->code;
  };
  CHECK(code(67, 29.9, AreaLevel::country) == "PK");
  CHECK(code(67, 29.9, AreaLevel::province) == "PK-BA");
  CHECK(code(66.8, 29.8, AreaLevel::district) == "PK-BA.mastung");
  CHECK(code(68.7, 28.5, AreaLevel::province).empty());  // in the notch
  CHECK(code(65, 31, AreaLevel::country).empty());       // in the hole
  CHECK(code(57, 21, AreaLevel::country) == "PK");       // on the island
  CHECK(code(0, 0, AreaLevel::country).empty());
}

TEST_CASE("A border belongs to one of two neighbours, never to both or none") {
  const std::string json = collection({
      feature(kPakistan, "Polygon", kSquare),
      feature(R"("code":"PK-A","name":"A","level":"province","parent":"PK","label_lon":65,"label_lat":30)", "Polygon",
              "[[[60,24],[70,24],[69.7,30],[70,37],[60,37],[60,24]]]"),
      feature(R"("code":"PK-B","name":"B","level":"province","parent":"PK","label_lon":75,"label_lat":30)", "Polygon",
              "[[[70,24],[78,24],[78,37],[70,37],[69.7,30],[70,24]]]"),
  });
  const Areas known = Areas::from_geojson(bytes_of(json)).value();
  const auto& a = *known.find("PK-A");
  const auto& b = *known.find("PK-B");
  for (const LonLat& where : {at(69.7, 30), at(69.85, 27), at(69.85, 33.5), at(70, 36.9)})
    CHECK(contains(a.rings, where) != contains(b.rings, where));
}

TEST_CASE("Looking at one band of latitude gives the answer of all edges, on corners and edges too") {
  Random random(31);
  for (int round = 0; round < 200; ++round) {
    std::vector<Ring> rings(1 + random.below(3));
    std::vector<LonLat> probes;
    for (Ring& ring : rings) {
      // Steps of a quarter, so that corners and probes share latitudes; the outline may cross itself.
      for (std::uint32_t n = 3 + random.below(60); n > 0; --n) {
        ring.lon.push_back(60 + 0.25 * random.below(40));
        ring.lat.push_back(24 + 0.25 * random.below(round % 2 == 0 ? 40 : 2));
        probes.push_back(at(ring.lon.back(), ring.lat.back()));
      }
      ring.lon.push_back(ring.lon.front());
      ring.lat.push_back(ring.lat.front());
    }
    for (int n = 0; n < 200; ++n) probes.push_back(at(random.between(59, 71), random.between(23, 35)));
    for (int n = 0; n < 100; ++n) probes.push_back(at(59 + 0.125 * random.below(96), 23 + 0.125 * random.below(96)));
    const BandedRings banded(rings);
    for (const LonLat& probe : probes) REQUIRE(banded.contains(probe) == contains(rings, probe));
  }
  CHECK_FALSE(BandedRings({}).contains(at(0, 0)));
}

TEST_CASE("OGR agrees which random points lie inside and which random rectangles touch") {
  const Areas known = areas();
  Random random(7);
  for (const Area& area : known.all()) {
    const auto second = as_ogr(area);
    INFO(area.code);
    for (int i = 0; i < 2000; ++i) {
      const LonLat where = at(random.between(55, 80), random.between(19, 38));
      const OGRPoint point(where.lon(), where.lat());
      REQUIRE(contains(area.rings, where) == (second->Contains(&point) != 0));
      const double width = random.chance(50) ? 0.2 : 12;
      const double west = random.between(55, 79);
      const double south = random.between(19, 37);
      const Bbox box{west, south, west + random.between(0, width), south + random.between(0, width)};
      const OGRPolygon rectangle_of_box = rectangle(box.west, box.south, box.east, box.north);
      REQUIRE(known.touches(area, box) == (second->Intersects(&rectangle_of_box) != 0));
    }
  }
}

TEST_CASE("A rectangle over the antimeridian touches what lies on either side of it") {
  const std::string json = collection(
      {feature(R"("code":"FJ","name":"Fiji","level":"country","label_lon":178,"label_lat":-17)", "MultiPolygon",
               "[[[[177,-18],[180,-18],[180,-16],[177,-16],[177,-18]]],[[[-180,-18],[-179,-18],[-179,-16],[-180,-16],[-"
               "180,-18]]]]")});
  const Areas known = Areas::from_geojson(bytes_of(json)).value();
  const Area& fiji = known.all()[0];
  CHECK(known.touches(fiji, {179.5, -17, -179.5, -16.5}));
  CHECK(known.touches(fiji, {170, -20, -170, -10}));
  CHECK(known.touches(fiji, {-179.9, -17, -179.8, -16.9}));
  CHECK_FALSE(known.touches(fiji, {-178, -17, 176, -16.5}));  // the long way round, between the two parts
  CHECK_FALSE(known.touches(fiji, {175, 10, -175, 20}));
  CHECK(known.point_in(at(-180, -17), AreaLevel::country) != nullptr);
}

TEST_CASE("Touching at an edge or a corner is touching; a rectangle of no size is a point") {
  const Areas known = areas();
  const Area& sindh = *known.find("PK-SD");
  CHECK(known.touches(sindh, {60, 20, 70, 24}));
  CHECK(known.touches(sindh, {78, 29, 80, 30}));
  CHECK_FALSE(known.touches(sindh, {60, 20, 69.999, 23.999}));
  CHECK(known.touches(sindh, {72, 26, 72, 26}));
  CHECK_FALSE(known.touches(*known.find("PK"), {64.5, 30.5, 65.5, 31.5}));  // wholly within the hole
  CHECK(known.touches(*known.find("PK"), {-180, -90, 180, 90}));
}

TEST_CASE("An area that is not whole is refused by its code and with a reason") {
  const std::string rest = R"(,"name":"X","level":"country","label_lon":69,"label_lat":30)";
  const auto says = [](const std::string& json, const std::string& words) {
    const std::string error = error_of(json);
    INFO(error);
    CHECK(error.find(words) != std::string::npos);
  };
  says(collection({feature(R"("code":"")" + rest, "Polygon", kSquare)}), "no code");
  says(collection({feature(R"("code":"X","level":"country","label_lon":69,"label_lat":30)", "Polygon", kSquare)}),
       "area X: it has no name");
  says(collection(
           {feature(R"("code":"X","name":"X","level":"town","label_lon":69,"label_lat":30)", "Polygon", kSquare)}),
       "level");
  says(collection({feature(R"("code":"X","name":"X","level":"country","label_lon":69)", "Polygon", kSquare)}), "label");
  says(collection(
           {feature(R"("code":"X","name":"X","level":"country","label_lon":690,"label_lat":30)", "Polygon", kSquare)}),
       "longitude");
  says(collection({feature(kPakistan, "Polygon", kSquare), feature(kPakistan, "Polygon", kSquare)}), "twice");
  says(collection({feature(R"("code":"X","name":"X","level":"province","parent":"Y","label_lon":69,"label_lat":30)",
                           "Polygon", kSquare)}),
       "parent");
  says(collection({feature(kPakistan, "Point", "[69,30]")}), "no polygon");
}

TEST_CASE("I5: polygons that cross themselves, stay open or have a hole outside are refused") {
  for (const char* ring : {
           "[[[60,24],[78,37],[78,24],[60,37],[60,24]]]",                                            // a bow tie
           "[[[60,24],[78,24],[78,37],[60,37]]]",                                                    // open
           "[[[60,24],[78,24],[60,24]]]",                                                            // a line
           "[[[60,24],[70,24],[70,30],[60,30],[60,24]],[[75,25],[77,25],[77,27],[75,27],[75,25]]]",  // hole outside
       }) {
    INFO(ring);
    CHECK_FALSE(error_of(collection({feature(kPakistan, "Polygon", ring)})).empty());
  }
}

TEST_CASE("The last part of a district's code is its English name in small letters with hyphens") {
  CHECK(area_slug("Dera Ismail Khan") == "dera-ismail-khan");
  CHECK(area_slug("Sherāni") == "sherani");
  CHECK(area_slug("Sūrāb (Shaheed Sikandarabad)") == "surab-shaheed-sikandarabad");
}

TEST_CASE("The areas that the program carries hold the places of the seed documents") {
  std::ifstream file(YAAD_SOURCE_DIR "/build/mapdata/areas.geojson", std::ios::binary);
  if (!file) {
    WARN("build/mapdata/areas.geojson is not built here: geo/mapdata/derive makes it");
    return;
  }
  const std::string json((std::istreambuf_iterator<char>(file)), {});
  const auto read = Areas::from_geojson(bytes_of(json));
  INFO((read.has_error() ? read.error().detail : std::string()));
  REQUIRE(read.has_value());
  const auto code = [&](double lon, double lat, AreaLevel level) {
    const Area* area = read->point_in(at(lon, lat), level);
    return area == nullptr ? std::string() : area->code;
  };
  CHECK(code(67.0, 30.18, AreaLevel::country) == "PK");
  CHECK(code(67.0, 30.18, AreaLevel::province) == "PK-BA");
  CHECK(code(67.0, 30.18, AreaLevel::district) == "PK-BA.quetta");
  CHECK(code(70.10, 33.90, AreaLevel::province) == "PK-KP");
  CHECK(code(67.0446, 24.9002, AreaLevel::province) == "PK-SD");
  CHECK(code(69.17, 34.53, AreaLevel::province) == "AF-KAB");
  CHECK(code(61.5, 28.9, AreaLevel::country) == "IR");
  for (const Area& area : read->all()) {
    INFO(area.code);
    CHECK(contains(area.rings, area.label));  // the badge of an area stands inside it
  }
}
