// Short addresses of views: what they stand for, and that they lead nowhere but to our own map.
#include "server/short_link.hpp"
#include "server/embed_address.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

using namespace yaad::server;
using namespace yaad::test;

namespace {

const Edition& edition() {
  static const auto made = edition_of(small_dataset());
  return *made;
}

}  // namespace

TEST_CASE("a short form stands for a query, a letter for each parameter") {
  CHECK(long_query("").empty());
  CHECK(long_query("v30.2,67,6") == "view=30.2,67,6");
  CHECK(long_query("d2013-01~-2013-02~chazara,shia") == "datetime=2013-01/2013-02&community=hazara,shia");
  CHECK(long_query("qa~~b~-c~.d") == "q=a~b/c%5Cd");
  CHECK(long_query("mmoving~pday~zcount~ix~lall~gur~b1,2,3,4~aPK~tother~rother~oa~eP3~fD1~k5..~n2026") ==
        "mode=moving&step=day&size=count&incident=x&list=all&lang=ur&bbox=1,2,3,4&area=PK&attack_type=other&"
        "target_type=other&actor=a&precision=P3&date_precision=D1&killed=5..&v=2026");
}

TEST_CASE("a part of a short form that is not known is left out, and what ends too early is read as far as it goes") {
  CHECK(long_query("X1~d2013") == "datetime=2013");
  CHECK(long_query("~").empty());
  CHECK(long_query("d2013~") == "datetime=2013");
  CHECK(long_query("d") == "datetime=");
}

TEST_CASE("L1: a short address leads to the map of this server, whatever stands in it") {
  CHECK(field(get(edition(), "/m/v30.2,67,6~d2013~gur"), "Location") == "/?view=30.2,67,6&datetime=2013&lang=ur");
  for (const char* hostile :
       {"/m/q~-~-evil.example", "/m/~-~-evil.example", "/m/qa%20b&x=1%23", "/m/q%3Cscript%3E", "/m/X"}) {
    INFO(hostile);
    const Reply reply = get(edition(), hostile);
    CHECK(reply.status == 302);
    CHECK(reply.find("Location")->starts_with("/"));
    CHECK_FALSE(reply.find("Location")->starts_with("//"));
    CHECK(reply.find("Location")->find_first_of("<> #\r\n") == std::string::npos);
    CHECK(body_of(reply).empty());
  }
  for (const char* none : {"/m", "/m/", "/m/a/b", "/m/a%0d%0ab", "/m/%2e%2e"})
    CHECK(get(edition(), none).status == 404);
}

TEST_CASE("the embed of a short address shows what it stands for") {
  CHECK(embed_address("https://yaad.example/m/d2013~gur", "https://yaad.example") == "/embed?datetime=2013&lang=ur");
  CHECK(embed_address("https://yaad.example/m/d2013%7Egur", "https://yaad.example") == "/embed?datetime=2013&lang=ur");
  CHECK_FALSE(embed_address("https://yaad.example/m/%zz", "https://yaad.example"));
}
