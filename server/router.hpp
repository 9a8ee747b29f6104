// From a request to a finished answer: finds the handler, then adds what every answer of a kind carries
// (validators and 304, coding, caching, version). Handlers are plain functions of request and edition.
#pragma once

#include "server/answer.hpp"
#include "server/edition.hpp"
#include "server/reply.hpp"
#include "server/request.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace yaad::server {

// A reply that is ready to be written; HEAD keeps the length of the body and drops its bytes when written.
Reply answer(const Request& request, const Edition& edition);
// The same where it is kept or costs little; else the word that it takes longer.
Answer answer_at_once(const Request& request, const Edition& edition);

// The name of the route a path belongs to, from a fixed list ("tiles", "items", …): the label of metrics.
std::string_view route_name(std::string_view path);

// All routes as patterns, "*" for any one segment: "/api/collections/incidents/items/*".
std::vector<std::string> route_patterns();

}  // namespace yaad::server
