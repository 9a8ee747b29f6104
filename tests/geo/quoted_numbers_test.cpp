#include "geo/quoted_numbers.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using yaad::geo::numbers_in;

namespace {

using Numbers = std::vector<std::uint64_t>;

bool states(std::string_view text, std::uint64_t number) {
  const auto found = numbers_in(text);
  return std::find(found.begin(), found.end(), number) != found.end();
}

const char* const kUnits[] = {"",         "one",     "two",     "three",     "four",     "five",    "six",
                              "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                              "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
const char* const kTens[] = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

std::string below_hundred(unsigned n) {
  if (n < 20) return kUnits[n];
  return std::string(kTens[n / 10]) + (n % 10 == 0 ? "" : "-" + std::string(kUnits[n % 10]));
}

// British English: "one hundred and five".
std::string in_words(unsigned n) {
  std::string text;
  if (n >= 1000) text += below_hundred(n / 1000) + " thousand";
  const unsigned rest = n % 1000;
  if (rest >= 100) text += (text.empty() ? "" : " ") + std::string(kUnits[rest / 100]) + " hundred";
  if (rest % 100 != 0)
    text += (text.empty() ? "" : rest < 100 || rest > 100 ? " and " : " ") + below_hundred(rest % 100);
  return text;
}

}  // namespace

TEST_CASE("Digits are read, with thousands in commas, in points or as lakhs") {
  CHECK(numbers_in("at least 84 people, 1,400 in all") == Numbers{84, 1400});
  CHECK(states("1.400 dead", 1400));
  CHECK(states("5,00,000 people", 500000));
  CHECK(states("12,34,567", 1234567));
  CHECK(numbers_in("killed 11, 12, 13") == Numbers{11, 12, 13});
  CHECK(numbers_in("11,12 and 13") == Numbers{11, 12, 13});
  CHECK(states("4 lakh", 400000));
  CHECK(states("0 injured", 0));
}

TEST_CASE("A decimal is no count of people: its parts are read, and never as one number") {
  CHECK_FALSE(states("30.1841", 301841));
  CHECK_FALSE(states("2.5", 25));
}

TEST_CASE("Digits of Arabic, Urdu and Persian keyboards are read") {
  CHECK(states("۱۴ نفر کشته شدند", 14));
  CHECK(states("٨٤ قتيلا", 84));
  CHECK(states("१२ लोग", 12));
}

TEST_CASE("Every number from 1 to 9,999 in English words is found") {
  for (unsigned n = 1; n < 10000; ++n) {
    const std::string text = "The blast killed " + in_words(n) + " people.";
    if (!states(text, n)) FAIL(text);
  }
}

TEST_CASE("A phrase ends where its number does") {
  CHECK(numbers_in("three men and four women") == Numbers{3, 4});
  CHECK(states("twenty-three dead and forty wounded", 23));
  CHECK(states("twenty-three dead and forty wounded", 40));
  CHECK_FALSE(states("twenty-three dead and forty wounded", 63));
  CHECK(numbers_in("ten, twenty") == Numbers{10, 20});
  CHECK(states("one hundred and five", 105));
  CHECK(states("a hundred people", 100));
  CHECK(states("two dozen", 24));
  CHECK(states("a dozen", 12));
  CHECK(states("three thousand two hundred", 3200));
}

TEST_CASE("One and none are found without a numeral") {
  CHECK(states("a trader was shot dead", 1));
  CHECK(states("both men died", 2));
  CHECK(states("No one was hurt", 0));
  CHECK(states("killed a couple", 2));
}

TEST_CASE("An ordinal from third to twelfth states its number, in digits or in words") {
  CHECK(states("the fifth attack this year", 5));
  CHECK(states("the 5th attack this year", 5));
  CHECK(states("a twelfth victim died", 12));
  CHECK(numbers_in("for the first time, seconds later").empty());
}

TEST_CASE("Dozens, scores and several are no numbers") {
  CHECK(numbers_in("dozens were killed, scores hurt, several missing").empty());
  CHECK(numbers_in("").empty());
  CHECK(numbers_in("many").empty());
}

TEST_CASE("Digits without end and bytes that are no UTF-8 break nothing") {
  CHECK(numbers_in(std::string(10000, '9')).size() <= 1);
  CHECK(states("\xFF\xFE 12 \xC3", 12));
  std::string words;
  for (int i = 0; i < 2000; ++i) words += "million ";
  CHECK_FALSE(numbers_in(words).empty());
}
