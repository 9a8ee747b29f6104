#include "geo/ring_nesting.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;

namespace {

Ring square(double from, double to) { return {{from, to, to, from, from}, {from, from, to, to, from}}; }

}  // namespace

TEST_CASE("rings become polygons with their holes, in whatever order they stand; an island in a lake is its own") {
  const std::vector<Ring> rings{square(4, 5), square(0, 10),  square(20, 30),
                                square(3, 6), square(22, 24), square(25, 27)};
  const auto polygons = polygons_of(rings);
  REQUIRE(polygons.size() == 3);
  std::size_t with_one_hole = 0, with_two = 0, alone = 0;
  for (const RingsOfPolygon& polygon : polygons) {
    if (polygon.size() == 1) CHECK(polygon[0]->lon[0] == 4);
    alone += polygon.size() == 1 ? 1U : 0U;
    with_one_hole += polygon.size() == 2 ? 1U : 0U;
    with_two += polygon.size() == 3 ? 1U : 0U;
  }
  CHECK((alone == 1 && with_one_hole == 1 && with_two == 1));
}

TEST_CASE("rings that touch in a point are neighbours, or a hole, by where the rest of them lies") {
  // Begins and ends at the corner that it shares.
  const Ring beside{{10, 12, 12, 10, 10}, {10, 10, 12, 12, 10}}, inside{{0, 3, 3, 0}, {0, 1, 3, 0}};
  const std::vector<Ring> rings{square(0, 10), beside, inside};
  const auto polygons = polygons_of(rings);
  REQUIRE(polygons.size() == 2);
  CHECK(polygons[0].size() == 2);
  CHECK(polygons[1].front() == &rings[1]);
}

TEST_CASE("the way a ring runs is seen wherever it begins") {
  CHECK(runs_counter_clockwise(square(60, 70)));
  CHECK_FALSE(runs_counter_clockwise({{0, 0, 1, 1, 0}, {0, 1, 1, 0, 0}}));
}
