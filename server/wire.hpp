// The bytes of an answer's head: status line, what every answer carries, its own fields, length and connection.
// Field values are ours or percent-encoded: what a client sent never stands here as it came.
#pragma once

#include "server/reply.hpp"

#include <string>

namespace yaad::server {

std::string write_head(const Reply& reply, bool keep_alive);

// "Tue, 24 Nov 2026 16:00:00 GMT" (RFC 9110 section 5.6.7), from the wall clock.
std::string http_date();

}  // namespace yaad::server
