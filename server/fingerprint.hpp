// A short name for some bytes: equal bytes have equal names, different ones differ.
// Sixteen hex digits of SHA-256: about a millisecond for two megabytes. Not a signature of anything.
#pragma once

#include <string>
#include <string_view>

namespace yaad::server {

std::string fingerprint(std::string_view bytes);

}  // namespace yaad::server
