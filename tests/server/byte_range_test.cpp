#include "server/byte_range.hpp"

#include "server/router.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

using namespace yaad::server;
using namespace yaad::test;

namespace {

using Kind = ByteRange::Kind;

Reply ranged(const std::string& target, const std::string& range, const std::string& if_range = "",
             const std::string& coding = "", Method method = Method::get) {
  static const auto edition = edition_of(small_dataset());
  Request request = request_for(target);
  request.method = method;
  request.range = range;
  request.if_range = if_range;
  request.accept_encoding = coding;
  return answer(request, *edition);
}

}  // namespace

TEST_CASE("A22: one range is a part, its end clamped; one past the last byte is outside; all else is none") {
  const auto part = [](std::string_view field, std::size_t first, std::size_t last) {
    const ByteRange range = asked_range(field, 100);
    return range.kind == Kind::part && range.first == first && range.last == last;
  };
  CHECK(part("bytes=0-9", 0, 9));
  CHECK(part("bytes=99-99", 99, 99));
  CHECK(part("bytes=10-", 10, 99));
  CHECK(part("bytes=-1", 99, 99));
  CHECK(part("bytes=-1000", 0, 99));
  CHECK(part("bytes=0-18446744073709551615", 0, 99));
  CHECK(part("bytes=0-99999999999999999999999", 0, 99));
  for (const char* outside : {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=18446744073709551616-"})
    CHECK(asked_range(outside, 100).kind == Kind::outside);
  for (const char* none : {"", "bytes", "bytes=", "bytes=-", "bytes=9-0", "bytes=a-b", "bytes=1-2,3-4", "bytes=+1-2",
                           "bytes= 1-2", "bytes=1-2 ", "lines=1-2", "bytes=--1", "bytes=0x0-1"})
    CHECK(asked_range(none, 100).kind == Kind::none);
  CHECK(asked_range("bytes=0-", 0).kind == Kind::outside);
  CHECK(asked_range("bytes=-1", 0).kind == Kind::outside);
}

TEST_CASE("A22: a part is cut from the bytes that would be sent whole, under the same tag") {
  const std::string target = "/api/collections/incidents/items";
  for (const std::string& coding : {std::string(), std::string("gzip")}) {
    const Reply whole = ranged(target, "", "", coding), cut = ranged(target, "bytes=5-14", "", coding);
    CHECK(cut.status == 206);
    CHECK(body_of(cut) == body_of(whole).substr(5, 10));
    CHECK(field(cut, "Content-Range") == "bytes 5-14/" + std::to_string(whole.body->size()));
    for (const char* name : {"ETag", "Content-Type", "Content-Encoding", "Vary", "Cache-Control"})
      CHECK(field(cut, name) == field(whole, name));
  }
  const Reply outside = ranged(target, "bytes=99999999-");
  CHECK(outside.status == 416);
  CHECK(field(outside, "Content-Range").starts_with("bytes */"));
  CHECK(field(outside, "Access-Control-Allow-Origin") == "*");
}

TEST_CASE("A22: If-Range asks for the part only while the bytes are the same; HEAD has no part") {
  const std::string target = "/dataset.json";
  const std::string tag = field(ranged(target, ""), "ETag");
  CHECK(ranged(target, "bytes=0-1", tag).status == 206);
  CHECK(ranged(target, "bytes=0-1", "\"another\"").status == 200);
  CHECK(ranged(target, "bytes=0-1", "W/" + tag).status == 200);
  CHECK(ranged(target, "bytes=0-1", "Fri, 01 Jan 2100 00:00:00 GMT").status == 200);
  CHECK(ranged(target, "bytes=0-1", "", "", Method::head).status == 200);
  CHECK(ranged("/nothing", "bytes=0-1").status == 404);
}
