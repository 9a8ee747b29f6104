// From a request to its answer, without holding the thread of the socket: what is ready is answered there, what takes
// longer on the pool. Here requests are refused (429, 503), counted, timed and logged; a handler that throws is a 500.
#pragma once

#include "server/connection.hpp"
#include "server/service.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>

namespace yaad::server {

inline constexpr std::chrono::seconds kWorkDeadline{30};   // far above what any work takes
inline constexpr std::chrono::seconds kFileDeadline{600};  // the making of a file

// The connection outlives it; its phase is `write` meanwhile.
boost::asio::awaitable<Reply> answered(Connection& connection, const Service& service, const Request& request);

// The next piece of a body that is made while it is sent, made on the pool: blank after the last, nothing when it broke,
// which is noted.
boost::asio::awaitable<std::optional<std::string>> next_piece(Connection& connection, const Service& service,
                                                              std::shared_ptr<BodyStream> stream);

}  // namespace yaad::server
