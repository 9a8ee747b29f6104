#include "server/fair_share.hpp"
#include "server/work_pool.hpp"

#include <catch2/catch.hpp>

#include <condition_variable>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace {

using yaad::server::FairShare, yaad::server::Work, yaad::server::WorkPool;
using Clock = FairShare::Clock;
using std::chrono::milliseconds, std::chrono::seconds;

boost::asio::ip::address address(unsigned number) {
  return boost::asio::ip::address_v4(boost::asio::ip::address_v4::uint_type{0x0a000000 + number});
}

}  // namespace

TEST_CASE("B7: who asks seldom has had little beside a crowd that asks without end, and the crowd has not") {
  FairShare shares;
  std::mt19937 dice(7);
  const auto visitor = shares.place_of(address(1000));
  Clock::time_point now;
  int first = 0, asked = 0, crowd_first = 0, crowd_asked = 0;
  for (int step = 0; step < 20'000; ++step) {
    now += milliseconds(2);
    const auto one = shares.place_of(address(static_cast<unsigned>(dice() % 50)));
    const bool goes_first = shares.has_had_little(one, now);
    if (step > 2000) ++crowd_asked, crowd_first += goes_first;
    if (dice() % 3 == 0) shares.charge(one, milliseconds(6), now);  // what is refused takes nothing
    if (step > 2000 && step % 500 == 0) {
      ++asked;
      first += shares.has_had_little(visitor, now);
      shares.charge(visitor, milliseconds(6), now);
    }
  }
  CHECK(first == asked);
  CHECK(crowd_first < crowd_asked / 20);
}

TEST_CASE("B7: what a client has had is forgotten by half in five seconds") {
  FairShare shares;
  const auto one = shares.place_of(address(1)), other = shares.place_of(address(2));
  REQUIRE(one != other);
  const Clock::time_point now{};
  shares.charge(one, seconds(1), now);
  for (int i = 0; i < 400; ++i) shares.has_had_little(one, now);  // one second is usual
  shares.charge(other, milliseconds(900), now);
  CHECK_FALSE(shares.has_had_little(other, now + seconds(4)));
  CHECK(shares.has_had_little(other, now + seconds(5)));
}

TEST_CASE("B7: where nobody has had anything nobody goes first, and addresses of one /64 are one client") {
  FairShare shares;
  CHECK_FALSE(shares.has_had_little(shares.place_of(address(1)), Clock::time_point{}));
  const auto v6 = [](const char* text) { return boost::asio::ip::make_address(text); };
  CHECK(shares.place_of(v6("2001:db8::1")) == shares.place_of(v6("2001:db8::ffff:1")));
  CHECK(shares.place_of(v6("2001:db8::1")) != shares.place_of(v6("2001:db8:0:1::1")));
}

TEST_CASE("B7: a visitor's work is taken where a crowd's is refused, and goes before what of it waits") {
  WorkPool pool(1);
  std::mutex mutex;
  std::condition_variable changed;
  bool open = false;
  std::vector<std::string> order;
  const auto slow = [] { std::this_thread::sleep_for(milliseconds(30)); };
  const auto crowd = address(1), visitor = address(2);
  // The crowd has had much, and a piece of work is known to take long.
  for (int i = 0; i < 60; ++i)
    while (!pool.submit(Work::indexed, slow, crowd)) std::this_thread::sleep_for(milliseconds(2));
  const auto noted = [&](const char* whose) {
    return [&, whose] {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return open; });
      order.emplace_back(whose);
    };
  };
  int waiting = 0;
  while (pool.submit(Work::indexed, noted("crowd"), crowd)) ++waiting;
  REQUIRE(waiting > 0);
  REQUIRE_FALSE(pool.submit(Work::indexed, slow, crowd));
  CHECK(pool.submit(Work::indexed, noted("visitor"), visitor));
  {
    const std::lock_guard lock(mutex);
    open = true;
  }
  changed.notify_all();
  for (int i = 0; i < 2000; ++i) {
    std::this_thread::sleep_for(milliseconds(5));
    const std::lock_guard lock(mutex);
    if (order.size() > static_cast<std::size_t>(waiting)) break;
  }
  pool.stop();
  REQUIRE(order.size() == static_cast<std::size_t>(waiting) + 1);
  // At most the one that was begun, and one whose turn it was, went before it.
  const auto place = std::find(order.begin(), order.end(), "visitor") - order.begin();
  CHECK(place <= 2);
}
