// The pages that need no script, and the words they are made of.
#include "geo/codes.hpp"
#include "geo/histogram.hpp"
#include "server/html.hpp"
#include "tests/server/small_edition.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <filesystem>
#include <set>
#include <utility>

using namespace yaad;
using namespace yaad::server;
using namespace yaad::test;

namespace {

const Edition& edition() {
  static const auto made = edition_of(small_dataset());
  return *made;
}

// Without linked data and what the script is told, which are JSON: their own tests read them.
std::string without_data(std::string html) {
  const std::string open = "<script type=\"application/", close = "</script>";
  for (auto at = html.find(open); at != std::string::npos; at = html.find(open))
    html.erase(at, html.find(close, at) + close.size() - at);
  return html;
}
std::string text_of(const std::string& target) { return body_of(get(edition(), target)); }
// What the page says to its script.
boost::json::object page_data(const Edition& from, const std::string& target) {
  const std::string html = body_of(get(from, target)), open = "<script type=\"application/json\" id=\"yaad-data\">";
  const auto at = html.find(open) + open.size();
  return boost::json::parse(html.substr(at, html.find("</script>", at) - at)).as_object();
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the first view stands in the page of the map: sums, scope, places, and the version") {
  const std::string html = text_of("/");
  CHECK(has(html, "7 documented attacks"));
  CHECK(has(html, "199 killed"));
  CHECK(has(html, said(edition(), "page.scope")));
  CHECK(has(html, "Mach coal field"));
  CHECK(has(html, edition().snapshot->version));
  CHECK_FALSE(has(html, "<!--yaad:"));
  CHECK(has(text_of("/?datetime=2021-01-03"),
            "<link rel=\"canonical\" href=\"https://yaad.example/?datetime=2021-01-03\">"));
}

TEST_CASE("both maps say to their script the version, the whole years of the bars and every tile that holds a dot") {
  for (const char* target : {"/", "/embed?datetime=2021-01-03&lang=ps"}) {
    INFO(target);
    const boost::json::object data = page_data(edition(), target);
    CHECK(data.at("version").as_string() == edition().snapshot->version);
    const auto bars = geo::bins_of(edition().snapshot->index, {}, geo::Step::year);
    const boost::json::array& period = data.at("period").as_array();
    CHECK(std::string(period.at(0).as_string()) == geo::iso(bars->front().span.first()));
    CHECK(std::string(period.at(1).as_string()) == geo::iso(bars->back().span.last()));
    std::set<std::pair<std::int64_t, std::int64_t>> said, stand;
    const boost::json::array& held = data.at("held").as_array();
    for (std::size_t i = 0; i < held.size(); i += 2) said.emplace(held[i].as_int64(), held[i + 1].as_int64());
    for (const geo::Incident& one : edition().snapshot->dataset.incidents) {
      if (!one.is_dot()) continue;
      const geo::TileId tile = geo::TileId::of(geo::to_world(one.at), 6);
      stand.emplace(tile.x(), tile.y());
    }
    CHECK(said == stand);
  }
}

TEST_CASE("records in more tiles than a page should list leave the list out, and no records leave out years too") {
  geo::Dataset wide = many_records(200);
  for (std::size_t i = 0; i < wide.incidents.size(); ++i)
    wide.incidents[i].at =
        *geo::LonLat::from_degrees(-170 + 1.7 * static_cast<double>(i), 10 + 10 * static_cast<double>(i % 4));
  CHECK_FALSE(page_data(*edition_of(std::move(wide)), "/").contains("held"));
  const auto nothing = edition_of(geo::Dataset());
  const boost::json::object data = page_data(*nothing, "/");
  CHECK_FALSE(data.contains("period"));
  CHECK(data.at("held").as_array().empty());
}

TEST_CASE("a page drops what it does not know and says when it could not read a filter") {
  CHECK_FALSE(has(text_of("/list?fbclid=abc&dnt=1&x=%zz"), said(edition(), "page.list.filter")));
  for (const char* query : {"datetime=x", "datetime=2013&datetime=2014", "datetime=%zz", "bbox=1", "actor=nobody"}) {
    INFO(query);
    const Reply reply = get(edition(), std::string("/list?") + query);
    CHECK(reply.status == 200);
    CHECK(has(body_of(reply), said(edition(), "page.list.filter")));
    CHECK(has(body_of(reply), "2021-01-03-machh"));  // the whole list
    CHECK(has(text_of(std::string("/?") + query), said(edition(), "page.list.filter")));
  }
  CHECK_FALSE(has(without_data(text_of("/list?datetime=%3Cscript%3E")), "script>"));
}

TEST_CASE("the list pages through every record") {
  const auto many = edition_of(many_records(250));
  std::string target = "/list?community=hazara";
  std::size_t rows = 0, pages = 0;
  while (!target.empty() && pages < 10) {
    const std::string html = body_of(get(*many, target));
    for (auto at = html.find("href=\"/incidents/"); at != std::string::npos;
         at = html.find("href=\"/incidents/", at + 1))
      ++rows;
    const auto next = html.find("\" rel=\"next\"");
    const auto start = next == std::string::npos ? next : html.rfind("href=\"", next) + 6;
    target = next == std::string::npos ? "" : html.substr(start, next - start);
    for (auto amp = target.find("&amp;"); amp != std::string::npos; amp = target.find("&amp;"))
      target.erase(amp + 1, 4);
    ++pages;
  }
  CHECK(rows == 250);
  CHECK(pages == 3);
}

TEST_CASE("the page of a record says what, where, when, how sure, and who says so") {
  const std::string html = text_of("/incidents/2013-01-10-alamdar-road");
  for (const char* part : {"Alamdar Road", "10 January 2013", "96", "eleven people", "A newspaper",
                           "https://news.example/1", "rel=\"noopener noreferrer nofollow ugc\"", "citation_title"}) {
    INFO(part);
    CHECK(has(html, part));
  }
  for (const char* key : {"page.killed.at_least", "page.disputed", "attack_type.suicide_bombing",
                          "reason.later_official", "page.actor", "page.not_known"})
    CHECK(has(html, said(edition(), key)));
  CHECK(has(text_of("/incidents/2013-some-day"), edition().site->words("page.date.within", {{"unit", "2013"}})));
  CHECK(has(text_of("/incidents/undated"), said(edition(), "page.date.none")));
  CHECK(has(text_of("/incidents/2009-area"), said(edition(), "page.precision.P6")));
  CHECK(has(text_of("/incidents/2010-area"), said(edition(), "page.killed.none")));
}

TEST_CASE("K1, K11: a payload in every text of every record comes out as text in every page and answer") {
  for (const std::string payload : {"\"><img src=x onerror=alert(1)>", "</script><script>alert(1)</script>",
                                    "' onmouseover='alert(1)", "<!--yaad:first-view--><b>", "{place}<i>{n}"}) {
    const auto attacked = edition_of(dataset_saying(payload));
    for (const char* target :
         {"/", "/list", "/list?datetime=2013", "/incidents/2021-01-03-machh", "/incidents/2013-01-10-alamdar-road",
          "/incidents/undated", "/about", "/places/alamdar-road", "/list?on=01-10"}) {
      INFO(payload << " on " << target);
      const std::string html = without_data(body_of(get(*attacked, target)));
      for (const char* raw : {"<img", "<script", "</script", "<b>", "<i>", "' onmouseover", "\"><", "<!--yaad"}) {
        // The page's own markup has none of these but the end of an attribute before the next tag.
        if (std::string_view(raw) == "\"><") CHECK_FALSE(has(html, "\"><img"));
        else CHECK_FALSE(has(html, raw));
      }
      CHECK(has(html, escaped(payload)));
    }
    for (const char* target :
         {"/api/collections/incidents/items", "/api/collections/statistics/items", "/tiles/incidents/0/0/0.geojson",
          "/api/collections/incidents/histogram", "/dataset.json", "/tiles/incidents.json", "/api/geocode?q=img"})
      CHECK_FALSE(has(body_of(get(*attacked, target)), "<"));
  }
}

TEST_CASE("text and attributes are escaped, everything else is left") {
  CHECK(escaped("<a href=\"x\">&'") == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  CHECK(escaped("پاراچنار") == "پاراچنار");
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1031) == "1,031");
  CHECK(grouped(1234567) == "1,234,567");
}

