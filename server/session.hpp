// One connection, from its first byte to its last: reads heads, asks for answers, writes them in order.
// Only heads are read; no body is ever waited for. Every wait has a deadline, kept by the thread's sweep (listener).
#pragma once

#include "server/connection.hpp"
#include "server/service.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <memory>

namespace yaad::server {

inline constexpr std::chrono::seconds kIdleDeadline{15};     // between requests of a kept connection
inline constexpr unsigned kMaxRequestsPerConnection = 1000;  // then the client connects anew, and loads spread again

// Ends when the connection is to be closed. The connection outlives it.
boost::asio::awaitable<void> run_session(std::shared_ptr<Connection> connection, const Service& service);

}  // namespace yaad::server
