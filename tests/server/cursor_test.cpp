#include "server/cursor.hpp"

#include <catch2/catch.hpp>

using namespace yaad;
using namespace yaad::server;

TEST_CASE("a cursor reads back what was written, also for a record that began before all time") {
  for (const geo::Day first : {geo::Day{0}, geo::Day{18630}, geo::Day{-40000}, geo::kBeforeTime}) {
    const Cursor cursor{"2026-11-24.abc", "datetime=2013", first, "2013-02-16-hazara-town"};
    const std::string text = write_cursor(cursor);
    CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    const Cursor read = read_cursor(text, "datetime=2013").value();
    CHECK(read.version == cursor.version);
    CHECK(read.first == cursor.first);
    CHECK(read.id == cursor.id);
  }
}

TEST_CASE("C13: a cursor of another filter is refused; one of another version goes on from its key") {
  const std::string text = write_cursor({"old.version", "datetime=2013", 5, "an-id"});
  CHECK(read_cursor(text, "datetime=2014").error().parameter == "cursor");
  CHECK(read_cursor(text, "datetime=2013").value().version == "old.version");
}

TEST_CASE("C13: a forged cursor is refused") {
  const std::string good = write_cursor({"v", "", 5, "an-id"});
  REQUIRE(read_cursor(good, "").has_value());
  CHECK_FALSE(read_cursor("", "").has_value());
  CHECK_FALSE(read_cursor(good + "=", "").has_value());
  CHECK_FALSE(read_cursor(good.substr(1), "").has_value());
  CHECK_FALSE(read_cursor("%%%", "").has_value());
  CHECK_FALSE(read_cursor(std::string(401, 'A'), "").has_value());
  CHECK_FALSE(read_cursor("AAAA", "").has_value());
  // The same parts in base64, with the day as 007, as -0 and as +5; then with other bits after the last byte.
  for (const char* other : {"dgplM2IwYzQ0Mjk4ZmMxYzE0CjAwNwphbi1pZA", "dgplM2IwYzQ0Mjk4ZmMxYzE0Ci0wCmFuLWlk",
                            "dgplM2IwYzQ0Mjk4ZmMxYzE0Cis1CmFuLWlk"})
    CHECK_FALSE(read_cursor(other, "").has_value());
  CHECK_FALSE(read_cursor(good.substr(0, good.size() - 1) + static_cast<char>(good.back() + 1), "").has_value());
  for (std::size_t i = 0; i < good.size(); ++i) {  // every one-letter change: refused, or another key; never a crash
    std::string forged = good;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    const auto cursor = read_cursor(forged, "");
    CHECK((!cursor || write_cursor({cursor->version, "", cursor->first, cursor->id}) == forged));
  }
}
