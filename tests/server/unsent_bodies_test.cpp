#include "server/unsent_bodies.hpp"

#include "server/connection.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <numeric>
#include <random>

namespace {

namespace asio = boost::asio;
using yaad::server::Connection, yaad::server::Metrics, yaad::server::UnsentBodies;

constexpr std::size_t kMost = 800;
constexpr unsigned kAddresses = 12;

// Readers with open sockets that are connected to nobody: what is cut is closed.
class Readers {
 public:
  Connection& come(unsigned address) {
    asio::ip::tcp::socket socket(io_, asio::ip::tcp::v4());
    const auto c =
        std::make_shared<Connection>(std::move(socket), asio::ip::address_v4(asio::ip::address_v4::uint_type{address}));
    c->unsent_bodies = &bodies;
    c->since = std::chrono::steady_clock::time_point(std::chrono::seconds(++moment_));
    all_.push_back(c);
    return *c;
  }
  // Whether there was room; then it is held until the readers go or this one is cut.
  bool take(Connection& c, std::size_t bytes) {
    if (!bodies.has_room_for(c, bytes)) return false;
    held_.push_back(std::make_unique<UnsentBodies::Held>(c, bytes));
    return true;
  }
  void finish(Connection& c) {
    const UnsentBodies::Held ended(c, 0);
    c.socket.close();
  }
  std::size_t sum() const {
    return std::accumulate(all_.begin(), all_.end(), std::size_t{0},
                           [](std::size_t n, const auto& c) { return n + c->unsent; });
  }
  std::size_t of(unsigned address) const {
    std::size_t n = 0;
    for (const auto& c : all_)
      if (c->peer.to_v4().to_uint() == address) n += c->unsent;
    return n;
  }
  const std::deque<std::shared_ptr<Connection>>& all() const { return all_; }

  Metrics metrics;
  UnsentBodies bodies{metrics, kMost};

 private:
  asio::io_context io_;
  std::deque<std::shared_ptr<Connection>> all_;
  std::deque<std::unique_ptr<UnsentBodies::Held>> held_;
  long moment_ = 0;
};

}  // namespace

TEST_CASE("B4: where there is no room for a body the address that holds most makes it, its longest reader first") {
  Readers readers;
  Connection& small = readers.come(1);
  Connection& first = readers.come(2);
  Connection& second = readers.come(2);
  REQUIRE((readers.take(small, 50) && readers.take(first, 350) && readers.take(second, 350)));
  Connection& next = readers.come(3);
  CHECK(readers.take(next, 100));
  CHECK_FALSE(first.socket.is_open());
  CHECK((small.socket.is_open() && second.socket.is_open()));
  CHECK(readers.sum() == 500);
  CHECK(readers.metrics.unsent_bytes == 500);
  CHECK(readers.metrics.evicted_total == 1);
}

TEST_CASE("B4: the address that holds most is given no more, and nobody is cut for it") {
  Readers readers;
  Connection& other = readers.come(1);
  REQUIRE(readers.take(other, 300));
  for (int i = 0; i < 5; ++i) REQUIRE(readers.take(readers.come(2), 100));
  CHECK_FALSE(readers.take(readers.come(2), 100));
  CHECK(readers.sum() == 800);
  CHECK(readers.take(readers.come(3), 100));
  CHECK(other.socket.is_open());
}

TEST_CASE("B4: readers behind one trusted proxy are told apart, so that one of them cannot take the room of all") {
  Readers readers;
  const auto behind = [&](unsigned client) -> Connection& {
    Connection& c = readers.come(1);
    c.client = asio::ip::address_v4(asio::ip::address_v4::uint_type{client});
    return c;
  };
  Connection& greedy = behind(7);
  REQUIRE((readers.take(greedy, 500) && readers.take(behind(7), 250)));
  CHECK_FALSE(readers.take(behind(7), 100));
  CHECK(readers.take(behind(8), 100));
  CHECK_FALSE(greedy.socket.is_open());
}

TEST_CASE("B4: a body larger than all that may be held is refused to nobody who holds nothing") {
  Readers readers;
  CHECK(readers.take(readers.come(1), 5 * kMost));
  CHECK(readers.take(readers.come(2), 5 * kMost));
  CHECK(readers.sum() == 5 * kMost);
}

TEST_CASE("B4: what is held is counted once and ends with its reader") {
  Readers readers;
  Connection& c = readers.come(1);
  {
    const UnsentBodies::Held held(c, 300);
    CHECK(readers.metrics.unsent_bytes == 300);
  }
  CHECK((readers.metrics.unsent_bytes == 0 && c.unsent == 0));
}

TEST_CASE("B4: whatever readers come, no more is held than there may be, and who holds more makes room") {
  Readers readers;
  std::mt19937 dice(20261126);
  for (int step = 0; step < 3000; ++step) {
    Connection& c = readers.come(1 + static_cast<unsigned>(dice() % kAddresses));
    const unsigned address = c.peer.to_v4().to_uint();
    std::map<unsigned, std::size_t> before;
    for (unsigned one = 1; one <= kAddresses; ++one) before[one] = readers.of(one);
    const std::size_t own = before[address];
    const auto evicted = readers.metrics.evicted_total.load();
    const bool taken = readers.take(c, 1 + dice() % (kMost / 8));
    CHECK(readers.sum() <= kMost);
    CHECK(readers.sum() == readers.metrics.unsent_bytes);
    std::size_t made_room = 0;
    for (unsigned one = 1; one <= kAddresses; ++one) {
      if (one == address || readers.of(one) == before[one]) continue;
      ++made_room;
      CHECK(before[one] > own);
    }
    CHECK((made_room > 0) == (readers.metrics.evicted_total > evicted));
    if (!taken)
      for (unsigned other = 1; other <= kAddresses; ++other) CHECK(readers.of(other) <= own);
    if (dice() % 3 == 0) readers.finish(*readers.all()[dice() % readers.all().size()]);
  }
  CHECK(readers.metrics.evicted_total > 100);
}
