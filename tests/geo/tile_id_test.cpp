#include "geo/tile_id.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace yaad::geo;
using namespace yaad::test;

TEST_CASE("D1: a zoom outside 0 to 13 is no tile") {
  for (const char* z : {"-1", "14", "23", "31", "32", "64", "9999", "9223372036854775808"})
    REQUIRE(TileId::parse(z, "0", "0").has_error());
  REQUIRE(TileId::parse("13", "0", "0").has_value());
}

TEST_CASE("D2: a column or row outside the zoom, or in other digits, is no tile") {
  for (const char* x :
       {"-1", "-0", "2", "2147483648", "18446744073709551616", "01", "+1", "1.0", "1e2", "", " 1", "0x1", "٣"})
    REQUIRE(TileId::parse("1", x, "0").has_error());
  REQUIRE(TileId::parse("1", "1", "1").has_value());
  REQUIRE(TileId::from(13, 8191, 8191).has_value());
  REQUIRE(TileId::from(13, 8192, 0).has_error());
}

TEST_CASE("D5: every point, the poles and both ends of the antimeridian included, belongs to exactly one tile") {
  Random random(2);
  std::vector<LonLat> points{at(180, 0), at(-180, 0), at(0, 90),   at(0, -90),   at(0, 85.0511),
                             at(45, 0),  at(0, 0),    at(180, 90), at(-180, -90)};
  for (int i = 0; i < 2000; ++i) points.push_back(at(random.between(-180, 180), random.between(-90, 90)));
  for (const LonLat& point : points)
    for (const int z : {0, 1, 5, 13}) {
      const World w = to_world(point);
      const TileId tile = TileId::of(w, z);
      REQUIRE(w.x >= tile.west());
      REQUIRE(w.x < tile.west() + tile.width());
      REQUIRE(w.y >= tile.north());
      REQUIRE(w.y < tile.north() + tile.width());
    }
}

TEST_CASE(
    "The grid is Web Mercator: it agrees with the formula of EPSG:3857 within a millionth of a pixel of zoom 13") {
  Random random(3);
  for (int i = 0; i < 2000; ++i) {
    const double lon = random.between(-180, 180), lat = random.between(-85, 85);
    const double pi = std::acos(-1.0);
    const double y = (1 - std::asinh(std::tan(lat * pi / 180)) / pi) / 2;  // another way to write the projection
    const World w = to_world(at(lon, lat));
    REQUIRE(std::abs(w.y / 4294967296.0 - y) < 1e-9);
    REQUIRE(std::abs(w.x / 4294967296.0 - (lon + 180) / 360) < 1e-9);
    const LonLat back = to_lonlat(w);
    REQUIRE(back.lon() == Approx(lon).margin(1e-6));
    REQUIRE(back.lat() == Approx(lat).margin(1e-6));
  }
}

TEST_CASE("A cluster's id names its cell, and only canonical ids are read") {
  const CellId cell{7, 93, 52};
  REQUIRE(cluster_id(cell) == "5-93-52");
  REQUIRE(parse_cluster_id("5-93-52").value() == cell);
  for (const char* bad : {"", "5", "5-93", "5-93-52-1", "05-93-52", "5-128-0", "14-0-0", "-5-93-52", "5-93-5x",
                          "5--0-52", "5-93--00", "PK-BA"})
    REQUIRE(parse_cluster_id(bad).has_error());
}

TEST_CASE("A coordinate outside the earth is refused, with a word when swapping mends it") {
  REQUIRE(LonLat::from_degrees(std::nan(""), 0).has_error());
  REQUIRE(LonLat::from_degrees(0, INFINITY).has_error());
  REQUIRE(LonLat::from_degrees(0, 90.001).has_error());
  REQUIRE(LonLat::from_degrees(30.2, 167.0).error().detail.find("swapped?") != std::string::npos);
  REQUIRE(LonLat::from_degrees(500, 400).error().detail.find("swapped?") == std::string::npos);
}
