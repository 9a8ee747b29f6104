#include "server/keyed_hash.hpp"

#include <array>
#include <bit>
#include <random>

namespace yaad::server {
namespace {

std::uint64_t random_word() {
  std::random_device source;
  return std::uint64_t{source()} << 32U | source();
}

struct State {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  void take(std::uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
};

// Up to eight bytes, the first one lowest.
std::uint64_t word_of(std::string_view bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) word = word << 8U | static_cast<unsigned char>(bytes[i]);
  return word;
}

}  // namespace

KeyedHash::KeyedHash() : k0_(random_word()), k1_(random_word()) {}

std::size_t KeyedHash::operator()(std::string_view bytes) const {
  // The constants spell "somepseudorandomlygeneratedbytes".
  State s{k0_ ^ 0x736f6d6570736575, k1_ ^ 0x646f72616e646f6d, k0_ ^ 0x6c7967656e657261, k1_ ^ 0x7465646279746573};
  const std::uint64_t length = std::uint64_t{bytes.size()} << 56U;
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) s.take(word_of(bytes.substr(0, 8)));
  s.take(length | word_of(bytes));
  s.v2 ^= 0xff;
  for (int i = 0; i < 4; ++i) s.round();
  return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

}  // namespace yaad::server
