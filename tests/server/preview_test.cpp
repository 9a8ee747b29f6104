// The picture of a view: what it is as a file, what it is asked with, and that pages point to it.
#include "geo/picture_colours.hpp"
#include "server/headline.hpp"
#include "server/html.hpp"
#include "server/preview_text.hpp"
#include "server/router.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <set>

using namespace yaad;
using namespace yaad::server;
using namespace yaad::test;

namespace {

const Edition& edition() {
  static const auto made = edition_of(small_dataset());
  return *made;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// A number of four bytes of the file's first chunk, which says width and height (PNG, section 11.2.2).
unsigned number_at(const std::string& png, std::size_t at) {
  unsigned value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(png[at + i]);
  return value;
}
std::pair<unsigned, unsigned> size_of(const std::string& png) {
  REQUIRE(png.size() > 33);
  REQUIRE(png.substr(0, 8) == "\x89PNG\r\n\x1a\n");
  REQUIRE(png.substr(12, 4) == "IHDR");
  return {number_at(png, 16), number_at(png, 20)};
}

// The text beside the map, in one piece, for a query.
std::string said_beside(const std::string& query, const std::string& language = "en") {
  const auto params = Params::parse(query).value();
  const auto preview = parse_preview(params, *edition().snapshot).value();
  const auto site = edition().site->in_other_languages.find(language);
  const Edition spoken(edition(), language == "en" ? edition().site : site->second);
  const PreviewText text = preview_text(spoken, preview, preview.filter, false);
  std::string all = text.title + '\n' + text.when + '\n' + text.filters + '\n' + text.count + '\n' + text.killed + '\n';
  for (const std::string& line : text.beside) all += line + '\n';
  return all + text.source;
}

}  // namespace

TEST_CASE("a preview is a PNG of 1200 by 630 of at most 300 KB, in every language, light and dark") {
  std::set<std::string> pictures;
  for (const char* query : {"", "lang=ur", "lang=prs", "lang=fa", "lang=ps", "theme=dark", "lang=ur&theme=dark",
                            "incident=2009-area", "place=alamdar-road", "area=PK-BA", "view=30.2,67,6", "size=count"}) {
    INFO(query);
    const Reply reply = get(edition(), std::string("/preview.png?") + query);
    REQUIRE(reply.status == 200);
    CHECK(field(reply, "Content-Type") == "image/png");
    CHECK(field(reply, "Access-Control-Allow-Origin") == "*");
    CHECK(field(reply, "Cross-Origin-Resource-Policy") == "cross-origin");
    CHECK(field(reply, "Content-Encoding").empty());
    CHECK(size_of(body_of(reply)) == std::pair{1200U, 630U});
    CHECK(body_of(reply).size() <= 300'000);
    pictures.insert(body_of(reply));
  }
  CHECK(pictures.size() == 12);  // each shows something else
}

TEST_CASE("the same view is the same bytes, however its address is written, and a client that has them is told so") {
  const auto other = edition_of(small_dataset());
  const Reply reply = get(edition(), "/preview.png?area=PK-BA&attack_type=bombing,shooting");
  const std::string bytes = body_of(reply);
  CHECK(body_of(get(*other, "/preview.png?attack_type=shooting,bombing&area=PK-BA&width=1200&lang=en")) == bytes);
  const Reply again = get(edition(), "/preview.png?area=PK-BA&attack_type=bombing,shooting", "", field(reply, "ETag"));
  CHECK(again.status == 304);
  CHECK(body_of(again).empty());
  CHECK(field(get(edition(), "/preview.png"), "Cache-Control") == "no-cache");
  CHECK(has(field(get(edition(), "/preview.png?v=" + edition().snapshot->version), "Cache-Control"), "max-age=120"));
}

TEST_CASE("a preview has the size that is asked for, within limits") {
  CHECK(size_of(body_of(get(edition(), "/preview.png?width=600"))) == std::pair{600U, 315U});
  CHECK(size_of(body_of(get(edition(), "/preview.png?width=800&height=500"))) == std::pair{800U, 500U});
  CHECK(size_of(body_of(get(edition(), "/preview.png?width=99999"))) == std::pair{1200U, 630U});
  for (const char* bad : {"width=479", "width=0", "width=-1", "width=x", "height=10", "width=1200&height=300",
                          "width=600&height=600", "width=1e3"}) {
    INFO(bad);
    CHECK(get(edition(), std::string("/preview.png?") + bad).status == 400);
  }
}

TEST_CASE("what a preview cannot read is refused by name, and what is not there is not found") {
  for (const auto& [query, name] :
       std::initializer_list<std::pair<std::string, std::string>>{{"view=1,2", "view"},
                                                                  {"view=1,2,3,4", "view"},
                                                                  {"view=91,0,3", "view"},
                                                                  {"view=1,2,99", "view"},
                                                                  {"view=nan,0,3", "view"},
                                                                  {"view=1e1,0,3", "view"},
                                                                  {"lang=de", "lang"},
                                                                  {"theme=blue", "theme"},
                                                                  {"size=none", "size"},
                                                                  {"datetime=x", "datetime"},
                                                                  {"area=XX", "area"},
                                                                  {"nothing=1", "nothing"},
                                                                  {"lang=en&lang=ur", "lang"}}) {
    INFO(query);
    const Reply reply = get(edition(), "/preview.png?" + query);
    CHECK(reply.status == 400);
    CHECK(has(body_of(reply), '"' + name + '"'));
  }
  CHECK(get(edition(), "/preview.png?incident=nobody").status == 404);
  CHECK(get(edition(), "/preview.png?incident=2001-taken-back").status == 410);
  CHECK(get(edition(), "/preview.png?place=nowhere").status == 404);
}

TEST_CASE("a preview says what the headline says, and what it leaves open") {
  const std::string all = said_beside("datetime=2013");
  const geo::Filter year = parse_preview(Params::parse("datetime=2013").value(), *edition().snapshot).value().filter;
  const std::string sentence = headline_sentence(edition(), year);
  CHECK(has(all, sentence.substr(0, sentence.find(" · "))));
  CHECK(has(all, "4 documented attacks"));
  CHECK(has(all, "185 killed"));
  CHECK(has(all, "state no figure"));
  CHECK(has(all, "not dated to the day"));
  CHECK(has(all, edition().snapshot->version));
  CHECK(has(said_beside("datetime=1990&attack_type=grenade"), "No documented attack matches"));
  CHECK(has(said_beside("incident=2013-01-10-alamdar-road"), "at least 96 killed"));
  CHECK(has(said_beside("incident=2013-01-10-alamdar-road"), "Sources conflict"));
  CHECK(has(said_beside("attack_type=bombing"), "Attack type: bombing"));
  CHECK(has(said_beside("datetime=2013", "fa"), "۱۸۵"));
}

TEST_CASE("a preview never shows words that somebody put in its address") {
  const std::string text = said_beside("q=hazara");
  CHECK_FALSE(has(text, "hazara"));
  CHECK(has(text, "Words: …"));
}

TEST_CASE("each page points link cards to its picture, absolutely, in its language and at this version") {
  const std::string& version = edition().snapshot->version;
  for (const auto& [page, query] : std::initializer_list<std::pair<std::string, std::string>>{
           {"/", ""},
           {"/?datetime=2013&utm=1", "datetime=2013-01-01/2013-12-31&"},
           {"/?lang=ur", "lang=ur&"},
           {"/?incident=undated&view=30.2,67,6&theme=x", "view=30.2,67,6&incident=undated&"},
           {"/?view=99,0,1&datetime=2013", "datetime=2013-01-01/2013-12-31&"},
           {"/?incident=nobody", ""},
           {"/list?area=PK-BA", "area=PK-BA&"},
           {"/list?on=01-10", ""},
           {"/about", ""},
           {"/incidents/undated", "incident=undated&"},
           {"/incidents/undated?lang=fa", "incident=undated&lang=fa&"},
           {"/places/alamdar-road", "place=alamdar-road&"}}) {
    INFO(page);
    const std::string html = body_of(get(edition(), page));
    const std::string address = "https://yaad.example/preview.png?" + query + "v=" + version;
    const std::string written = escaped(address);
    CHECK(has(html, "<meta property=\"og:image\" content=\"" + written + "\">"));
    CHECK(has(html, "<meta name=\"twitter:card\" content=\"summary_large_image\">"));
    CHECK(get(edition(), address.substr(address.find("/preview"))).status == 200);
  }
}

TEST_CASE("the colours of pictures are those of the map") {
  const std::string css = source_text("frontend/src/tokens.css");
  const auto colours_of = [&](const geo::PictureColours& c, std::size_t from) {
    const std::initializer_list<std::pair<std::string, geo::Colour>> table{
        {"paper", c.paper},         {"panel", c.panel},           {"ink", c.ink},          {"muted", c.muted},
        {"line", c.line},           {"accent", c.accent},         {"land", c.land},        {"water", c.water},
        {"border", c.border},       {"province", c.province},     {"coast", c.coast},      {"explosion", c.families[0]},
        {"gunfire", c.families[1]}, {"execution", c.families[2]}, {"other", c.families[3]}};
    for (const auto& [name, colour] : table) {
      std::array<char, 8> hex{};
      std::snprintf(hex.data(), hex.size(), "#%06x", colour.rgb);
      INFO(name);
      const auto at = css.find("--" + name + ": ", from);
      REQUIRE(at != css.npos);
      CHECK(css.substr(at + name.size() + 4, 7) == hex.data());
    }
  };
  colours_of(geo::kLightColours, 0);
  colours_of(geo::kDarkColours, css.find("prefers-color-scheme: dark"));
}
