// What goes between the server and who draws for it: a number of bytes and then these, calls the one way and the other
// way an answer, before which a byte says whether it is one or the words for why there is none.
#pragma once

#include "server/child_process.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yaad::server {

inline constexpr std::uint32_t kMostFrameBytes = std::uint32_t{1} << 26U;
enum class Drawn : std::uint8_t { well, not_at_all };

// All of it, or false: as write_whole().
inline bool read_whole(int descriptor, char* into, std::size_t size) {
  while (size > 0) {
    const ssize_t n = ::read(descriptor, into, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    into += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

inline bool write_frame(int descriptor, std::string_view bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  return size <= kMostFrameBytes && write_whole(descriptor, {reinterpret_cast<const char*>(&size), sizeof size}) &&
         write_whole(descriptor, bytes);
}

inline std::optional<std::string> read_frame(int descriptor) {
  std::uint32_t size = 0;
  if (!read_whole(descriptor, reinterpret_cast<char*>(&size), sizeof size) || size > kMostFrameBytes)
    return std::nullopt;
  std::string bytes(size, '\0');
  if (!read_whole(descriptor, bytes.data(), size)) return std::nullopt;
  return bytes;
}

}  // namespace yaad::server
