#include "geo/field_parsers.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace yaad::geo;

namespace {

std::string cure(std::string_view text, std::string_view field = "killed") {
  const auto n = parse_count(text, field);
  return n.has_error() ? n.error().detail : "";
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("A count is plain digits up to ten million; anything else is told what to write") {
  CHECK(parse_count("0", "killed").value() == 0);
  CHECK(parse_count("10000000", "killed").value() == kMaxCount);
  CHECK(says(cure("10000001"), "larger than 10,000,000"));
  CHECK(says(cure("4294967296"), "larger than 10,000,000"));
  CHECK(says(cure("12-15"), "(use killed_low and killed_high)"));
  CHECK(says(cure("12-15", "injured_low"), "(use injured_low and injured_high)"));
  CHECK(says(cure(">50"), "(use killed_low and killed_high)"));
  CHECK(says(cure("50+"), "(use killed_low and killed_high)"));
  CHECK(says(cure("12-15", "attacks"), "(write it in plain digits)"));
  CHECK(says(cure("1,400"), "(write 1400)"));
  CHECK(says(cure("26.00"), "(write 26)"));
  CHECK(says(cure("-3"), "cannot be negative"));
  CHECK(says(cure(" 3"), "take the space away"));
  CHECK(says(cure("dozens"), "words belong in note"));
  CHECK(says(cure("۲۶"), "write the digits 0-9"));
  CHECK(parse_count("", "killed").has_error());
}

TEST_CASE("A decimal is digits with at most one point and a minus in front, read the same in every locale") {
  CHECK(parse_decimal("30.1841").value() == 30.1841);
  CHECK(parse_decimal("-0.5").value() == -0.5);
  CHECK(parse_decimal("7").value() == 7);
  for (const char* text :
       {"", "-", ".", "1.", ".5", "1.2.3", "1e5", "+1", " 1", "1 ", "0x1", "nan", "inf", "1,5", "--1", "-.5"})
    CHECK(parse_decimal(text).has_error());
}

TEST_CASE("An id is 1 to 64 of a-z, 0-9 and hyphen") {
  CHECK(is_id("2013-02-16-hazara-town"));
  CHECK(is_id(std::string(64, 'a')));
  for (const std::string& id : {std::string(), std::string(65, 'a'), std::string("A"), std::string("a b"),
                                std::string("a/b"), std::string("a_b"), std::string("é"), std::string("..")})
    CHECK_FALSE(is_id(id));
}

TEST_CASE("A list is split at semicolons, without the spaces around its parts") {
  CHECK(split_list("").empty());
  CHECK(split_list("a") == std::vector<std::string>{"a"});
  CHECK(split_list("a; b ;c") == std::vector<std::string>{"a", "b", "c"});
  CHECK(split_list("a;") == std::vector<std::string>{"a", ""});
}

TEST_CASE("G13: only http and https addresses in ASCII, without a user name, are links") {
  for (const char* url : {"http://a.example", "https://a.example/x?y=%20#z", "HTTPS://A.example/",
                          "https://a.example:8443/", "https://xn--80ak6aa92e.example/"})
    CHECK(url_fault(url).empty());
  for (const char* url :
       {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.example",
        "a.example", "ftp://a.example", "http://", "https:///x", "https://u@a.example/", "https://u:p@a.example/",
        "https://a.example\\@b.example/", "https://a.example/<script>", "https://a.example/a b",
        "https://аррӏе.example", "https://a.example/\n", "mailto:a@b.example", " https://a.example"})
    CHECK_FALSE(url_fault(url).empty());
  CHECK(url_fault("https://a.example/" + std::string(kMaxUrlLength, 'a')) ==
        "the address is longer than 2048 characters");
}

TEST_CASE("A host is told from its port, its path and a bare network address") {
  CHECK(url_host("https://a.example:8443/x") == "a.example");
  CHECK(url_host("https://a.example?x") == "a.example");
  CHECK(url_host("https://[2001:db8::1]:80/") == "[2001:db8::1]");
  for (const char* host : {"192.0.2.7", "[2001:db8::1]", "2130706433", "0x7f.1", "127.1"}) CHECK(is_ip_address(host));
  for (const char* host : {"a.example", "192.example", "0xf.example", "", "1.2.3.4.example"})
    CHECK_FALSE(is_ip_address(host));
}
