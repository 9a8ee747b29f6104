// Entity tags (RFC 9110 section 8.8.3): whether the client has an answer already, and what of it is then not sent again.
// Knows no cache; costs one pass over what the client sent.
#pragma once

#include "server/reply.hpp"

#include <string_view>

namespace yaad::server {

// An If-None-Match list against our tag, in its quotes. Weak comparison (RFC 9110 section 13.1.2); linear, whatever was
// sent.
bool matches_tag(std::string_view list, std::string_view tag);

// Makes the answer its own 304: without body, and without the fields that describe one.
void make_not_modified(Reply& reply);

}  // namespace yaad::server
