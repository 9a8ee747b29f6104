// Accepts connections on one address with one io_context a thread and nothing shared between them but two counts.
// Each thread has its own acceptor (SO_REUSEPORT) and one sweep that ends connections past their deadline.
#pragma once

#include "geo/result.hpp"
#include "server/service.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace yaad::server {

inline constexpr std::size_t kMaxConnections = 8192;  // about 10 KB each

struct ListenOptions {
  boost::asio::ip::tcp::endpoint endpoint;
  unsigned threads = 1;
  unsigned work_threads = 0;  // 0: all work is done on the threads of the sockets
  std::size_t most_connections = kMaxConnections;
  std::optional<Rate> rate;  // none: everyone may ask at will
  TrustedProxies proxies;
  HostNames hosts;
  std::chrono::milliseconds work_budget = kWorkBudget;
  bool server_timing = false;
  bool log_requests = false;
};

class Listener {
 public:
  // Binds at once and throws boost::system::system_error when the address cannot be had. Port 0 takes a free one.
  Listener(const ListenOptions& options, Handler handler, Metrics& metrics, Log& log);
  ~Listener();  // NOLINT(bugprone-exception-escape): see there
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  boost::asio::ip::tcp::endpoint endpoint() const;
  void start();
  // Accepts no more, answers what has been asked or is asked in the next moment, then ends: after this long whatever
  // is still in flight.
  void drain(std::chrono::milliseconds patience);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// "127.0.0.1:8080", "[::1]:8080", "localhost:8080" (which is 127.0.0.1); names are not looked up.
geo::Result<boost::asio::ip::tcp::endpoint> parse_endpoint(const std::string& text);
// The same back.
std::string to_text(const boost::asio::ip::tcp::endpoint& endpoint);

}  // namespace yaad::server
