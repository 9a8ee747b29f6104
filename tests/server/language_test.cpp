// The pages in each language: direction, digits, calendars, names, and links that stay in the language.
#include "geo/date_span.hpp"
#include "server/html.hpp"
#include "server/solar_hijri.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

using namespace yaad;
using namespace yaad::server;
using namespace yaad::test;

namespace {

const Edition& edition() {
  static const auto made = [] {
    geo::Dataset data = small_dataset();
    for (geo::Place& place : data.places) {
      place.name_ur = "مقام";
      place.name_fa = "جای";
      place.name_ps = "ځای";
    }
    return edition_of(std::move(data));
  }();
  return *made;
}

std::string text_of(const std::string& target) { return body_of(get(edition(), target)); }
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
const Words& words_of(const std::string& code) { return edition().site->in_other_languages.at(code)->words; }
geo::Day day_of(int year, int month, int day) { return geo::day_of({year, month, day}); }

}  // namespace

TEST_CASE("a page is in the language that its address asks for, and runs its way") {
  CHECK(has(text_of("/list"), "<html lang=\"en\" dir=\"ltr\">"));
  for (const Language& language : kLanguages) {
    const std::string code(language.code), html = text_of("/list?lang=" + code);
    INFO(code);
    CHECK(has(html, "<html lang=\"" + code + "\" dir=\"" + (language.rtl ? "rtl" : "ltr") + "\">"));
    CHECK(has(html, "hreflang=\"" + code + "\""));
    if (code == "en") continue;
    CHECK(has(html, escaped(words_of(code)("page.list.title"))));
    CHECK(has(html, escaped(words_of(code)("page.language.notice"))));
    CHECK(has(text_of("/?lang=" + code), escaped(words_of(code)("page.language.notice"))));
    CHECK(has(text_of("/incidents/no-such-record?lang=" + code), escaped(words_of(code)("page.missing"))));
  }
  CHECK_FALSE(has(text_of("/list"), said(edition(), "page.language.notice")));
  for (const char* other : {"xx", "EN", "", "fa-AF", "../fa"}) {
    INFO(other);
    CHECK(has(text_of("/list?lang=" + std::string(other)), "<html lang=\"en\" dir=\"ltr\">"));
  }
}

TEST_CASE("links of a page stay in its language, and lead to the same page in the others") {
  const std::string html = text_of("/list?datetime=2013&lang=ps");
  CHECK(has(html, "href=\"/incidents/2013-02-16-hazara-town?lang=ps\""));
  CHECK(has(html, "href=\"/?datetime=2013-01-01/2013-12-31&amp;lang=ps\""));
  CHECK(has(html, "href=\"/list?datetime=2013-01-01/2013-12-31\" lang=\"en\" hreflang=\"en\""));
  CHECK(has(html, "href=\"/list?datetime=2013-01-01/2013-12-31&amp;lang=ur\""));
  CHECK(has(html, "href=\"/assets/page-1.css\""));
  CHECK(has(html, "rel=\"canonical\" href=\"https://yaad.example/list?datetime=2013-01-01/2013-12-31&amp;lang=ps\""));
  CHECK_FALSE(has(text_of("/list?datetime=2013"), "&amp;lang=en"));
}

TEST_CASE("numbers have the digits of the language, and what is cited keeps its own") {
  CHECK(words_of("fa").digits("1,031") == "۱٬۰۳۱");
  CHECK(words_of("prs").digits("2.5") == "۲٫۵");
  CHECK(words_of("ur").digits("1,031") == "1,031");
  CHECK(has(text_of("/list?lang=fa"), "۷ حملهٔ مستند · ۱۹۹ کشته"));
  CHECK(has(text_of("/list?lang=ur"), "7 مستند حملے · 199 جاں بحق"));
  const std::string version = edition().snapshot->version;
  CHECK(has(text_of("/incidents/2021-01-03-machh?lang=fa"), version));
  CHECK(words_of("fa")("page.date.stated", {{"stated", "2013"}}).ends_with("2013"));
}

TEST_CASE("days stand in both calendars where readers keep both") {
  const auto said_in = [](const std::string& code, const geo::DateSpan& span) {
    return date_in_words(words_of(code), span);
  };
  const auto machh = geo::DateSpan::day(day_of(2021, 1, 3));
  CHECK(said_in("ur", machh) == "3 جنوری 2021");
  CHECK(said_in("prs", machh) == "۳ جنوری ۲۰۲۱ (۱۴ جدی ۱۳۹۹)");
  CHECK(said_in("fa", machh) == "۳ ژانویه ۲۰۲۱ (۱۴ دی ۱۳۹۹)");
  CHECK(said_in("ps", machh) == "د ۲۰۲۱ د جنوري ۳ (د ۱۳۹۹ د مرغومی ۱۴)");
  const auto february = geo::DateSpan::between(day_of(2013, 2, 1), day_of(2013, 2, 28));
  CHECK(said_in("fa", february) == "روزی در فوریه ۲۰۱۳ (۱۳ بهمن ۱۳۹۱ تا ۱۰ اسفند ۱۳۹۱)");
}

TEST_CASE("the Solar Hijri year begins on the day of spring, and every day follows the one before") {
  CHECK(solar_date(day_of(1998, 3, 21)) == SolarDate{1377, 1, 1});
  CHECK(solar_date(day_of(2021, 3, 21)) == SolarDate{1400, 1, 1});
  CHECK(solar_date(day_of(2024, 3, 20)) == SolarDate{1403, 1, 1});
  CHECK(solar_date(day_of(2025, 3, 20)) == SolarDate{1403, 12, 30});
  SolarDate before = solar_date(day_of(1900, 1, 1) - 1);
  for (geo::Day day = day_of(1900, 1, 1); day <= day_of(2090, 12, 31); ++day) {
    const SolarDate now = solar_date(day);
    const bool next_day = now == SolarDate{before.year, before.month, before.day + 1};
    const bool next_month = now == SolarDate{before.year, before.month + 1, 1} && before.day >= 30;
    const bool next_year = now == SolarDate{before.year + 1, 1, 1} && before.month == 12 && before.day >= 29;
    if (!next_day && !next_month && !next_year) FAIL("day " << day);
    before = now;
  }
}

TEST_CASE("places have their names in the language of the page, where the data have them") {
  CHECK(has(text_of("/incidents/2021-01-03-machh?lang=ur"), "<h1>مقام</h1>"));
  CHECK(has(text_of("/incidents/2021-01-03-machh?lang=prs"), "<h1>جای</h1>"));
  CHECK(has(text_of("/list?lang=ps"), "ځای"));
  CHECK(has(text_of("/incidents/2021-01-03-machh"), "<h1>Mach coal field</h1>"));
}
