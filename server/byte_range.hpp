// The bytes that a Range field asks for (RFC 9110 section 14.1.2): one range, or none at all.
// Several ranges and what cannot be read are no range: the whole is sent then, which every client must take.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace yaad::server {

struct ByteRange {
  enum class Kind : std::uint8_t { none, part, outside };  // outside: well-formed, and past the last byte (416)
  Kind kind = Kind::none;
  std::size_t first = 0, last = 0;  // inclusive
};

// Of a body of `size` bytes; a last byte past the end is the end.
ByteRange asked_range(std::string_view field, std::size_t size);

}  // namespace yaad::server
