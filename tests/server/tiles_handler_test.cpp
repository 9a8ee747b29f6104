#include "geo/tile_id.hpp"
#include "tests/geo/random_dataset.hpp"
#include "tests/server/small_edition.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <array>

using namespace yaad::server;
using namespace yaad::test;

namespace {

const Edition& edition() {
  static const auto made = edition_of(small_dataset());
  return *made;
}

unsigned status(const std::string& target) { return get(edition(), target).status; }

}  // namespace

TEST_CASE("D1, D2: a tile address out of range or not in plain digits is 404 before any arithmetic") {
  for (const char* address : {"-1/0/0",
                              "14/0/0",
                              "23/0/0",
                              "31/0/0",
                              "32/0/0",
                              "64/0/0",
                              "9999/0/0",
                              "9223372036854775808/0/0",
                              "0/1/0",
                              "0/0/1",
                              "0/-1/0",
                              "1/2/0",
                              "3/8/0",
                              "0/2147483648/0",
                              "0/18446744073709551616/0",
                              "01/0/0",
                              "1/01/0",
                              "+1/0/0",
                              "1/+1/0",
                              "1.0/0/0",
                              "1e2/0/0",
                              "x/0/0",
                              "1/%20/0"}) {
    INFO(address);
    for (const char* layer : {"incidents", "spacetime", "basemap"}) {
      const Reply reply = get(edition(), std::string("/tiles/") + layer + '/' + address + ".mvt");
      CHECK(reply.status == 404);
      CHECK(field(reply, "Cache-Control") == "max-age=60");
    }
  }
  CHECK(status("/tiles/basemap/11/0/0.mvt") == 404);  // past the pack: clients draw zoom 10 larger
}

TEST_CASE("D3, D7: only .mvt and .geojson of known layers are tiles") {
  for (const char* path :
       {"/tiles/incidents/0/0/0.MVT", "/tiles/incidents/0/0/0", "/tiles/incidents/0/0/0.", "/tiles/incidents/0/0/.mvt",
        "/tiles/incidents/0/0/0.mvt.gz", "/tiles/incidents/0/0/0.mvt%00", "/tiles/incidents/0/0/0.json",
        "/tiles/spacetime/0/0/0.geojson", "/tiles/spacetime/0/0/0.mvt.gz", "/tiles/spacetime/0/0/0",
        "/tiles/basemap/0/0/0.geojson", "/tiles/nothing/0/0/0.mvt", "/tiles/incidents,basemap/0/0/0.mvt"}) {
    INFO(path);
    CHECK(status(path) == 404);
  }
}

TEST_CASE("D4: a tile in range without records is 204 with validators, and stays so under If-None-Match") {
  const Reply empty = get(edition(), "/tiles/incidents/5/0/0.mvt");
  CHECK(empty.status == 204);
  CHECK_FALSE(empty.body);
  CHECK_FALSE(field(empty, "ETag").empty());
  CHECK(field(empty, "Access-Control-Allow-Origin") == "*");
  CHECK(get(edition(), "/tiles/incidents/5/0/0.mvt", "", field(empty, "ETag")).status == 304);
  CHECK(status("/tiles/incidents/0/0/0.mvt?datetime=1950&killed=1..") == 204);
  CHECK(status("/tiles/basemap/5/0/0.mvt") == 204);
  CHECK(get(edition(), "/tiles/incidents/5/0/0.geojson").status == 200);
}

TEST_CASE("a tile takes every filter but bbox: its address is its rectangle") {
  for (const char* query : {"datetime=2013", "area=PK", "attack_type=bombing", "target_type=market", "community=hazara",
                            "actor=is", "precision=P8", "date_precision=D5", "killed=..999", "q=sentence", "v=x"}) {
    INFO(query);
    CHECK(status(std::string("/tiles/incidents/0/0/0.mvt?") + query) < 300);
  }
  CHECK(status("/tiles/incidents/0/0/0.mvt?bbox=60,20,70,30") == 400);
  CHECK(status("/tiles/incidents.json?bbox=60,20,70,30") == 400);
  CHECK(status("/tiles/basemap/0/0/0.mvt?datetime=2013") == 400);
}

TEST_CASE("B9: one tile under one filter is kept once, however its parameters are written") {
  const auto own = edition_of(small_dataset());
  for (const char* query : {"datetime=2013-02&killed=1..", "killed=1..&datetime=2013-02",
                            "killed=01..&datetime=2013-02-01/2013-02-28", "datetime=2013%2D02&killed=1..&v=a"})
    CHECK(get(*own, std::string("/tiles/incidents/3/5/3.mvt?") + query).status == 200);
  CHECK(own->cache.use().entries == 1);
  CHECK(own->cache.use().hits == 3);
}

TEST_CASE("all tiles of a zoom count every matching record once") {
  for (const int zoom : {0, 1, 3}) {
    std::int64_t points = 0;
    for (int x = 0; x < 1 << zoom; ++x)
      for (int y = 0; y < 1 << zoom; ++y) {
        const Reply tile = get(edition(), "/tiles/incidents/" + std::to_string(zoom) + '/' + std::to_string(x) + '/' +
                                              std::to_string(y) + ".geojson");
        const auto features = boost::json::parse(body_of(tile)).at("features").as_array();
        for (const auto& f : features) points += f.at("properties").at("point_count").as_int64();
      }
    CHECK(points == 7);
  }
}

