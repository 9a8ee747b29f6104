// Any document of the API as a page without script: every member that the JSON has, in its order, links as links.
// One page for all of them, so that no document can say something else to a person than to a program.
#pragma once

#include "server/edition.hpp"
#include "server/reply.hpp"

#include <string_view>

namespace yaad::server {

// The JSON must be our own: an object.
Reply json_page(const Edition& edition, std::string_view json);

}  // namespace yaad::server
