#include "server/ready_answers.hpp"
#include "server/router.hpp"
#include "server/wire.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

using namespace yaad;
using namespace yaad::server;
using namespace yaad::test;

namespace {

const std::string kTile = "/tiles/incidents/0/0/0.geojson?datetime=2013";

Request asked(const std::string& target, const std::string& accept_encoding = "", const std::string& tag = "") {
  Request request = request_for(target);
  request.accept_encoding = accept_encoding;
  request.if_none_match = tag;
  return request;
}

// Kept as a thread keeps it: from an answer that came out of the cache, as it does when it is asked for again.
Reply kept(ReadyAnswers& ready, const Edition& edition, const Request& request) {
  REQUIRE_FALSE(ready.find(request, edition).has_value());
  static_cast<void>(answer(request, edition));
  const Reply reply = answer(request, edition);
  ready.keep(request, edition, reply);
  return reply;
}

}  // namespace

TEST_CASE("a ready answer is byte for byte the one that the handlers give, in either coding") {
  const auto edition = edition_of(small_dataset());
  for (const char* coding : {"", "gzip", "gzip;q=0", "br, gzip"}) {
    INFO(coding);
    ReadyAnswers ready;
    const Request request = asked(kTile, coding);
    const Reply slow = kept(ready, *edition, request);
    const auto quick = ready.find(request, *edition);
    REQUIRE(quick.has_value());
    CHECK(write_head(*quick, true) == write_head(slow, true));
    CHECK(write_head(*quick, false) == write_head(slow, false));
    CHECK(body_of(*quick) == body_of(slow));
    CHECK(quick->route == "tiles");
    CHECK(route_name(request.path) == "tiles");
  }
}

TEST_CASE("a client that has a ready answer gets the 304 that the handlers give") {
  const auto edition = edition_of(small_dataset());
  for (const char* coding : {"", "gzip"}) {
    ReadyAnswers ready;
    const std::string tag = field(kept(ready, *edition, asked(kTile, coding)), "ETag");
    for (const std::string& list : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
      const Request again = asked(kTile, coding, list);
      const auto quick = ready.find(again, *edition);
      REQUIRE(quick.has_value());
      CHECK(quick->status == 304);
      CHECK_FALSE(quick->body);
      CHECK(write_head(*quick, true) == write_head(answer(again, *edition), true));
    }
    CHECK(ready.find(asked(kTile, coding, "\"other\""), *edition)->status == 200);
  }
}

TEST_CASE("each coding has a ready answer of its own, and so has each spelling of an address") {
  const auto edition = edition_of(small_dataset());
  ReadyAnswers ready;
  kept(ready, *edition, asked(kTile, "gzip"));
  CHECK_FALSE(ready.find(asked(kTile), *edition).has_value());
  CHECK_FALSE(ready.find(asked("/tiles/incidents/0/0/0.geojson?datetime=2014", "gzip"), *edition).has_value());
  CHECK_FALSE(ready.find(asked("/tiles/incidents/0/0/0.geojson", "gzip"), *edition).has_value());
}

TEST_CASE("B10: what is asked for once is not made ready, however much of it, and pushes nothing out") {
  const auto edition = edition_of(small_dataset());
  ReadyAnswers ready;
  kept(ready, *edition, asked(kTile));
  for (std::size_t i = 0; i < 4 * kReadySlots; ++i) {
    const Request once = asked(kTile + "&killed=" + std::to_string(i) + "..");
    const Reply reply = answer(once, *edition);
    REQUIRE(reply.status == 200);
    ready.keep(once, *edition, reply);
    CHECK_FALSE(ready.find(once, *edition).has_value());
  }
  CHECK(ready.find(asked(kTile), *edition).has_value());
}

TEST_CASE("only what is kept for all is ever ready: no page, no error, no part, no other method") {
  const auto edition = edition_of(small_dataset());
  for (const char* target : {"/list", "/api/collections/incidents/items", "/tiles/incidents/14/0/0.mvt",
                             "/tiles/incidents/0/0/0.mvt?x=1", "/incidents/2001-taken-back", "/healthz"}) {
    INFO(target);
    ReadyAnswers ready;
    kept(ready, *edition, asked(target));
    CHECK_FALSE(ready.find(asked(target), *edition).has_value());
  }
  ReadyAnswers ready;
  kept(ready, *edition, asked(kTile));
  Request part = asked(kTile);
  part.range = "bytes=0-9";
  CHECK_FALSE(ready.find(part, *edition).has_value());
  Request options = asked(kTile);
  options.method = Method::options;
  CHECK_FALSE(ready.find(options, *edition).has_value());
  Request head = asked(kTile);
  head.method = Method::head;
  CHECK(ready.find(head, *edition).has_value());
}

TEST_CASE("an edition is never answered with what was ready for another, and is not kept alive by it") {
  auto before = edition_of(small_dataset());
  const auto after = edition_of(many_records(3));
  ReadyAnswers ready;
  kept(ready, *before, asked(kTile));
  CHECK_FALSE(ready.find(asked(kTile), *after).has_value());
  CHECK_FALSE(ready.find(asked(kTile), *before).has_value());
  kept(ready, *before, asked(kTile));
  const std::weak_ptr<const geo::Snapshot> data = before->snapshot;
  before.reset();
  CHECK(data.expired());
}

TEST_CASE("a ready answer counts as a hit of the cache") {
  const auto edition = edition_of(small_dataset());
  ReadyAnswers ready;
  kept(ready, *edition, asked(kTile));
  const auto hits = edition->cache.use().hits;
  REQUIRE(ready.find(asked(kTile), *edition).has_value());
  CHECK(edition->cache.use().hits == hits + 1);
}