TEST_CASE("words fill their placeholders once: a value that looks like one stays as it is") {
  const Words words = Words::from_json(R"({"a":"{x} and {y}","b":"{z} {x"})");
  CHECK(words("a", {{"x", "{y}"}, {"y", "{x}"}}) == "{y} and {x}");
  CHECK(words("b", {{"x", "1"}}) == "{z} {x");
  CHECK(words("missing") == "missing");
  CHECK_THROWS(Words::from_json("[]"));
  CHECK_THROWS(Words::from_json(R"({"a":1})"));
}

TEST_CASE("every word that the server asks for is in the file of words") {
  const Words words = Words::from_json(source_text("frontend/words/en.json"));
  const auto all = [](const auto& codes) { return std::vector<std::string>(codes.begin(), codes.end()); };
  // A key that ends with a point is completed by a code.
  const std::pair<std::string, std::vector<std::string>> completed[] = {
      {"attack_type.", all(geo::kAttackTypes)},
      {"target_type.", all(geo::kTargetTypes)},
      {"community.", all(geo::kCommunities)},
      {"actor_by.", all(geo::kActorBy)},
      {"reason.", {"later_official", "arithmetic", "geocode", "date", "duplicate", "legal_safety"}},
      {"page.precision.", all(geo::kPlacePrecisions)},
      {"page.perpetrators.", {"included", "unknown"}},
      {"page.list.", {"date", "place", "killed", "injured", "attack"}},
      {"page.corrections.", {"record", "field", "stated", "corrected", "reason", "date"}},
      {"page.", {"killed", "killed.none", "killed.at_least", "injured", "injured.none", "injured.at_least"}}};
  std::size_t asked = 0;
  for (const auto& file : std::filesystem::directory_iterator(std::string(YAAD_SOURCE_DIR) + "/server")) {
    if (file.path().extension() != ".cpp") continue;
    const std::string text = source_text("server/" + file.path().filename().string());
    for (const char* family :
         {"\"page.", "\"attack_type.", "\"target_type.", "\"community.", "\"actor_by.", "\"reason."})
      for (auto at = text.find(family); at != std::string::npos; at = text.find(family, at + 1)) {
        const std::string key = text.substr(at + 1, text.find('"', at + 1) - at - 1);
        ++asked;
        INFO(key << " in " << file.path().filename());
        if (!key.ends_with('.')) {
          CHECK((words.has(key) || words.has(key + ".title")));
          continue;
        }
        bool known = false;
        for (const auto& [prefix, endings] : completed) {
          if (prefix != key) continue;
          known = true;
          for (const std::string& ending : endings) CHECK(words.has(key + ending));
        }
        CHECK(known);
      }
  }
  CHECK(asked > 50);
}

TEST_CASE("the files in the binary make a site: words, page, style, icon, basemap and areas") {
  const Site site = make_site("https://yaad.example");
  CHECK(site.words.has("page.site"));
  CHECK(has(site.index_html, "<!--yaad:first-view-->"));
  CHECK(site.assets.contains(site.page_css));
  CHECK(site.assets.contains("/favicon.ico"));
  CHECK(site.basemap->size() > 0);
  for (const auto& [path, reply] : site.assets) {
    INFO(path);
    CHECK_FALSE(has(path, "/."));
    CHECK_FALSE(field(reply, "Content-Type").empty());
    const bool hashed = path.starts_with("/assets/");
    CHECK(has(field(reply, "Cache-Control"), "immutable") == hashed);
  }
}
