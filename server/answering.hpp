// From a request to its answer, without holding the thread of the socket: what is ready is answered there, what takes
// longer on the pool. Here requests are refused (429, 503), counted, timed and logged; a handler that throws is a 500.
#pragma once

#include "server/connection.hpp"
#include "server/service.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>

namespace yaad::server {

inline constexpr std::chrono::seconds kWorkDeadline{30};   // far above what any work takes
inline constexpr std::chrono::seconds kFileDeadline{600};  // the making of a file

// The connection outlives it; its phase is `write` meanwhile.
boost::asio::awaitable<Reply> answered(Connection& connection, const Service& service, const Request& request);

}  // namespace yaad::server
