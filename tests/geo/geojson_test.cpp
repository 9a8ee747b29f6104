#include "geo/geojson.hpp"
#include "geo/snapshot.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

Dataset one_record() {
  Dataset data;
  data.places.push_back(place("mach", "Mach coal field", 67.33, 29.864, PlacePrecision::near));
  data.sources.resize(1);
  data.sources[0].id = "seed-002";
  data.sources[0].title = "A report <of the day>";
  data.sources[0].quote = "took 11 people to nearby mountains";
  data.sources[0].kind = SourceKind::wire;
  Incident i = incident("2021-01-03-mach", DateSpan::day(day(2021, 1, 3)), data.places[0].at);
  i.date = "2021-01-03";
  i.place = 0;
  i.precision = PlacePrecision::near;
  i.radius_m = 25000;
  i.killed.low = 11;
  i.attack_type = AttackType::execution;
  i.communities.insert(Community::hazara);
  i.sources = {0};
  data.incidents.push_back(i);
  Correction c;
  c.incident = i.id;
  c.field = "place";
  c.as_stated = "Quetta";
  c.corrected = "Mach coal field";
  c.reason = "geocode";
  data.corrections.push_back(c);
  finish(data);
  return data;
}

std::string feature(const Dataset& data, std::size_t index) {
  JsonWriter json;
  write_incident(json, data, data.incidents[index]);
  return json.take();
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("A record carries its place, its toll by the rule, its sources and what was first stated") {
  const std::string json = feature(one_record(), 0);
  REQUIRE(has(json, R"("id":"2021-01-03-mach","geometry":{"type":"Point","coordinates":[67.33,29.864]})"));
  REQUIRE(has(json, R"("killed":11,"killed_low":11,"killed_high":11,"at_least":true)"));
  REQUIRE(has(json, R"("place":"mach","place_name":"Mach coal field")"));
  REQUIRE(has(json, R"("date_precision":"D1")"));
  REQUIRE(has(json, R"("geo_precision":"P4","radius_m":25000)"));
  REQUIRE(has(json, R"("title":"A report \u003cof the day\u003e")"));
  REQUIRE(has(json, R"({"field":"place","as_stated":"Quetta","corrected":"Mach coal field","reason":"geocode"})"));
}

TEST_CASE("A record known only to an area has no geometry: never a dot") {
  Dataset data = one_record();
  for (const PlacePrecision p : {PlacePrecision::district, PlacePrecision::province, PlacePrecision::country}) {
    data.incidents[0].precision = p;
    REQUIRE(has(feature(data, 0), R"("geometry":null)"));
  }
}

TEST_CASE("A record without a date has neither first nor last, and says so with a blank date") {
  Dataset data = one_record();
  data.incidents[0].span = {};
  data.incidents[0].date.clear();
  const std::string json = feature(data, 0);
  REQUIRE(has(json, R"("date":"")"));
  REQUIRE_FALSE(has(json, "\"first\""));
  REQUIRE_FALSE(has(json, "\"last\""));
  REQUIRE(has(json, R"("date_precision":"D5")"));
}

TEST_CASE("The version depends on every served row and on nothing else") {
  const Dataset data = one_record();
  const std::string version = dataset_sha256(data);
  REQUIRE(version.size() == 64);
  REQUIRE(dataset_sha256(one_record()) == version);
  std::vector<Dataset> changed(6, data);
  changed[0].incidents[0].note = "a word";
  changed[1].incidents[0].killed = {std::nullopt, 11, std::nullopt};  // best 11 is not "at least 11"
  changed[2].places[0].name = "Mach";
  changed[3].sources[0].quote += ".";
  changed[4].corrections[0].corrected = "Mach";
  changed[5].retracted.push_back("2020-01-01-elsewhere");
  for (const Dataset& other : changed) REQUIRE(dataset_sha256(other) != version);
}

TEST_CASE("The version does not depend on the order of the rows of a file") {
  Dataset data = random_dataset(3, 50);
  const std::string version = dataset_sha256(data);
  std::swap(data.incidents[3], data.incidents[30]);
  finish(data);
  REQUIRE(dataset_sha256(data) == version);
}
