#include "server/params.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace yaad::server;
using yaad::geo::Errc;

TEST_CASE("a query is decoded once: escapes become bytes, plus becomes a space") {
  const auto params = Params::parse("q=Hazara+Town%2C%20Quetta&x=%252e&empty=&bare").value();
  CHECK(params.get("q") == "Hazara Town, Quetta");
  CHECK(params.get("x") == "%2e");
  CHECK(params.get("empty") == "");
  CHECK(params.get("bare") == "");
  CHECK_FALSE(params.get("absent"));
}

TEST_CASE("C8: bad escapes, NUL, controls, overlong UTF-8 and lone surrogates are refused") {
  for (const char* value :
       {"%00", "%zz", "%", "%4", "%0a", "%7f", "%c0%af", "%e0%80%af", "%ed%a0%80", "%f4%90%80%80", "%ff", "%d9"}) {
    INFO(value);
    CHECK(Params::parse(std::string("q=") + value).error().code == Errc::bad_parameter);
    CHECK_FALSE(percent_decoded(value, true));
  }
  CHECK(percent_decoded("%D9%BE%D8%A7%D8%B1%D8%A7", false) == "پارا");
  CHECK(percent_decoded("a+b", false) == "a+b");
}

TEST_CASE("C2: a parameter given twice is refused and named") {
  const auto error = Params::parse("limit=1&limit=2").error();
  CHECK(error.code == Errc::repeated_parameter);
  CHECK(error.parameter == "limit");
  CHECK(Params::parse("limit=1&%6cimit=2").error().code == Errc::repeated_parameter);
}

TEST_CASE("C1: an unknown parameter is refused, named, and the known ones listed") {
  constexpr std::array<std::string_view, 2> known{"a", "b"};
  CHECK(Params::parse("a=1&b=2").value().allow_only(known).has_value());
  const auto error = Params::parse("a=1&c=2").value().allow_only(known).error();
  CHECK(error.code == Errc::unknown_parameter);
  CHECK(error.parameter == "c");
  CHECK(error.allowed == std::vector<std::string>{"a", "b"});
}

TEST_CASE("more parameters than any route knows are refused") {
  std::string query;
  for (int i = 0; i < 65; ++i) query += "p" + std::to_string(i) + "=1&";
  CHECK(Params::parse(query).error().code == Errc::bad_parameter);
  CHECK(Params::parse("&&a=1&&").value().all().size() == 1);
}

TEST_CASE("a page reads what it can of its address and remembers the rest") {
  const Params params = Params::readable("fbclid=%zz&datetime=2013&datetime=2014&q=a");
  CHECK(params.get("datetime") == "2013");
  CHECK(params.get("q") == "a");
  REQUIRE(params.faults().size() == 2);
  CHECK(params.faults()[0].parameter == "fbclid");
  CHECK(params.faults()[1].parameter == "datetime");
}

TEST_CASE("C3: a limit is a plain whole number; too large is clamped, all else is refused") {
  const auto limit = [](const std::string& text) {
    return whole_number(Params::parse("limit=" + text).value(), "limit", 7, 1, 100);
  };
  CHECK(limit("1").value() == 1);
  CHECK(limit("100").value() == 100);
  CHECK(limit("1000000000").value() == 100);
  CHECK(limit(std::string(3000, '9')).value() == 100);
  for (const char* text : {"0", "-1", "1.5", "+5", "%205", "0x10", "1e2", "%D9%A5", "", "5%20"}) {
    INFO(text);
    CHECK(limit(text).error().parameter == "limit");
  }
  CHECK(whole_number(Params(), "limit", 7, 1, 100).value() == 7);
}

TEST_CASE("what is percent-encoded decodes to the same text") {
  for (const std::string text : {"a b&c=d#e", "پاراچنار", "2013-01-01/2013-02-28", "100%", "\"<>'"}) {
    CHECK(percent_decoded(percent_encoded(text), true) == text);
    CHECK(percent_encoded(text).find_first_of(" &#\"<>") == std::string::npos);
  }
}
