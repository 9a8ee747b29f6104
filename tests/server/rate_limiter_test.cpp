#include "server/rate_limiter.hpp"

#include "server/overload.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace yaad::server;
using namespace std::chrono_literals;
namespace ip = boost::asio::ip;

namespace {

const RateLimiter::Clock::time_point kStart{};

int granted(RateLimiter& limiter, const char* who, int times, RateLimiter::Clock::time_point now) {
  int n = 0;
  for (int i = 0; i < times; ++i) n += limiter.wait_for(ip::make_address(who), now) == 0ms ? 1 : 0;
  return n;
}

}  // namespace

TEST_CASE("B17, E5: a client may ask a burst at once, then at its rate; others are not touched") {
  RateLimiter limiter({10, 50});
  CHECK(granted(limiter, "1.2.3.4", 100, kStart) == 50);
  CHECK(granted(limiter, "1.2.3.4", 100, kStart + 1s) == 10);
  CHECK(granted(limiter, "5.6.7.8", 100, kStart + 1s) == 50);
  CHECK(granted(limiter, "1.2.3.4", 100, kStart + 1h) == 50);  // never more than the burst
  CHECK(limiter.wait_for(ip::make_address("1.2.3.4"), kStart + 1h) == 100ms);
}

TEST_CASE("B17: a /64 of IPv6 is one client") {
  RateLimiter limiter({1, 5});
  CHECK(granted(limiter, "2001:db8:1:2::1", 5, kStart) == 5);
  CHECK(granted(limiter, "2001:db8:1:2:ffff::9", 5, kStart) == 0);
  CHECK(granted(limiter, "2001:db8:1:3::1", 5, kStart) == 5);
}

TEST_CASE("B17: the table has an end; who has been quiet longest is forgotten first") {
  RateLimiter limiter({1, 2}, 100);
  for (std::uint32_t i = 0; i < 100000; ++i) {
    limiter.wait_for(ip::address_v4(0x0a000000 + i), kStart);
    if (i % 50 == 0) limiter.wait_for(ip::make_address("1.2.3.4"), kStart);
  }
  CHECK(limiter.buckets() == 100);
  CHECK(granted(limiter, "1.2.3.4", 5, kStart) == 0);   // in use all the time, so not forgotten
  CHECK(granted(limiter, "10.0.0.1", 5, kStart) == 2);  // forgotten long ago
}

TEST_CASE("B17: a clock that stands still or goes back grants nothing more") {
  RateLimiter limiter({10, 5});
  CHECK(granted(limiter, "1.2.3.4", 10, kStart + 10s) == 5);
  CHECK(granted(limiter, "1.2.3.4", 10, kStart) == 0);
}

TEST_CASE("B7, B17: who is refused is told a time, and not all the same one") {
  std::set<std::string> busy, many;
  for (int i = 0; i < 200; ++i) {
    busy.insert(yaad::test::field(busy_reply(), "Retry-After"));
    many.insert(yaad::test::field(too_many_reply(2500ms), "Retry-After"));
  }
  CHECK(busy == std::set<std::string>{"1", "2", "3", "4", "5"});
  CHECK(many == std::set<std::string>{"4", "5", "6", "7", "8"});
  CHECK(busy_reply().status == 503);
  CHECK(too_many_reply(1ms).status == 429);
  CHECK(yaad::test::field(busy_reply(), "Access-Control-Allow-Origin") == "*");  // so that a map elsewhere can read it
}
