// Accepts connections on one address with one io_context a thread and nothing shared between them but two counts.
// Each thread has its own acceptor (SO_REUSEPORT) and one sweep that ends connections past their deadline.
#pragma once

#include "geo/result.hpp"
#include "server/metrics.hpp"
#include "server/session.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace yaad::server {

inline constexpr std::size_t kMaxConnections = 8192;          // about 10 KB each
inline constexpr std::size_t kEvictAbove = 6554;              // 80 % of them: from here on, idle ones make room
inline constexpr std::size_t kMaxConnectionsPerAddress = 64;  // a browser opens 6; of IPv6, the /64 is one address

struct ListenOptions {
  boost::asio::ip::tcp::endpoint endpoint;
  unsigned threads = 1;
};

class Listener {
 public:
  // Binds at once and throws boost::system::system_error when the address cannot be had. Port 0 takes a free one.
  Listener(const ListenOptions& options, Handler handler, Metrics& metrics);
  ~Listener();  // NOLINT(bugprone-exception-escape): see there
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  boost::asio::ip::tcp::endpoint endpoint() const;
  void start();
  // Accepts no more, ends idle connections, lets answers in flight finish for at most this long, then ends all.
  void drain(std::chrono::milliseconds patience);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// "127.0.0.1:8080", "[::1]:8080", "localhost:8080" (which is 127.0.0.1); names are not looked up.
geo::Result<boost::asio::ip::tcp::endpoint> parse_endpoint(const std::string& text);
// The same back.
std::string to_text(const boost::asio::ip::tcp::endpoint& endpoint);

// The address that a cap counts: the /64 of IPv6, which is one household or one machine room.
boost::asio::ip::address counted_address(const boost::asio::ip::address& address);

}  // namespace yaad::server
