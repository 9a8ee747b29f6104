#include "geo/lonlat.hpp"

#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using yaad::test::at;
using yaad::test::Random;

TEST_CASE("A point and its twin on the grid are a hundredth of a metre apart at most, inside the square") {
  Random random(81);
  for (int i = 0; i < 10'000; ++i) {
    const LonLat p = at(random.between(-180, 180), random.between(-85, 85));
    REQUIRE(distance_m(p, to_lonlat(to_world(p))) < 0.015);
  }
}

TEST_CASE("Distances between known places are those of the earth") {
  // Geodesics on WGS 84; the sphere is within 0.6 % of them.
  CHECK(distance_m(at(67.00, 30.18), at(67.33, 29.864)) == Approx(47'300).epsilon(0.006));
  CHECK(distance_m(at(67.00, 30.18), at(67.01, 24.86)) == Approx(589'400).epsilon(0.006));
  CHECK(distance_m(at(179.9, 0), at(-179.9, 0)) == Approx(22'264).epsilon(0.006));
  CHECK(distance_m(at(0, 90), at(120, 90)) == Approx(0).margin(0.001));
  CHECK(distance_m(at(0, -90), at(0, 90)) == Approx(20'015'000).epsilon(0.001));
  CHECK(distance_m(at(67, 30), at(67, 30)) == 0);
}

TEST_CASE("A rectangle holds its edges; one that crosses the antimeridian holds both of its sides") {
  const Bbox quetta{66, 30, 68, 31}, pacific{170, -10, -170, 10};
  CHECK(quetta.contains(at(66, 30)));
  CHECK(quetta.contains(at(68, 31)));
  CHECK_FALSE(quetta.contains(at(65.9999, 30.5)));
  CHECK_FALSE(quetta.contains(at(67, 31.0001)));
  CHECK_FALSE(quetta.crosses_antimeridian());
  CHECK(pacific.crosses_antimeridian());
  for (const double lon : {170.0, 175.0, 180.0, -180.0, -170.0}) CHECK(pacific.contains(at(lon, 0)));
  for (const double lon : {169.9, 0.0, -169.9}) CHECK_FALSE(pacific.contains(at(lon, 0)));
  CHECK_FALSE(pacific.contains(at(175, 10.1)));
}
