// SipHash-2-4 under a random key: where a key of a table comes from outside, nobody outside can say which of them
// share a bucket. Costs about 20 ns for an address, 60 ns for the key of a tile.
// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace yaad::server {

class KeyedHash {
 public:
  KeyedHash();  // a key of this process's own, from the system
  KeyedHash(std::uint64_t k0, std::uint64_t k1) : k0_(k0), k1_(k1) {}
  std::size_t operator()(std::string_view bytes) const;

 private:
  std::uint64_t k0_, k1_;
};

}  // namespace yaad::server
