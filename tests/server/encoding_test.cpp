#include "server/encoding.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace yaad::server;

TEST_CASE("A21: gzip is chosen where it is accepted and not ranked below identity") {
  for (const char* header : {"gzip", "GZIP", "x-gzip", "br, gzip, deflate", "gzip;q=0.5", "gzip; q=1.0", "*", "*;q=0.3",
                             "deflate, gzip;q=0.8, identity;q=0.5", " gzip ", ",,gzip,,", "identity;q=0, gzip"}) {
    INFO(header);
    CHECK(negotiate(header) == Coding::gzip);
  }
  for (const char* header :
       {"", "identity", "br", "deflate", "gzip;q=0", "gzip;q=0.000", "*;q=0", "identity, gzip;q=0.5", "gzip;q=2",
        "gzip;q=1.5", "gzip;q=-1", "gzip;q=", "gzip;q=junk", "gzip;level=9", "gzippy", "gzi", ";;;", "gzip;q=0, *"}) {
    INFO(header);
    CHECK(negotiate(header) == Coding::identity);
  }
}

TEST_CASE("A21: a list of 8 KB is read to its end") {
  std::string list;
  while (list.size() < 8000) list += "x;q=0.1,";
  CHECK(negotiate(list) == Coding::identity);
  CHECK(negotiate(list + "gzip") == Coding::gzip);
}

TEST_CASE("what is compressed reads back; what is no member of ours is refused") {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string(100000, 'x'), std::string("\0\1\2", 3)}) {
    const std::string member = gzip(text);
    const auto bytes = std::as_bytes(std::span(member));
    CHECK(gunzip(bytes) == text);
    CHECK_THROWS_AS(gunzip(bytes.first(bytes.size() - 1)), std::runtime_error);
  }
  CHECK_THROWS_AS(gunzip({}), std::runtime_error);
}
