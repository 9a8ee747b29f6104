// One connection as the sweep and the eviction see it: what it waits for, since when, and until when it may.
// Touched by the connection's own thread only.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <utility>

namespace yaad::server {

inline constexpr std::chrono::seconds kHeadDeadline{5};  // absolute, from the first moment of waiting for a head

enum class Phase : std::uint8_t { head, idle, write };

struct Connection {
  Connection(boost::asio::ip::tcp::socket s, boost::asio::ip::address p) : socket(std::move(s)), peer(std::move(p)) {}

  void wait_in(Phase next, std::chrono::seconds time) {
    phase = next;
    since = std::chrono::steady_clock::now();
    deadline = since + time;
  }

  boost::asio::ip::tcp::socket socket;
  boost::asio::ip::address peer;
  Phase phase = Phase::head;
  std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point deadline = since + kHeadDeadline;
  bool draining = false;  // answer what came, then close
};

}  // namespace yaad::server
