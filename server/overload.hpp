// The answers of a server that has enough to do: what to say, and when to come again. Who is refused together is told
// different times, so that they do not come back together.
#pragma once

#include "server/reply.hpp"

#include <chrono>

namespace yaad::server {

// 503, Retry-After 1 to 5 seconds.
Reply busy_reply();
// 429, Retry-After that wait and 1 to 5 seconds more.
Reply too_many_reply(std::chrono::milliseconds wait);

}  // namespace yaad::server
