#include "geo/utf8.hpp"

#include "geo/json_writer.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace yaad::geo;

namespace {

std::string utf8(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE(
    "J4: every code point but the surrogates is written and read back; surrogates and what lies past U+10FFFF are not "
    "UTF-8") {
  for (char32_t c = 0; c <= 0x110000; ++c) {
    const std::string bytes = utf8(c);
    const CodePoint read = decode_at(bytes, 0);
    const bool is_character = (c < 0xD800 || c > 0xDFFF) && c <= 0x10FFFF;
    if ((read.bytes == bytes.size() && read.value == c) != is_character)
      FAIL("U+" << std::hex << static_cast<unsigned>(c));
  }
}

TEST_CASE("J4: overlong forms, cut sequences, lone continuations and impossible bytes are found where they stand") {
  const std::vector<std::string> wrong{"\xC0\x80",
                                       "\xC0\xAF",
                                       "\xC1\xBF",
                                       "\xE0\x80\x80",
                                       "\xE0\x9F\xBF",
                                       "\xF0\x80\x80\x80",
                                       "\xF0\x8F\xBF\xBF",
                                       "\xED\xA0\x80",
                                       "\xED\xBF\xBF",
                                       "\xF4\x90\x80\x80",
                                       "\xF5\x80\x80\x80",
                                       "\xF8\x88\x80\x80\x80",
                                       "\xFE",
                                       "\xFF",
                                       "\x80",
                                       "\xBF",
                                       "\xC3",
                                       "\xE2\x82",
                                       "\xF0\x9F\x95",
                                       "\xC3(",
                                       "\xE2(\xA1",
                                       "\xE2\x82("};
  for (const std::string& bytes : wrong) {
    CHECK(find_invalid_utf8(bytes) == std::size_t{0});
    CHECK(find_invalid_utf8("مچھ" + bytes + "x") == std::string("مچھ").size());
  }
  CHECK_FALSE(find_invalid_utf8("").has_value());
  CHECK_FALSE(find_invalid_utf8("Qué مچھ کوئٹہ 🕯").has_value());
}

TEST_CASE("J4: code points that are no characters and the sign of a lost letter are refused by name") {
  for (const char32_t c : {0xFFFEU, 0xFFFFU, 0xFDD0U, 0xFDEFU, 0x1FFFFU, 0x10FFFFU})
    CHECK(says(forbidden_sign("a" + utf8(c) + "b"), "no character"));
  CHECK(forbidden_sign("Quett\xEF\xBF\xBD") == "the sign of a letter lost in conversion (U+FFFD)");
}

TEST_CASE("J5: signs that turn or hide text are refused, each by its name") {
  std::vector<char32_t> turning;
  for (char32_t c = 0x202A; c <= 0x202E; ++c) turning.push_back(c);
  for (char32_t c = 0x2066; c <= 0x2069; ++c) turning.push_back(c);
  for (const char32_t c : turning)
    CHECK(says(forbidden_sign("a" + utf8(c) + "b"), "turns the direction of text (U+20"));
  for (const char32_t c :
       {0x00ADU, 0x061CU, 0x180EU, 0x200BU, 0x200EU, 0x200FU, 0x2060U, 0x2064U, 0xFEFFU, 0xE0001U, 0xE0041U})
    CHECK(says(forbidden_sign("a" + utf8(c) + "b"), "an invisible sign"));
  CHECK(forbidden_sign("ordinary text, Straße, «مچھ»").empty());
}

TEST_CASE("J5: joiners stand between letters of the Arabic script and nowhere else") {
  CHECK(forbidden_sign("می‌شود").empty());  // ZWNJ in a Persian word
  CHECK(forbidden_sign("جلال‌آباد").empty());
  CHECK(says(forbidden_sign("Hazara\u200CTown"), "U+200C"));
  CHECK(says(forbidden_sign("می\u200C"), "U+200C"));
  CHECK(says(forbidden_sign("\u200Cمی"), "U+200C"));
  CHECK(says(forbidden_sign("pass\u200Dword"), "U+200D"));
}

TEST_CASE("J5: up to eight marks stand on a letter, as any spelling needs; more are refused") {
  std::string letter = "e";
  for (int i = 0; i < kMaxCombiningMarks; ++i) letter += "\u0301";
  CHECK(forbidden_sign(letter + "x" + letter).empty());
  CHECK(says(forbidden_sign(letter + "\u0301"), "more than 8 marks"));
  CHECK(forbidden_sign("مُحَمَّد").empty());
}

TEST_CASE("J2: control characters of both blocks are refused; a line end is not") {
  for (char32_t c = 0; c < 0xA0; ++c) {
    const bool control = (c < 0x20 && c != '\n') || (c >= 0x7F && c <= 0x9F);
    CHECK(forbidden_sign("a" + utf8(c) + "b").empty() != control);
  }
  CHECK(forbidden_sign("a\tb") == "a tab (U+0009)");
}

TEST_CASE("J6: Urdu, Persian, Pashto, emoji and four-byte signs stay byte for byte in JSON") {
  for (const char* text : {"پاراچنار", "کوئٹہ", "می‌شود", "کويټه", "𐎧𐏁𐎠", "🕯️"}) {
    JsonWriter json;
    json.value(text);
    CHECK(json.text() == "\"" + std::string(text) + "\"");
    CHECK_FALSE(find_invalid_utf8(text).has_value());
  }
}

TEST_CASE("J8: lengths are counted in code points") {
  CHECK(count_code_points("") == 0);
  CHECK(count_code_points("Quetta") == 6);
  CHECK(count_code_points("کوئٹہ") == 5);
  CHECK(count_code_points("🕯") == 1);
}

TEST_CASE("J8: a message shows at most 60 code points, cut before a letter and never before its marks, with …") {
  const std::string sixty(60, 'a');
  CHECK(quoted(sixty) == "\"" + sixty + "\"");
  CHECK(quoted(sixty + "b") == "\"" + sixty + "…\"");
  CHECK(quoted(sixty + "\u0301") == "\"" + sixty + "\u0301\"");
  CHECK(quoted(sixty + "\u0301b") == "\"" + sixty + "\u0301…\"");
  std::string urdu;
  for (int i = 0; i < 61; ++i) urdu += "ک";
  CHECK(count_code_points(quoted(urdu)) == 63);
}

TEST_CASE("What is quoted in a message is one line of valid UTF-8 that nothing can turn or hide") {
  CHECK(quoted("a\nb") == "\"a?b\"");
  CHECK(quoted("a\xFF\xE2\x82z") == "\"a???z\"");
  CHECK(quoted("a\u202E\u200Bb") == "\"a??b\"");
  CHECK(quoted(std::string_view("a\0b", 3)) == "\"a?b\"");
  CHECK(quoted("می\u200Cشود") == "\"می?شود\"");
}