TEST_CASE("a TileJSON names its tiles by the public address, with the filter and the version") {
  const auto tilejson = boost::json::parse(body_of(get(edition(), "/tiles/incidents.json?killed=5..&datetime=2013")));
  CHECK(tilejson.at("tilejson").as_string() == "3.0.0");
  CHECK(tilejson.at("maxzoom").as_int64() == 13);
  CHECK(tilejson.at("tiles").as_array().at(0).as_string() ==
        "https://yaad.example/tiles/incidents/{z}/{x}/{y}.mvt?datetime=2013-01-01/2013-12-31&killed=5..&v=" +
            edition().snapshot->version);
  const auto basemap = boost::json::parse(body_of(get(edition(), "/tiles/basemap.json")));
  CHECK(basemap.at("tiles").as_array().at(0).as_string() == "https://yaad.example/tiles/basemap/{z}/{x}/{y}.mvt");
}

TEST_CASE("a space-time tile takes every filter but bbox and datetime, and a step that is known") {
  for (const char* query :
       {"area=PK", "attack_type=bombing", "target_type=market", "community=hazara", "actor=is", "precision=P8",
        "date_precision=D5", "killed=..999", "q=sentence", "v=x", "step=day", "step=week", "step=month", "step=year"}) {
    INFO(query);
    CHECK(status(std::string("/tiles/spacetime/0/0/0.mvt?") + query) < 300);
    CHECK(status(std::string("/tiles/spacetime.json?") + query) == 200);
  }
  for (const char* query : {"bbox=60,20,70,30", "datetime=2013", "step=decade", "step=", "step=Month",
                            "step=day&step=day", "limit=5", "area=ZZ"}) {
    INFO(query);
    CHECK(status(std::string("/tiles/spacetime/0/0/0.mvt?") + query) == 400);
    CHECK(status(std::string("/tiles/spacetime.json?") + query) == 400);
  }
  const auto refused = boost::json::parse(body_of(get(edition(), "/tiles/spacetime/0/0/0.mvt?step=decade")));
  CHECK(refused.at("parameter").as_string() == "step");
  CHECK(refused.at("allowed").as_array().size() == 4);
}

TEST_CASE("a space-time tile in range without records is 204 with validators") {
  const Reply empty = get(edition(), "/tiles/spacetime/5/0/0.mvt");
  CHECK(empty.status == 204);
  CHECK_FALSE(empty.body);
  CHECK(get(edition(), "/tiles/spacetime/5/0/0.mvt", "", field(empty, "ETag")).status == 304);
  CHECK(status("/tiles/spacetime/0/0/0.mvt?killed=900..") == 204);
}

TEST_CASE("a space-time tile is kept once for each filter and step, apart from the other layers") {
  const auto own = edition_of(many_records(600));
  const auto body = [&](const char* target) { return body_of(get(*own, target)); };
  const std::string months = body("/tiles/spacetime/0/0/0.mvt");
  CHECK(field(get(*own, "/tiles/spacetime/0/0/0.mvt"), "Content-Type") == "application/vnd.mapbox-vector-tile");
  CHECK(body("/tiles/spacetime/0/0/0.mvt?step=month&v=a") == months);
  CHECK(own->cache.use().entries == 1);
  const std::string days = body("/tiles/spacetime/0/0/0.mvt?step=day");
  CHECK(days.size() > months.size());
  CHECK(body("/tiles/incidents/0/0/0.mvt") != months);
  CHECK(own->cache.use().entries == 3);
}

TEST_CASE("the world by month over 25 years, day-dated records in all its 16 cells, is below 150 KB as gzip") {
  yaad::geo::Dataset data;
  Random random(171);
  for (int month = 0; month < 25 * 12; ++month)
    for (int cell = 0; cell < 16; ++cell)
      for (int n = 0; n < 3; ++n) {
        const auto when = day(2001 + month / 12, 1 + month % 12, 1 + static_cast<int>(random.below(28)));
        // The middle of a column; rows of the Mercator square by their latitude.
        const auto where = at(-135 + 90 * (cell % 4), std::array{75, 40, -40, -75}[static_cast<std::size_t>(cell / 4)]);
        auto i = incident("r-" + std::to_string(data.incidents.size()), yaad::geo::DateSpan::day(when), where);
        // Sums as of two thousand records: few are alike, which is what makes a tile large.
        i.killed = {random.below(1500), 1500 + random.below(1500), 3000 + random.below(1500)};
        i.injured.best = random.below(6000);
        i.attack_type = static_cast<yaad::geo::AttackType>(random.below(11));
        data.incidents.push_back(std::move(i));
      }
  finish(data);
  const auto own = edition_of(std::move(data));
  const Reply tile = get(*own, "/tiles/spacetime/0/0/0.mvt", "gzip");
  CHECK(field(tile, "Content-Encoding") == "gzip");
  CHECK(body_of(tile).size() < 150 * 1024);
  CHECK(body_of(tile).size() > 50 * 1024);  // all 4,800 points
}

TEST_CASE("a TileJSON of the space-time tiles carries the filter, the step and the version, and names every property") {
  const auto tilejson = boost::json::parse(body_of(get(edition(), "/tiles/spacetime.json?step=week&killed=5..")));
  CHECK(tilejson.at("tiles").as_array().at(0).as_string() ==
        "https://yaad.example/tiles/spacetime/{z}/{x}/{y}.mvt?killed=5..&step=week&v=" + edition().snapshot->version);
  const auto& layer = tilejson.at("vector_layers").as_array().at(0).as_object();
  CHECK(layer.at("id").as_string() == "spacetime");
  for (const char* name : {"cell", "t", "id", "family", "point_count", "starts_killed_high", "ends_n_other"})
    CHECK(layer.at("fields").as_object().contains(name));
  const auto plain = boost::json::parse(body_of(get(edition(), "/tiles/spacetime.json?step=month")));
  CHECK(plain.at("tiles").as_array().at(0).as_string() ==
        "https://yaad.example/tiles/spacetime/{z}/{x}/{y}.mvt?v=" + edition().snapshot->version);
}
