// The light map for frames of other sites, and how they discover it.
#include "server/command_line.hpp"
#include "server/embed_address.hpp"
#include "server/embed_origins.hpp"
#include "tests/server/small_edition.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace yaad;
using namespace yaad::server;
using namespace yaad::test;

namespace {

const Edition& edition() {
  static const auto made = edition_of(small_dataset());
  return *made;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
boost::json::object oembed(const std::string& query) {
  return boost::json::parse(body_of(get(edition(), "/oembed?" + query))).as_object();
}

}  // namespace

TEST_CASE("K5: the embed may be framed as the operator says, and every other page by nobody") {
  const Reply embed = get(edition(), "/embed?datetime=2013");
  CHECK(embed.status == 200);
  CHECK(has(field(embed, "Content-Security-Policy"), "frame-ancestors *"));
  CHECK(has(field(embed, "Content-Security-Policy"), "script-src 'self';"));
  CHECK(field(embed, "X-Frame-Options").empty());
  CHECK(field(embed, "Cross-Origin-Opener-Policy").empty());
  CHECK(field(embed, "Cross-Origin-Resource-Policy") == "cross-origin");
  CHECK(field(embed, "Cross-Origin-Embedder-Policy") == "require-corp");
  for (const char* page : {"/", "/list", "/about", "/incidents/undated", "/places/alamdar-road"}) {
    INFO(page);
    CHECK(field(get(edition(), page), "X-Frame-Options") == "DENY");
    CHECK(has(field(get(edition(), page), "Content-Security-Policy"), "frame-ancestors 'none'"));
  }
}

TEST_CASE("K5: only origins are let into the policy of frames") {
  CHECK(frame_ancestors("*") == "*");
  CHECK(frame_ancestors("none") == "'none'");
  CHECK(frame_ancestors("https://ngo.example,https://*.b.example,http://127.0.0.1:8000") ==
        "'self' https://ngo.example https://*.b.example http://127.0.0.1:8000");
  for (const char* bad :
       {"", "ngo.example", "https://", "https://a b", "https://a;script-src *", "https://a/", "https://*", "https://*.",
        "https://a:", "https://a:123456", "https://a:x", "ftp://a.example", "https://a,", "https://a,,https://b",
        "*,https://a", "https://.a", "'self'", "https://A.example"}) {
    INFO(bad);
    CHECK_FALSE(frame_ancestors(bad));
  }
}

TEST_CASE("--embed-origins narrows who may frame the embed, and is refused where it is no list of origins") {
  const auto parsed = [](const std::string& list) {
    return parse_arguments({"serve", "--data", "x", "--embed-origins", list});
  };
  CHECK(parse_arguments({"serve", "--data", "x"}).serve.embed_ancestors == "*");
  CHECK(parsed("https://ngo.example").serve.embed_ancestors == "'self' https://ngo.example");
  CHECK(parsed("https://ngo.example").error.empty());
  CHECK_FALSE(parsed("ngo.example").error.empty());
}

TEST_CASE("the embed says what it shows before any script, and that a pinned view has been corrected since") {
  const std::string now = body_of(get(edition(), "/embed"));
  CHECK(has(now, "7 documented attacks"));
  CHECK(has(now, edition().snapshot->version));
  CHECK(has(now, "href=\"https://yaad.example/\""));
  CHECK_FALSE(has(now, "<!--yaad:"));
  CHECK_FALSE(has(now, "class=\"notice\""));
  // The one correction of this dataset is of 12 January 2013.
  const auto pinned = [](const std::string& v) { return body_of(get(edition(), "/embed?v=" + v)); };
  CHECK(has(pinned("2013-01-11.aaaaaaaaaaaa"), "Records corrected since: 1."));
  CHECK(has(pinned("2013-01-12.aaaaaaaaaaaa"), "Records corrected since: 0."));
  CHECK_FALSE(has(pinned(edition().snapshot->version), "class=\"notice\""));
  const auto attacked = edition_of(dataset_saying("\"><script>alert(1)</script>"));
  const std::string hostile = body_of(get(*attacked, "/embed?v=%3Cscript%3E&datetime=%3Cscript%3E"));
  CHECK(hostile.find("<script") == hostile.find("<script type=\"application/json\" id=\"yaad-data\">"));
  CHECK(hostile.find("<script") == hostile.rfind("<script"));
  CHECK(hostile.find("</script") == hostile.rfind("</script"));
}

TEST_CASE("every page of ours has its embed, and no other address has") {
  const std::string ours = "https://yaad.example";
  CHECK(embed_address(ours, ours) == "/embed");
  CHECK(embed_address(ours + "/", ours) == "/embed");
  CHECK(embed_address(ours + "/?datetime=2013&area=PK-BA#x", ours) == "/embed?datetime=2013&area=PK-BA");
  CHECK(embed_address(ours + "/list?q=a", ours) == "/embed?q=a");
  CHECK(embed_address(ours + "/embed?theme=dark", ours) == "/embed?theme=dark");
  CHECK(embed_address(ours + "/incidents/2021-01-03-machh", ours) == "/embed?incident=2021-01-03-machh");
  CHECK(embed_address(ours + "/places/taftan?theme=dark", ours) == "/embed?place=taftan&theme=dark");
  CHECK(embed_address("http://yaad.example/", ours) == "/embed");
  CHECK(embed_address("https://yaad.example/maps/list", "https://yaad.example/maps") == "/embed");
  for (const std::string other :
       {"", "yaad.example/", "https://", "https://other.example/", "https://yaad.example.evil.example/",
        "//yaad.example/", "https://yaad.example@evil.example/", "javascript:alert(1)",
        "https://yaad.example/dataset.json", "https://yaad.example/incidents/", "https://yaad.example/incidents/a/b",
        "https://yaad.example/incidents/A\"", "https://yaad.example/../list", "file:///yaad.example/"}) {
    INFO(other);
    CHECK_FALSE(embed_address(other, ours));
  }
}

TEST_CASE("oEmbed gives one frame and nothing else, and honours the sizes") {
  const std::string url = "url=https%3A%2F%2Fyaad.example%2F%3Fdatetime%3D2013";
  const auto found = oembed(url);
  CHECK(found.at("version") == "1.0");
  CHECK(found.at("type") == "rich");
  const std::string html(found.at("html").as_string());
  CHECK(html.starts_with("<iframe src=\"https://yaad.example/embed?datetime=2013\" "));
  CHECK(html.ends_with("></iframe>"));
  CHECK(html.find('<', 1) == html.size() - std::string_view("</iframe>").size());
  for (const char* part :
       {"title=\"", "loading=\"lazy\"", "sandbox=\"allow-scripts ", "referrerpolicy=\"no-referrer\""})
    CHECK(has(html, part));
  CHECK_FALSE(has(html, "allow-same-origin"));
  CHECK_FALSE(has(html, "style="));  // a site with a strict policy forbids it
  const auto small = oembed(url + "&maxwidth=400&maxheight=350&dnt=1&fbclid=x");
  CHECK(small.at("width").as_int64() == 400);
  CHECK(small.at("height").as_int64() == 350);
  CHECK(has(std::string(small.at("html").as_string()), "width=\"400\" height=\"350\""));
  CHECK(oembed(url + "&maxwidth=100").at("width").as_int64() == 100);
  for (const char* odd :
       {"&maxwidth=9999", "&maxwidth=x", "&maxwidth=-1", "&maxwidth=0", "&maxwidth=99999999999999999999"})
    CHECK(oembed(url + odd).at("width").as_int64() == 800);
}

TEST_CASE("oEmbed in XML says the same, with its frame as text") {
  const Reply reply = get(edition(), "/oembed?format=xml&url=https%3A%2F%2Fyaad.example%2Flist%3Fq%3D%22a%26b");
  CHECK(field(reply, "Content-Type") == "text/xml; charset=utf-8");
  const std::string text = body_of(reply);
  CHECK(text.starts_with("<?xml"));
  CHECK(has(text, "<html>&lt;iframe src=&quot;https://yaad.example/embed?q=&amp;quot;a&amp;amp;b&quot;"));
  CHECK(has(text, "<width>800</width>"));
}

TEST_CASE("oEmbed refuses what is not ours and formats it does not know") {
  CHECK(get(edition(), "/oembed?url=https%3A%2F%2Fother.example%2F").status == 404);
  CHECK(get(edition(), "/oembed").status == 400);
  CHECK(get(edition(), "/oembed?url=https%3A%2F%2Fyaad.example%2F&format=yaml").status == 501);
}

TEST_CASE("every page tells other sites where its embed is described, early in its head") {
  for (const char* page :
       {"/", "/list?datetime=2013", "/about", "/incidents/undated", "/places/alamdar-road", "/embed"}) {
    INFO(page);
    const std::string html = body_of(get(edition(), page));
    const auto at = html.find("type=\"application/json+oembed\" href=\"");
    REQUIRE(at != std::string::npos);
    CHECK(at < 4000);
    CHECK(has(html, "type=\"text/xml+oembed\""));
    const auto begin = html.find("href=\"", at) + 6;
    std::string href = html.substr(begin, html.find('"', begin) - begin);
    for (auto amp = href.find("&amp;"); amp != std::string::npos; amp = href.find("&amp;")) href.erase(amp + 1, 4);
    REQUIRE(href.starts_with("https://yaad.example/oembed?"));
    CHECK(get(edition(), href.substr(std::string_view("https://yaad.example").size())).status == 200);
  }
}
