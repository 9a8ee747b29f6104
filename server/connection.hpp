// One connection as the sweep and the eviction see it: what it waits for, since when, and until when it may.
// Touched by the connection's own thread only.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <utility>

namespace yaad::server {

inline constexpr std::chrono::seconds kHeadDeadline{5};    // absolute, from the first moment of waiting for a head
inline constexpr std::chrono::seconds kWriteGrace{10};     // between two looks at what a reader has taken
inline constexpr std::size_t kWriteBytesPerSecond = 1024;  // below this a reader holds memory for nothing
inline constexpr std::chrono::seconds kLongestWrite{600};  // whatever its rate

enum class Phase : std::uint8_t { head, idle, write };

class UnsentBodies;
struct Connection;
// Those of one thread for which work is done at this moment.
using AtWork = std::set<Connection*>;

struct Connection {
  Connection(boost::asio::ip::tcp::socket s, boost::asio::ip::address p)
      : socket(std::move(s)), peer(std::move(p)), client(peer) {}

  void wait_in(Phase next, std::chrono::seconds time);
  // Bytes that the other end has not taken yet, as the system counts them.
  std::size_t untaken();
  // Looks whether the other end has gone, and says so in `abandoned`: while work is done for it nothing else would.
  // Who ended its sending before the first look has asked all it wants and still reads; a file is too much to make for
  // one who may be gone.
  void look_for_peer();
  // Ends it without waiting for a reader who does not read: what the system still holds for it is dropped.
  void cut();
  // Past its deadline: whether it has taken enough since the last look to be given as much time again.
  bool earns_more_time(std::chrono::steady_clock::time_point now);

  boost::asio::ip::tcp::socket socket;
  boost::asio::ip::address peer;
  boost::asio::ip::address client;  // who reads the body that it holds: behind a trusted proxy not the peer
  Phase phase = Phase::head;
  std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point deadline = since + kHeadDeadline;
  std::uint64_t sent = 0;                                  // to the system, in all
  std::uint64_t taken_at_look = 0;                         // by the other end
  bool streaming = false;                                  // between two pieces there may be nothing to take
  std::size_t unsent = 0;                                  // of a body that nothing but this holds
  UnsentBodies* unsent_bodies = nullptr;                   // of its thread; none: they are not counted
  AtWork* at_work = nullptr;                               // where it stands while work is done for it
  std::shared_ptr<std::atomic<bool>> abandoned = nullptr;  // set then: told when it has left
  enum class SendingEnd : std::uint8_t { not_looked, before_work, is_leaving } sending_end = SendingEnd::not_looked;
  bool draining = false;  // answer what came, then close
};

// Work is done for a connection as long as this lives.
class Working {
 public:
  Working(Connection& connection, bool for_a_file);
  ~Working();
  Working(const Working&) = delete;
  Working& operator=(const Working&) = delete;

 private:
  Connection& connection_;
};

}  // namespace yaad::server
