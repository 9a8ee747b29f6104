#include "geo/json_writer.hpp"

#include <catch2/catch.hpp>

using yaad::geo::JsonWriter;

namespace {
template <class T>
std::string written(const T& value) {
  JsonWriter json;
  json.value(value);
  return json.take();
}
}  // namespace

TEST_CASE("F3: text cannot end a script element or a line of JavaScript") {
  REQUIRE(written("</script><!-- & \xe2\x80\xa8\xe2\x80\xa9") ==
          R"("\u003c/script\u003e\u003c!-- \u0026 \u2028\u2029")");
}

TEST_CASE("Control characters, quotes and backslashes are escaped; other text is left as it is") {
  REQUIRE(written("a\"b\\c\n\x01") == R"("a\"b\\c\n\u0001")");
  REQUIRE(written("پاراچنار") == "\"پاراچنار\"");
}

TEST_CASE("F5: a coordinate has at most seven decimals and never a negative zero") {
  REQUIRE(written(67.330180000001) == "67.33018");
  REQUIRE(written(-0.0) == "0");
  REQUIRE(written(-0.000000001) == "0");
  REQUIRE(written(1e-320) == "0");
  REQUIRE(written(100.0) == "100");
  REQUIRE(written(-29.864) == "-29.864");
}

TEST_CASE("Objects and arrays nest with their commas in place, and absent members are left out") {
  JsonWriter json;
  json.begin_object().member("a", 1).key("b").begin_array().value(true).null().begin_object().end_object().end_array();
  json.member("none", std::optional<std::uint32_t>())
      .member("some", std::optional<std::uint32_t>(7))
      .text_member("blank", "")
      .end_object();
  REQUIRE(json.text() == R"({"a":1,"b":[true,null,{}],"some":7})");
}
