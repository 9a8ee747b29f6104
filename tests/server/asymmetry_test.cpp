// What a small request may not cost: hostile data and cheap questions.
#include "tests/geo/random_dataset.hpp"
#include "tests/server/small_edition.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <ctime>
#include <set>
#include <string>

using namespace yaad::server;
using namespace yaad::test;

TEST_CASE("B13: a hundred thousand attacks at one point are one small feature at every zoom, and none is left out") {
  constexpr int kMany = 100'000;
  const auto edition = edition_of(many_records(kMany));
  const auto place = yaad::geo::to_world(edition->snapshot->dataset.places[0].at);
  for (const int zoom : {0, 6, 13}) {
    const auto tile = yaad::geo::TileId::of(place, zoom);
    const std::string path =
        "/tiles/incidents/" + std::to_string(zoom) + '/' + std::to_string(tile.x()) + '/' + std::to_string(tile.y());
    const std::clock_t begun = std::clock();
    const Reply mvt = get(*edition, path + ".mvt");
    CHECK(static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC < 0.05);
    CHECK(mvt.status == 200);
    CHECK(body_of(mvt).size() < 1000);
    const auto features = boost::json::parse(body_of(get(*edition, path + ".geojson"))).at("features").as_array();
    REQUIRE(features.size() == 1);
    CHECK(features[0].at("properties").at("point_count").as_int64() == kMany);
    CHECK(features[0].at("properties").at("same_place").as_bool());
  }
}

TEST_CASE("B12: a page of long records ends at some megabytes, and its next goes on with every record once") {
  auto data = many_records(3000);
  for (auto& incident : data.incidents) incident.summary = std::string(5000, 'x');
  finish(data);
  const auto edition = edition_of(std::move(data));
  const std::string first = "/api/collections/incidents/items?limit=10000";
  std::set<std::string> seen;
  int pages = 0;
  for (std::string target = first; !target.empty(); ++pages) {
    const Reply reply = get(*edition, target);
    CHECK(body_of(reply).size() < std::size_t{7} << 20U);
    const auto page = boost::json::parse(body_of(reply)).as_object();
    const auto& features = page.at("features").as_array();
    CHECK(page.at("numberMatched").as_int64() == 3000);
    CHECK(page.at("numberReturned").as_int64() == static_cast<std::int64_t>(features.size()));
    for (const auto& feature : features) CHECK(seen.insert(std::string(feature.at("id").as_string())).second);
    const std::string next = field(reply, "Link");
    target = next.empty() ? "" : next.substr(next.find("/api"), next.find('>') - next.find("/api"));
  }
  CHECK(seen.size() == 3000);
  CHECK(pages == 3);
  const std::string shown = body_of(get(*edition, first + "&f=html"));
  CHECK(shown.size() < std::size_t{4} << 20U);
  CHECK(shown.find("rel=\"next\"") != std::string::npos);
}

TEST_CASE("B14: an answer that is kept is compressed once, however often it is asked for") {
  const auto edition = edition_of(small_dataset());
  for (const char* target : {"/tiles/incidents/0/0/0.geojson", "/api/collections/incidents/histogram"}) {
    const Reply first = get(*edition, target, "gzip"), second = get(*edition, target, "gzip");
    REQUIRE(field(first, "Content-Encoding") == "gzip");
    CHECK(first.body == second.body);  // the same bytes in the same place
  }
}

TEST_CASE("E9: what is dated after today is served like everything else: nothing here asks what day it is") {
  auto data = small_dataset();
  for (auto& incident : data.incidents)
    if (incident.id == "2021-01-03-machh") {
      incident.date = "2999-01-03";
      incident.span = yaad::geo::DateSpan::day(day(2999, 1, 3));
    }
  finish(data);
  const auto edition = edition_of(std::move(data));
  const auto items = [&](const std::string& query) {
    return boost::json::parse(body_of(get(*edition, "/api/collections/incidents/items" + query)));
  };
  CHECK(items("").at("numberMatched").as_int64() == 7);
  CHECK(items("?datetime=2999").at("numberMatched").as_int64() == 2);  // with the one that may be of any day
  CHECK(body_of(get(*edition, "/list")).find("2021-01-03-machh") != std::string::npos);
  CHECK(get(*edition, "/tiles/incidents/0/0/0.mvt?datetime=2999").status == 200);
}
