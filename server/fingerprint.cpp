#include "server/fingerprint.hpp"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace yaad::server {
namespace {

// To be looked up once: by name, as the one-shot functions of OpenSSL 3 do, it takes as long as hashing a small tile. Throws
// where there is no memory, so that the next call looks again; nothing else can fail here or in hashing.
const EVP_MD* sha256() {
  const EVP_MD* method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (method == nullptr) throw std::bad_alloc();
  return method;
}

}  // namespace

std::string fingerprint(std::string_view bytes) {
  constexpr std::size_t kBytesNamed = 8;
  static const EVP_MD* const method = sha256();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, method, nullptr) != 1) throw std::bad_alloc();
  std::string hex;
  for (std::size_t i = 0; i < kBytesNamed; ++i) {
    hex += "0123456789abcdef"[digest[i] >> 4U];
    hex += "0123456789abcdef"[digest[i] & 15U];
  }
  return hex;
}

}  // namespace yaad::server
