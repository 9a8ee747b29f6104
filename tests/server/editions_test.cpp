// Editions one after the other: who holds one keeps it, nobody frees one on his own thread, and there are never many.
#include "server/editions.hpp"
#include "server/router.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

using namespace yaad::server;
using namespace yaad::test;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<const Edition> edition_with(int records) { return edition_of(many_records(records)); }

bool soon(const std::function<bool()>& condition) {
  for (int i = 0; i < 500 && !condition(); ++i) std::this_thread::sleep_for(10ms);
  return condition();
}

}  // namespace

TEST_CASE("M3: a request sees the edition it began with, and the next request sees the new one") {
  Editions editions;
  editions.put(edition_with(3));
  const auto held = editions.now();
  const Reply before = get(*held, "/dataset.json");
  editions.put(edition_with(4));
  CHECK(body_of(get(*held, "/dataset.json")) == body_of(before));
  CHECK(field(get(*editions.now(), "/dataset.json"), "X-Dataset-Version") != field(before, "X-Dataset-Version"));
  for (const Reply& reply : {before, get(*editions.now(), "/dataset.json")})
    CHECK(body_of(reply).find("\"version\":\"" + field(reply, "X-Dataset-Version") + '"') != std::string::npos);
}

TEST_CASE("M5: no fourth edition is begun while an old one is held beside two others") {
  Editions editions;
  editions.put(edition_with(1));
  const auto oldest = editions.now();
  editions.put(edition_with(2));
  auto older = editions.now();
  editions.put(edition_with(3));
  CHECK(editions.alive() == kMaxGenerations);

  std::atomic<bool> room{false};
  std::jthread builder([&](const std::stop_token& stop) { room = editions.wait_for_room(stop); });
  std::this_thread::sleep_for(50ms);
  CHECK_FALSE(room);
  older = nullptr;
  CHECK(soon([&] { return room.load(); }));
  CHECK(editions.alive() == 2);
}

TEST_CASE("M5: what holds the oldest edition is asked to let go when there has to be room, and nothing else is") {
  Editions editions;
  editions.put(edition_with(1));
  auto oldest = editions.now();
  editions.put(edition_with(2));
  const auto older = editions.now();
  editions.put(edition_with(3));
  CHECK_FALSE(editions.must_end(*oldest));
  std::jthread builder([&](const std::stop_token& stop) {
    if (editions.wait_for_room(stop)) editions.put(edition_with(4));
  });
  REQUIRE(soon([&] { return editions.must_end(*oldest); }));
  CHECK_FALSE(editions.must_end(*older));
  CHECK_FALSE(editions.must_end(*editions.now()));
  oldest = nullptr;
  builder.join();
  CHECK_FALSE(editions.must_end(*older));
  CHECK_FALSE(editions.must_end(*editions.now()));
}

TEST_CASE("M5: who waits for room and is stopped goes away without it") {
  Editions editions;
  std::array<std::shared_ptr<const Edition>, kMaxGenerations> held;
  for (int i = 0; auto& one : held) {
    editions.put(edition_with(++i));
    one = editions.now();
  }
  std::atomic<int> outcome{-1};
  std::jthread builder([&](const std::stop_token& stop) { outcome = editions.wait_for_room(stop) ? 1 : 0; });
  builder.request_stop();
  CHECK(soon([&] { return outcome == 0; }));
}

TEST_CASE("An old edition is freed by itself, on none of the threads that held it") {
  Editions editions;
  editions.put(edition_with(1));
  const std::weak_ptr<const yaad::geo::Snapshot> data = editions.now()->snapshot;
  auto last = editions.now();
  editions.put(edition_with(2));
  CHECK_FALSE(data.expired());
  last = nullptr;
  CHECK(soon([&] { return data.expired(); }));
  CHECK(soon([&] { return editions.alive() == 1; }));
}
