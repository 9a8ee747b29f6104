#include "geo/projection.hpp"

#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <ogr_spatialref.h>

#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

using namespace yaad::geo;
using yaad::test::at;
using yaad::test::Random;

TEST_CASE("I6: the self-test of three known points passes, also where the environment turns the network on") {
  REQUIRE(setenv("PROJ_NETWORK", "ON", 1) == 0);
  const auto failure = projection_self_test();
  unsetenv("PROJ_NETWORK");
  CHECK_FALSE(failure.has_value());
}

TEST_CASE("Known places stand where others say they stand") {
  struct Known {
    const char* crs;
    double x, y, lon, lat, tolerance;
  };
  // EPSG's own worked examples (Guidance Note 7-2) and the corners of the Mercator square.
  for (const Known& known : std::vector<Known>{
           {"EPSG:3857", 0, 0, 0, 0, 1e-9},
           {"EPSG:3857", -20037508.342789244, -20037508.342789244, -180, -85.05112877980659, 1e-9},
           {"EPSG:32642", 500000, 0, 69, 0, 1e-9},
           {"EPSG:32642", 500000, 4000000, 69, 36.1447180988, 1e-6},
           {"EPSG:4326", 67, 30.2, 67, 30.2, 1e-12},  // longitude first, whatever EPSG says
           {"OGC:CRS84", 67, 30.2, 67, 30.2, 1e-12},
       }) {
    INFO(known.crs);
    const auto projection = Projection::to_crs84(known.crs);
    REQUIRE(projection.has_value());
    const auto there = projection->forward({known.x, known.y});
    REQUIRE(there.has_value());
    CHECK(std::abs(there->lon() - known.lon) < known.tolerance);
    CHECK(std::abs(there->lat() - known.lat) < known.tolerance);
    const auto again = projection->back(at(known.lon, known.lat));
    REQUIRE(again.has_value());
    CHECK(std::abs(again->x - known.x) < 0.2);
    CHECK(std::abs(again->y - known.y) < 0.2);
  }
}

TEST_CASE("OGR's own transformation agrees on random points") {
  Random random(20);
  for (const int epsg : {4326, 3857, 32641, 32642, 32643, 24378, 2098, 9473, 3035}) {
    INFO(epsg);
    const auto projection = Projection::to_crs84("EPSG:" + std::to_string(epsg));
    REQUIRE(projection.has_value());
    OGRSpatialReference from;
    REQUIRE(from.importFromEPSG(epsg) == OGRERR_NONE);
    from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRSpatialReference to;
    to.SetWellKnownGeogCS("CRS84");
    to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const std::unique_ptr<OGRCoordinateTransformation> second(OGRCreateCoordinateTransformation(&to, &from));
    REQUIRE(second != nullptr);
    for (int i = 0; i < 100; ++i) {
      const LonLat place = at(random.between(60, 78), random.between(24, 38));
      const auto planar = projection->back(place);
      double x = place.lon();
      double y = place.lat();
      const bool transformed = second->Transform(1, &x, &y) != 0;
      REQUIRE(planar.has_value() == transformed);
      if (!transformed) continue;
      CHECK(std::abs(planar->x - x) < 1e-6 * std::max(1.0, std::abs(x)));
      CHECK(std::abs(planar->y - y) < 1e-6 * std::max(1.0, std::abs(y)));
      const auto home = projection->forward(*planar);
      REQUIRE(home.has_value());
      CHECK(distance_m(*home, place) < 0.01);
    }
  }
}

TEST_CASE("I3: metres where degrees are declared are refused") {
  const auto projection = Projection::to_crs84("EPSG:4326").value();
  CHECK(projection.forward({7458405.88, 3528000.0}).has_error());
  CHECK(projection.forward({67, 95}).has_error());
}

TEST_CASE("I1: what is no number is no coordinate") {
  const auto projection = Projection::to_crs84("EPSG:32642").value();
  for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL, 1e300}) {
    CHECK(projection.forward({bad, 0}).has_error());
    CHECK(projection.forward({0, bad}).has_error());
  }
}

TEST_CASE("I3: unknown systems, pipelines and names of files are refused") {
  for (const char* crs : {"", "EPSG:", "EPSG:999999", "4326", "wgs84", "Pakistan", "+proj=longlat", "EPSG:4326+5773:x",
                          "+proj=longlat +nadgrids=/etc/passwd", "urn:ogc:def:crs:EPSG::4326",
                          "http://www.opengis.net/def/crs/EPSG/0/4326", "PROJCS[broken", "/etc/passwd", "EPSG:4326\n",
                          "GEOGCS[\"x\",EXTENSION[\"PROJ4\",\"+nadgrids=/etc/passwd\"]]"}) {
    INFO(crs);
    CHECK(Projection::to_crs84(crs).has_error());
  }
  CHECK(Projection::to_crs84(std::string_view("EPSG:4326\0", 10)).has_error());
}

TEST_CASE("A projection can be moved and goes on working") {
  auto first = Projection::to_crs84("EPSG:3857").value();
  const Projection second = std::move(first);
  CHECK(second.forward({0, 0}).value() == at(0, 0));
}

