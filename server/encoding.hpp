// Content codings: which one a client accepts (RFC 9110 section 12.5.3) and the bytes. The one door to libdeflate.
// Gzip only: brotli's gain on tiles of a few kilobytes is small.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace yaad::server {

enum class Coding : std::uint8_t { identity, gzip };

// Below this the frame of gzip costs about what it saves, and one packet carries either.
inline constexpr std::size_t kLeastGzipBytes = 200;

// Gzip when the client ranks it at least as high as identity and does not forbid it; identity for everything unclear.
Coding negotiate(std::string_view accept_encoding);

// One gzip member. Level 6: what is made here is kept and sent many times (1.2 ms for 75 KB).
std::string gzip(std::string_view bytes);

// The gzip member of a body that is kept, made once, when it is first asked for: who never asks does not pay for it.
// Safe from any thread.
class GzipTwin {
 public:
  GzipTwin() = default;
  explicit GzipTwin(std::string member);  // one that is there already
  // Always of the same body. Costs what gzip does the first time, and others who ask meanwhile wait for that.
  std::shared_ptr<const std::string> of(std::string_view body) const;

 private:
  mutable std::once_flag made_;
  mutable std::shared_ptr<const std::string> member_;
};

// The bytes of one gzip member of our own making; throws std::runtime_error for anything else.
std::string gunzip(std::span<const std::byte> member);

}  // namespace yaad::server
