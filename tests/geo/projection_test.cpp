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
