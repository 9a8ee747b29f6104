#include "geo/filter.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

struct OneRecord {
  Dataset data = random_dataset(1, 0);
  Areas areas;
  Incident record = incident("one", DateSpan::day(day(2013, 2, 16)), at(67.0, 30.18));
  bool in(const Filter& filter) const { return Matcher(filter, data, areas)(record); }
};

}  // namespace

TEST_CASE("A country includes its provinces and a province its districts, and no other that begins alike") {
  OneRecord w;
  w.record.country = "PK";
  w.record.area = "PK-BA";
  w.record.district = "PK-BA.mastung";
  for (const char* code : {"PK", "PK-BA", "PK-BA.mastung"}) REQUIRE(w.in({.areas = {code}}));
  for (const char* code : {"P", "PK-B", "PK-BA.mast", "PK-SD", "AF"}) REQUIRE_FALSE(w.in({.areas = {code}}));
  REQUIRE(w.in({.areas = {"AF", "PK-BA"}}));
}

TEST_CASE("A filter for a group finds the attacks of the groups under it, and not the other way") {
  OneRecord w;
  w.record.actors = {0};  // "child"
  REQUIRE(w.in({.actors = {"child"}}));
  REQUIRE(w.in({.actors = {"parent"}}));
  w.record.actors = {1};  // "parent"
  REQUIRE_FALSE(w.in({.actors = {"child"}}));
  w.record.actors = {};
  REQUIRE_FALSE(w.in({.actors = {"parent"}}));
}

TEST_CASE("A record of several communities matches a filter for any of them") {
  OneRecord w;
  w.record.communities.insert(Community::hazara);
  w.record.communities.insert(Community::shia);
  Filter f;
  f.communities.insert(Community::shia);
  f.communities.insert(Community::sufi);
  REQUIRE(w.in(f));
  Filter other;
  other.communities.insert(Community::sufi);
  REQUIRE_FALSE(w.in(other));
}

TEST_CASE("The order of place precision is P1 P2 P3 P4 P7 P5 P6 P8") {
  OneRecord w;
  const std::string order = "12347568";
  for (std::size_t limit = 0; limit < order.size(); ++limit)
    for (std::size_t i = 0; i < order.size(); ++i) {
      w.record.precision = static_cast<PlacePrecision>(order[i] - '1');
      Filter f;
      f.precision = static_cast<PlacePrecision>(order[limit] - '1');
      REQUIRE(w.in(f) == (i <= limit));
    }
}

TEST_CASE("A toll filter compares best, else low, and leaves out records without either") {
  OneRecord w;
  Filter f;
  f.killed = TollRange{5, 10};
  REQUIRE_FALSE(w.in(f));
  w.record.killed.high = 7;
  REQUIRE_FALSE(w.in(f));
  w.record.killed.low = 5;
  REQUIRE(w.in(f));
  w.record.killed.best = 11;
  REQUIRE_FALSE(w.in(f));
}

TEST_CASE("C6: a bbox that crosses the antimeridian holds both sides and nothing between") {
  OneRecord w;
  const Filter f{.bbox = Bbox{170, -10, -170, 10}};
  for (const double lon : {170.0, 175.0, 180.0, -180.0, -175.0, -170.0}) {
    w.record.at = at(lon, 0);
    REQUIRE(w.in(f));
  }
  for (const double lon : {169.9, 0.0, -169.9}) {
    w.record.at = at(lon, 0);
    REQUIRE_FALSE(w.in(f));
  }
}
