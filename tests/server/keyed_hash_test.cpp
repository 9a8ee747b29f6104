#include "server/keyed_hash.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace yaad::server;

TEST_CASE("B18: the hash is SipHash-2-4, by the vectors of its authors") {
  const KeyedHash hash(0x0706050403020100, 0x0f0e0d0c0b0a0908);
  std::string bytes;
  for (char c = 0; c < 15; ++c) bytes += c;
  CHECK(hash("") == 0x726fdb47dd0e0e31);
  CHECK(hash(bytes.substr(0, 1)) == 0x74f839c593dc67fd);
  CHECK(hash(bytes.substr(0, 8)) == 0x93f5f5799a932462);
  CHECK(hash(bytes) == 0xa129ca6149be45e5);
}

TEST_CASE("B18: each table has a key of its own, so no list of colliding names fits two") {
  std::set<std::size_t> of_one_name;
  for (int i = 0; i < 100; ++i) of_one_name.insert(KeyedHash()("0/0/0.mvt?q=a"));
  CHECK(of_one_name.size() == 100);
}