TEST_CASE("A system is asked for by its code or by OGC's address of it, and the address brings the authority's axes") {
  CHECK(parse_crs_name("EPSG:4326").value() == CrsName{"EPSG:4326", AxisOrder::x_first});
  CHECK(parse_crs_name("http://www.opengis.net/def/crs/EPSG/0/4326").value() ==
        CrsName{"EPSG:4326", AxisOrder::authority});
  for (const char* crs84 : {"CRS84", "OGC:CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"})
    CHECK(parse_crs_name(crs84).value().is_crs84());
  CHECK(parse_crs_name("EPSG:32642").value().uri() == "http://www.opengis.net/def/crs/EPSG/0/32642");
  for (const char* wrong : {"", "EPSG:", "EPSG:x", "EPSG:04326", "EPSG:1234567", "epsg:4326", "4326", "EPSG:4326 ",
                            "http://www.opengis.net/def/crs/EPSG/0/", "http://evil.example/def/crs/EPSG/0/4326",
                            "ESRI:54009", "EPSG:-1", "GEOGCRS[]"}) {
    INFO(wrong);
    CHECK(parse_crs_name(wrong).has_error());
  }
}

TEST_CASE("Axes are in the authority's order only where that is asked for") {
  // By EPSG's own registry: ETRS89-extended / LAEA Europe and Hong Kong 1980 have northing first, UTM and Mercator do not.
  for (const auto& [code, y_first] : std::vector<std::pair<const char*, bool>>{{"EPSG:4326", true},
                                                                               {"EPSG:3035", true},
                                                                               {"EPSG:2326", true},
                                                                               {"EPSG:32642", false},
                                                                               {"EPSG:3857", false},
                                                                               {"OGC:CRS84", false}}) {
    INFO(code);
    const auto projection = Projection::to_crs84(code).value();
    CHECK(projection.authority_has_y_first() == y_first);
    CHECK(projection.in_order({1, 2}, AxisOrder::x_first).x == 1);
    CHECK(projection.in_order({1, 2}, AxisOrder::authority).x == (y_first ? 2 : 1));
  }
}

TEST_CASE("A place outside a system's area of use comes back to itself or is refused, and the error names the area") {
  Random random(31);
  for (const char* code : {"EPSG:32642", "EPSG:3035", "EPSG:27700", "EPSG:24378", "EPSG:3031", "EPSG:2326"}) {
    INFO(code);
    const auto projection = Projection::to_crs84(code).value();
    REQUIRE(projection.area_of_use().has_value());
    int given = 0;
    for (int i = 0; i < 500; ++i) {
      const LonLat place = at(random.between(-180, 180), random.between(-90, 90));
      const auto there = projection.back(place);
      if (there.has_error()) {
        CHECK(there.error().detail.find(projection.area_of_use()->name) != std::string::npos);
        continue;
      }
      ++given;
      CHECK(distance_m(projection.forward(*there).value(), place) < 1);
    }
    CHECK(given > 0);
  }
  // The formula of Mercator goes to infinity at the pole.
  const auto pole = Projection::to_crs84("EPSG:3857").value().back(at(0, 90));
  REQUIRE(pole.has_error());
  CHECK(pole.error().detail.find("85.06") != std::string::npos);
}

TEST_CASE("Systems of one axis, of three or of the earth's centre are refused by code") {
  for (const char* code : {"EPSG:4978", "EPSG:5773", "EPSG:4979", "EPSG:7405"}) {
    INFO(code);
    CHECK(Projection::to_crs84(code).has_error());
  }
}

TEST_CASE("Rings go corner by corner and stay closed") {
  const auto projection = Projection::to_crs84("EPSG:32642").value();
  const std::vector<Ring> square{{{66, 67, 67, 66, 66}, {30, 30, 31, 31, 30}}};
  const auto there = projection.back(square).value();
  REQUIRE(there.size() == 1);
  REQUIRE(there[0].size() == 5);
  CHECK(there[0][0].x == there[0][4].x);
  CHECK(there[0][0].y == there[0][4].y);
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(there[0][i].x == projection.back(at(square[0].lon[i], square[0].lat[i])).value().x);
  CHECK(
      Projection::to_crs84("EPSG:3857").value().back(std::vector<Ring>{{{0, 0, 1, 0}, {89, 90, 90, 89}}}).has_error());
}

TEST_CASE("A rectangle becomes one that holds all of its edges") {
  const auto projection = Projection::to_crs84("EPSG:32642").value();
  const Planar least{200000, 3300000}, most{800000, 3400000};
  const Bbox box = projection.forward(least, most).value();
  for (int i = 0; i <= 100; ++i) {
    const double x = least.x + (most.x - least.x) * i / 100;
    constexpr double kHairDeg = 1e-4;  // PROJ follows the edges in 21 steps
    for (const double y : {least.y, most.y}) {
      const LonLat place = projection.forward({x, y}).value();
      CHECK(place.lon() >= box.west - kHairDeg);
      CHECK(place.lon() <= box.east + kHairDeg);
      CHECK(place.lat() >= box.south - kHairDeg);
      CHECK(place.lat() <= box.north + kHairDeg);
    }
  }
  // Wider than by the corners alone: the northern edge rises between them.
  CHECK(box.north > projection.forward(most).value().lat());
  CHECK(projection.forward({std::nan(""), 0}, {1, 1}).has_error());
}

TEST_CASE("The accuracy of a shift of datum is what PROJ says") {
  CHECK(Projection::to_crs84("EPSG:32642").value().accuracy_m(at(67, 30.2)) == 0);
  const auto kalianpur = Projection::to_crs84("EPSG:24378").value().accuracy_m(at(72, 30.2));
  REQUIRE(kalianpur.has_value());
  CHECK(*kalianpur > 1);
  CHECK_FALSE(Projection::to_crs84("EPSG:27700").value().accuracy_m(at(67, 30.2)).has_value());  // no shift for there
}
