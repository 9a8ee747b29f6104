#include "server/tile_cache.hpp"

#include <catch2/catch.hpp>

using namespace yaad::server;

namespace {

Reply reply_of(std::size_t bytes) {
  Reply reply;
  reply.body = shared(std::string(bytes, 'x'));
  return reply;
}

}  // namespace

TEST_CASE("B10: the cache is bounded in bytes, and the least recently used goes first") {
  TileCache cache(100000);
  for (int i = 0; i < 1000; ++i) {
    cache.keep(std::to_string(i), reply_of(8000));
    CHECK(cache.use().bytes <= 100000);
    if (i > 0) CHECK(cache.find("0"));  // in use all the time
  }
  CHECK_FALSE(cache.find("500"));
  CHECK(cache.find("999"));
  CHECK(cache.use().entries < 13);
}

TEST_CASE("one answer that would push out the others is sent and not kept") {
  TileCache cache(100000);
  cache.keep("small", reply_of(1000));
  CHECK(cache.keep("large", reply_of(20000)).body->size() == 20000);
  CHECK_FALSE(cache.find("large"));
  CHECK(cache.find("small"));
}

TEST_CASE("keeping one key again changes nothing, however often") {
  TileCache cache(100000);
  cache.keep("a", reply_of(1000));
  const auto bytes = cache.use().bytes;
  for (int i = 0; i < 100; ++i) cache.keep("a", reply_of(1000));
  CHECK(cache.use().bytes == bytes);
  CHECK(cache.use().entries == 1);
}

TEST_CASE("a kept answer carries its tag and its gzip twin, and shares its bytes") {
  TileCache cache;
  Reply reply = reply_of(1000);
  reply.compressible = true;
  const Reply kept = cache.keep("a", reply);
  CHECK_FALSE(kept.tag.empty());
  REQUIRE(kept.gzip_twin);
  CHECK(kept.gzip_twin->of(*kept.body)->size() < 1000);
  CHECK(cache.find("a")->body == kept.body);
  CHECK(cache.find("a")->gzip_twin->of(*kept.body) == kept.gzip_twin->of(*kept.body));
}
