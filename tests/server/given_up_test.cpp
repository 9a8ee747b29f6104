// Work that is given up: nobody waits for it any more, or it takes more of the processor than one answer may.
#include "geo/patience.hpp"
#include "tests/server/busy_server.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace yaad::server;
using namespace yaad::test;
using namespace std::chrono_literals;

namespace {

// Reads records for ever; looks up as every loop over records does. "/ready" is there at once.
struct Endless {
  std::atomic<int> begun{0}, ended{0};
  std::shared_ptr<Flights> flights = std::make_shared<Flights>();

  Answer operator()(const Request& r, Effort effort) {
    if (r.path == "/ready") return text_reply(200, "ok");
    const bool shared = r.path == "/shared";
    if (effort == Effort::at_once) return Later{shared ? "shared" : "", shared ? flights : nullptr, Work::scan};
    ++begun;
    struct Counted {
      std::atomic<int>& ended;
      ~Counted() { ++ended; }
    } counted{ended};
    while (true) {
      geo_step();
      if (r.path == "/idle") std::this_thread::sleep_for(1ms);
    }
  }
  static void geo_step() {
    for (int i = 0; i < 1024; ++i) yaad::geo::look_up();
  }
  Handler handler() {
    return [this](const Request& r, Effort effort) { return (*this)(r, effort); };
  }
};

template <class Condition>
bool soon(Condition condition, std::chrono::milliseconds within = 2s) {
  const auto deadline = Clock::now() + within;
  while (!condition() && Clock::now() < deadline) std::this_thread::sleep_for(1ms);
  return condition();
}

}  // namespace

TEST_CASE("B12: work that takes more than its share of the processor is ended with 503, and the next is answered") {
  Endless endless;
  Busy server(endless.handler());
  tcp::socket costly = server.connect(0);
  const auto begun = Clock::now();
  ask(costly, "/costly");
  const std::string answer = rest_of(costly);
  CHECK(answer.starts_with("HTTP/1.1 503"));
  CHECK(answer.find("urn:yaad:problem:too-costly") != std::string::npos);
  CHECK(answer.find("\r\nRetry-After: ") != std::string::npos);
  CHECK(Clock::now() - begun >= kWorkBudget);
  CHECK(server.metrics.refusals(RefusedFor::budget) == 1);
  CHECK(server.metrics.errors_total == 0);
  tcp::socket ready = server.connect(1);
  ask(ready, "/ready");
  CHECK(rest_of(ready).starts_with("HTTP/1.1 200"));
}

TEST_CASE("B11: who leaves while its answer is being made ends the work for it, and what waits for it is not begun") {
  Endless endless;
  Busy server(endless.handler(), 1);
  {
    tcp::socket working = server.connect(0), waiting = server.connect(1);
    ask(working, "/idle");
    REQUIRE(soon([&] { return endless.begun == 1; }));
    ask(waiting, "/idle");
    std::this_thread::sleep_for(80ms);  // past the first look
    CHECK(endless.ended == 0);
  }
  CHECK(soon([&] { return endless.ended == 1; }, 500ms));
  CHECK(soon([&] { return server.metrics.refusals(RefusedFor::left) == 2; }));
  CHECK(endless.begun == 1);
  CHECK(server.metrics.work_waiting == 0);
}

TEST_CASE("B11: work that others wait for goes on when the one who asked first has left") {
  Endless endless;
  Busy server(endless.handler());
  tcp::socket stays = server.connect(1);
  {
    tcp::socket leaves = server.connect(0);
    ask(leaves, "/shared");
    REQUIRE(soon([&] { return endless.begun == 1; }));
    ask(stays, "/shared");
    std::this_thread::sleep_for(20ms);
  }
  CHECK(rest_of(stays).starts_with("HTTP/1.1 503"));  // its own share and the one of who left
  CHECK(server.metrics.refusals(RefusedFor::left) == 0);
  CHECK(server.metrics.refusals(RefusedFor::budget) == 2);
}

TEST_CASE("A19, B11: who ends its sending with its request still gets its answer") {
  const Handler handler = [](const Request&, Effort effort) -> Answer {
    if (effort == Effort::at_once) return Later{"", nullptr, Work::scan};
    for (int i = 0; i < 100; ++i) {
      Endless::geo_step();
      std::this_thread::sleep_for(1ms);
    }
    return text_reply(200, "whole");
  };
  Busy server(handler);
  tcp::socket half = server.connect(0);
  ask(half, "/");
  half.shutdown(tcp::socket::shutdown_send);
  CHECK(rest_of(half).ends_with("whole"));
}
