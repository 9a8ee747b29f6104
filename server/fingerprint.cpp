#include "server/fingerprint.hpp"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace yaad::server {

std::string fingerprint(std::string_view bytes) {
  constexpr std::size_t kBytesNamed = 8;
  // Looked up once: by name, as the one-shot functions of OpenSSL 3 do, it takes as long as hashing a small tile.
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  if (sha256 == nullptr || EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, sha256, nullptr) != 1)
    throw std::bad_alloc();  // nothing else can fail
  std::string hex;
  for (std::size_t i = 0; i < kBytesNamed; ++i) {
    hex += "0123456789abcdef"[digest[i] >> 4U];
    hex += "0123456789abcdef"[digest[i] & 15U];
  }
  return hex;
}

}  // namespace yaad::server
