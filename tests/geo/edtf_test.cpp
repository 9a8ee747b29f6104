// Walks tests/tables/edtf.tsv, and checks on random dates that what is written and what is read agree.
#include "geo/edtf.hpp"

#include "geo/edtf_hints.hpp"
#include "geo/precision.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <set>
#include <string>
#include <vector>

using namespace yaad::geo;
using yaad::test::Random;

namespace {

struct Case {
  std::size_t line = 0;
  std::vector<std::string> columns;
};

std::vector<Case> cases() {
  std::ifstream file(YAAD_SOURCE_DIR "/tests/tables/edtf.tsv");
  std::vector<Case> all;
  std::string text;
  for (std::size_t line = 1; std::getline(file, text); ++line) {
    if (text.empty() || text[0] == '#') continue;
    Case c{line, {}};
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\t', at), text.size());
      c.columns.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    if (c.columns[0] == "(blank)") c.columns[0].clear();
    all.push_back(std::move(c));
  }
  return all;
}

std::string doubt(const Edtf& date) { return std::string(date.uncertain ? "?" : "") + (date.approximate ? "~" : ""); }

}  // namespace

TEST_CASE("The table of dates holds at least 150 cases, each once") {
  const auto all = cases();
  std::set<std::string> texts;
  for (const Case& c : all) CHECK(texts.insert(c.columns[0]).second);
  CHECK(all.size() >= 150);
}

TEST_CASE("Every date of the table yields its first and last day, its precision and its doubt, or the reason why not") {
  for (const Case& c : cases()) {
    INFO("tests/tables/edtf.tsv:" << c.line << ": " << c.columns[0]);
    REQUIRE(c.columns.size() >= 3);
    const auto date = parse_edtf(c.columns[0]);
    if (c.columns[1] == "refused") {
      REQUIRE(date.has_error());
      const std::string detail = date.error().detail;
      INFO(detail);
      CHECK(date.error().code == Errc::bad_text);
      CHECK(detail.find(c.columns[2]) != std::string::npos);
      CHECK(detail.substr(0, 1) == "\"");  // it begins with what was written
      continue;
    }
    INFO((date.has_error() ? date.error().detail : std::string()));
    REQUIRE(date.has_value());
    REQUIRE(c.columns.size() >= 4);
    CHECK(iso(date->span.first()) == c.columns[1]);
    CHECK(iso(date->span.last()) == c.columns[2]);
    CHECK(kDatePrecisions[static_cast<std::size_t>(date_precision(date->span))] == c.columns[3]);
    CHECK(doubt(*date) == (c.columns.size() > 4 ? c.columns[4] : ""));
  }
}

TEST_CASE("Every day of the calendar reads as itself, and its month and its year hold it") {
  for (Day d = day_of({1896, 1, 1}); d <= day_of({2104, 12, 31}); ++d) {
    const std::string text = iso(d);
    const auto exact = parse_edtf(text), month = parse_edtf(text.substr(0, 7)), year = parse_edtf(text.substr(0, 4));
    REQUIRE(exact->span == DateSpan::day(d));
    REQUIRE(exact->span.within(month->span));
    REQUIRE(month->span.within(year->span));
  }
}

TEST_CASE("A sign of doubt changes the flags of any date and never its span") {
  for (const Case& c : cases()) {
    const std::string& text = c.columns[0];
    const bool bare = !text.empty() && text.find_first_of("/[{?~%.") == std::string::npos;
    if (c.columns[1] == "refused" || !bare) continue;
    INFO(text);
    const DateSpan span = parse_edtf(text)->span;
    for (const char* sign : {"?", "~", "%"}) CHECK(parse_edtf(text + sign)->span == span);
  }
}

TEST_CASE("An interval of two dates runs from the first day of one to the last day of the other, or is refused") {
  Random random(11);
  const std::vector<std::string> parts{"2011",    "2012-02",    "2012-02-29", "2012-21",
                                       "2012-24", "2013-02-16", "2013-12",    "2014?"};
  for (int i = 0; i < 200; ++i) {
    const std::string from = parts[random.below(8)], to = parts[random.below(8)];
    const Day first = parse_edtf(from)->span.first(), last = parse_edtf(to)->span.last();
    const auto interval = parse_edtf(from + "/" + to);
    INFO(from << '/' << to);
    REQUIRE(interval.has_value() == (first <= last));
    if (interval) CHECK(interval->span == DateSpan::between(first, last));
  }
}

TEST_CASE("No text of the alphabet of dates crashes the reader or leaves a span that ends before it begins") {
  Random random(12);
  const std::string alphabet = "0123456789-/.[]{},?~%XYES xu:TFeb";
  for (int i = 0; i < 200'000; ++i) {
    std::string text;
    for (std::uint32_t n = 1 + random.below(16); n > 0; --n)
      text += alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
    const auto date = parse_edtf(text);
    if (date) REQUIRE(date->span.first() <= date->span.last());
    else REQUIRE(date.error().detail.size() > text.size());
  }
}

TEST_CASE("A date longer than any date is refused before it is read") {
  CHECK(parse_edtf(std::string(257, '1')).error().detail.find("longer than 256") != std::string::npos);
  std::string set = "[2013-02-16";
  for (int i = 0; i < 100; ++i) set += ",2013-02-17";
  CHECK(parse_edtf(set + "]").has_error());
}

TEST_CASE("A hint always says what to write") {
  for (const char* text : {"x", "--", "13", "2013-02-16T", "Feb", "1/2/3/4", "99999", "é", " ", "~"}) {
    INFO(text);
    CHECK(edtf_hint(text).find('(') != std::string::npos);
  }
}
