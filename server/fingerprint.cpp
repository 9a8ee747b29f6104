#include "server/fingerprint.hpp"

#include <openssl/sha.h>

#include <array>

namespace yaad::server {

std::string fingerprint(std::string_view bytes) {
  constexpr std::size_t kBytesNamed = 8;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string hex;
  for (std::size_t i = 0; i < kBytesNamed; ++i) {
    hex += "0123456789abcdef"[digest[i] >> 4U];
    hex += "0123456789abcdef"[digest[i] & 15U];
  }
  return hex;
}

}  // namespace yaad::server
