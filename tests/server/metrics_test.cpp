#include "server/metrics.hpp"

#include "server/router.hpp"
#include "server/wire.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

using namespace yaad::server;
using namespace yaad::test;
using namespace std::chrono_literals;

namespace {

const Edition& edition() {
  static const auto made = edition_of(small_dataset());
  return *made;
}

bool has(const Metrics& metrics, const std::string& line) {
  return ("\n" + metrics.text(edition())).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("N7: every route has a label of its own") {
  for (const char* path : {"/", "/list", "/incidents/a", "/tiles/incidents/0/0/0.mvt", "/tiles/spacetime/0/0/0.mvt",
                           "/tiles/basemap/0/0/0.mvt", "/tiles/incidents.json", "/api/collections/incidents/items",
                           "/api/collections/incidents/items/a", "/api/collections/incidents/clusters/PK",
                           "/api/collections/incidents/histogram", "/api/collections/statistics/items", "/api/geocode",
                           "/dataset.json", "/assets/a", "/favicon.ico", "/healthz"})
    CHECK(Metrics::knows(route_name(path)));
  CHECK_FALSE(Metrics::knows(route_name("/nothing")));
}

TEST_CASE("N7: answers are counted by route and status, and what no route knows as other") {
  Metrics metrics;
  for (const auto& [status, words] : kReasons) metrics.count_request("spacetime", status, 1ms);
  metrics.count_request("tiles", 200, 1ms);
  metrics.count_request("tiles", 200, 1ms);
  metrics.count_request("an unknown name", 404, 1ms);
  CHECK(has(metrics, "yaad_requests_total{route=\"tiles\",status=\"200\"} 2"));
  CHECK(has(metrics, "yaad_requests_total{route=\"spacetime\",status=\"429\"} 1"));
  CHECK(has(metrics, "yaad_requests_total{route=\"other\",status=\"404\"} 1"));
}

TEST_CASE("N7: the histogram of times is cumulative and ends with all") {
  Metrics metrics;
  metrics.count_request("items", 200, 300us);
  metrics.count_request("items", 200, 7ms);
  metrics.count_request("items", 200, 3s);
  const std::string bucket = "yaad_answer_seconds_bucket{route=\"items\",le=\"";
  CHECK(has(metrics, bucket + "0.0001\"} 0"));
  CHECK(has(metrics, bucket + "0.0005\"} 1"));
  CHECK(has(metrics, bucket + "0.005\"} 1"));
  CHECK(has(metrics, bucket + "0.01\"} 2"));
  CHECK(has(metrics, bucket + "1\"} 2"));
  CHECK(has(metrics, bucket + "+Inf\"} 3"));
  CHECK(has(metrics, "yaad_answer_seconds_count{route=\"items\"} 3"));
  CHECK(has(metrics, "yaad_answer_seconds_sum{route=\"items\"} 3.0073"));
}

TEST_CASE("N8: a loop that says nothing for more than a second has stalled, once") {
  Metrics metrics;
  const auto start = Metrics::Clock::now();
  metrics.beat(0, start);
  metrics.beat(1, start);
  metrics.beat(0, start + 900ms);
  CHECK(metrics.stalls_total == 0);
  metrics.beat(1, start + 1100ms);
  CHECK(metrics.stalls_total == 1);
  metrics.beat(1, start + 1350ms);
  CHECK(metrics.stalls_total == 1);
}

TEST_CASE("refusals are counted by reason, each of which is shown before it happens") {
  Metrics metrics;
  metrics.count_refusal(RefusedFor::rate);
  CHECK(has(metrics, "yaad_refusals_total{reason=\"rate\"} 1"));
  for (const std::string_view reason : kRefusedFor)
    CHECK(metrics.text(edition()).find("reason=\"" + std::string(reason) + "\"") != std::string::npos);
}

TEST_CASE("E8: only the Date of an answer asks the wall clock; every deadline is on one that never jumps") {
  for (const char* file :
       {"server/listener.cpp", "server/session.cpp", "server/connection.cpp", "server/answering.cpp",
        "server/work_pool.cpp", "server/work_pool.hpp", "server/rate_limiter.cpp", "server/rate_limiter.hpp",
        "server/log.cpp", "server/metrics.cpp", "server/tile_cache.cpp", "server/router.cpp", "server/edition.hpp"}) {
    INFO(file);
    const std::string text = source_text(file);
    CHECK(text.find("system_clock") == std::string::npos);
    CHECK(text.find("time(nullptr)") == std::string::npos);
  }
  CHECK(source_text("server/wire.cpp").find("time(nullptr)") != std::string::npos);
}
