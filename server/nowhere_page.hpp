// What a person meets at an address that is none: the ways on, in their language. Nothing of the address is in it.
// Programs are given a problem instead; the router tells who is who.
#pragma once

#include "server/edition.hpp"
#include "server/reply.hpp"

namespace yaad::server {

// 404, kept by nobody.
Reply nowhere_page(const Edition& edition);

}  // namespace yaad::server
