// The handlers of records, sums, places and the dataset.
#include "tests/server/small_edition.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <set>

using namespace yaad::server;
using namespace yaad::test;
namespace json = boost::json;

namespace {

const Edition& edition() {
  static const auto made = edition_of(small_dataset());
  return *made;
}

const std::string kItems = "/api/collections/incidents/items";

json::object object_of(const Edition& from, const std::string& target) {
  const Reply reply = get(from, target);
  INFO(target << ": " << body_of(reply));
  REQUIRE(reply.status == 200);
  return json::parse(body_of(reply)).as_object();
}
json::object object_of(const std::string& target) { return object_of(edition(), target); }

std::vector<std::string> ids(const json::object& page) {
  std::vector<std::string> found;
  for (const auto& feature : page.at("features").as_array()) found.emplace_back(feature.at("id").as_string());
  return found;
}

std::string link_to(const json::object& page, std::string_view rel) {
  for (const auto& link : page.at("links").as_array())
    if (link.at("rel").as_string() == std::string(rel)) return std::string(link.at("href").as_string());
  return "";
}

std::string without_host(const std::string& url) {
  REQUIRE(url.starts_with("https://yaad.example/"));  // absolute, from the public address and from nothing else
  return url.substr(20);
}

std::string fault(const std::string& target) {
  const Reply reply = get(edition(), target);
  if (reply.status != 400) return std::to_string(reply.status);
  const auto document = json::parse(body_of(reply)).as_object();
  return document.contains("parameter") ? std::string(document.at("parameter").as_string()) : "";
}

}  // namespace

TEST_CASE("items stand by first possible day, then id; the undated come first") {
  CHECK(ids(object_of(kItems)) == std::vector<std::string>{"undated", "2009-area", "2010-area", "2013-some-day",
                                                           "2013-01-10-alamdar-road", "2013-02-16-hazara-town",
                                                           "2021-01-03-machh"});
}

TEST_CASE("E7: a record is in every window it may have happened in, once") {
  CHECK(ids(object_of(kItems + "?datetime=2013-02")) ==
        std::vector<std::string>{"undated", "2013-some-day", "2013-02-16-hazara-town"});
  CHECK(ids(object_of(kItems + "?datetime=1950")) == std::vector<std::string>{"undated"});
  CHECK(ids(object_of(kItems + "?datetime=2021-01-03/2021-01-03&killed=1..")) ==
        std::vector<std::string>{"2021-01-03-machh"});
}

TEST_CASE("pages follow one another by `next`, every record once, every parameter repeated, none on the last") {
  const auto many = edition_of(many_records(250));
  std::set<std::string> seen;
  std::string target = kItems + "?limit=40&community=hazara&v=old";
  int pages = 0;
  while (!target.empty()) {
    const Reply reply = get(*many, target);
    const json::object page = json::parse(body_of(reply)).as_object();
    CHECK(page.at("numberMatched").as_int64() == 250);
    CHECK(page.at("numberReturned").as_int64() == static_cast<std::int64_t>(page.at("features").as_array().size()));
    for (const std::string& id : ids(page)) CHECK(seen.insert(id).second);
    const std::string next = link_to(page, "next");
    CHECK(field(reply, "Link") == (next.empty() ? "" : "<" + next + ">; rel=\"next\""));
    if (!next.empty()) {
      CHECK(next.find("limit=40") != std::string::npos);
      CHECK(next.find("community=hazara") != std::string::npos);
      CHECK(next.find("v=old") != std::string::npos);
    }
    target = next.empty() ? "" : without_host(next);
    ++pages;
  }
  CHECK(seen.size() == 250);
  CHECK(pages == 7);
}

TEST_CASE("offset pages the same list; `self` asks for the same page again") {
  const auto many = edition_of(many_records(120));
  const json::object page = object_of(*many, kItems + "?limit=50&offset=100");
  CHECK(page.at("numberReturned").as_int64() == 20);
  CHECK(ids(object_of(*many, without_host(link_to(page, "self")))) == ids(page));
  CHECK(object_of(*many, kItems + "?offset=100000").at("numberReturned").as_int64() == 0);
  CHECK(object_of(*many, kItems + "?limit=100000").at("numberReturned").as_int64() == 120);  // clamped, not refused
  CHECK(object_of(*many, kItems).at("numberReturned").as_int64() == 100);
}

TEST_CASE("C13: a cursor goes on in another version of the data, and not under another filter") {
  const auto before = edition_of(many_records(120));
  const auto after = edition_of(many_records(130));
  const std::string next = without_host(link_to(object_of(*before, kItems + "?limit=50"), "next"));
  const Reply reply = get(*after, next);
  CHECK(reply.status == 200);
  CHECK(field(reply, "X-Dataset-Version") == after->snapshot->version);
  CHECK(json::parse(body_of(reply)).at("numberReturned").as_int64() == 50);
  const Reply other = get(*before, next + "&community=hazara");
  CHECK(other.status == 400);
  CHECK(get(*before, next + "&offset=5").status == 400);
}

TEST_CASE("C3, C10, C15, C16: bad values of every parameter are 400 and the answer names the parameter") {
  for (const char* query : {"limit=0", "limit=-1", "limit=x", "offset=-1", "cursor=x", "f=xml", "crs=EPSG:9999999",
                            "bbox-crs=x", "bbox=1,2,3", "datetime=x", "area=XX", "attack_type=x", "target_type=x",
                            "community=x", "actor=x", "precision=P9", "date_precision=D0", "killed=x", "q="}) {
    INFO(query);
    const std::string name = std::string(query).substr(0, std::string(query).find('='));
    CHECK(fault(kItems + "?" + query) == name);
  }
  CHECK(fault(kItems + "?sortby=killed") == "sortby");
  CHECK(fault(kItems + "?callback=f") == "callback");
  CHECK(fault("/api/collections/incidents/histogram?step=decade") == "step");
  CHECK(fault("/api/geocode") == "q");
  CHECK(fault("/api/geocode?q=a&limit=0") == "limit");
  CHECK(fault("/api/collections/statistics/items?limit=0") == "limit");
  CHECK(get(edition(), kItems + "?f=json").status == 200);
}

TEST_CASE("one record: found, 404 where there never was one, 410 where it was taken back") {
  CHECK(object_of(kItems + "/2021-01-03-machh").at("properties").at("killed").as_int64() == 11);
  CHECK(get(edition(), kItems + "/nobody").status == 404);
  CHECK(get(edition(), kItems + "/2001-taken-back").status == 410);
  CHECK(get(edition(), "/incidents/nobody").status == 404);
  CHECK(get(edition(), "/incidents/2001-taken-back").status == 410);
  CHECK(field(get(edition(), "/incidents/2001-taken-back"), "Content-Type") == "text/html; charset=utf-8");
}

TEST_CASE("no answer of data bears a time of its own, so copies answer byte for byte") {
  for (const std::string& target :
       {kItems, std::string("/dataset.json"), std::string("/api/collections/incidents/histogram")}) {
    CHECK(body_of(get(edition(), target)).find("timeStamp") == std::string::npos);
    CHECK(body_of(get(edition(), target)) == body_of(get(edition(), target)));
  }
}

TEST_CASE("E6: what is certain and what is unbinned add up to what matches, at every step") {
  for (const char* query :
       {"", "&datetime=2013", "&datetime=2013-02", "&area=PK-BA", "&killed=5..", "&datetime=1950"}) {
    const auto matched = object_of(kItems + "?limit=1" + query).at("numberMatched").as_int64();
    for (const char* step : {"day", "week", "month", "year"}) {
      INFO(query << ' ' << step);
      const json::object bars = object_of(std::string("/api/collections/incidents/histogram?step=") + step + query);
      std::int64_t sum = bars.at("unbinned").at("count").as_int64();
      for (const auto& bin : bars.at("bins").as_array()) sum += bin.at("certain").at("count").as_int64();
      CHECK(sum == matched);
      CHECK(bars.at("numberMatched").as_int64() == matched);
      CHECK(bars.at("totals").at("count").as_int64() == matched);
    }
  }
}

TEST_CASE("the totals name areas and the records that are most of the sum") {
  const json::object totals = object_of("/api/collections/incidents/histogram").at("totals").as_object();
  CHECK(totals.at("areas").as_array().at(0).at("area").as_string() == "PK-BA");
  CHECK(totals.at("areas").as_array().at(0).at("count").as_int64() == 2);
  std::vector<std::string> largest;
  for (const auto& record : totals.at("largest").as_array()) largest.emplace_back(record.at("id").as_string());
  CHECK(largest == std::vector<std::string>{"2013-01-10-alamdar-road", "2013-02-16-hazara-town"});
  CHECK(totals.at("attack_type").at("bombing").as_int64() == 1);
}

TEST_CASE("each choice that the histogram offers can be asked for, and matches as many records as it says") {
  const std::string histogram = "/api/collections/incidents/histogram";
  CHECK_FALSE(object_of(histogram).contains("choices"));
  CHECK(fault(histogram + "?choices=0") == "choices");
  std::int64_t asked = 0;
  for (const std::string query : {"", "&datetime=2013", "&area=PK-BA", "&killed=none", "&precision=P3&q=quetta"}) {
    const json::object choices = object_of(histogram + "?choices=1" + query).at("choices").as_object();
    CHECK(choices.size() == 6);
    for (const auto& [name, values] : choices)
      for (const auto& choice : values.as_array()) {
        const std::string value(choice.at("value").as_string());
        std::string others = query;  // all but a filter of the same name
        if (const auto at = others.find("&" + std::string(name) + "="); at != others.npos)
          others.erase(at, others.find('&', at + 1) - at);
        INFO(others << " and " << name << "=" << value);
        const json::object page = object_of(kItems + "?limit=1" + others + "&" + std::string(name) + "=" + value);
        CHECK(page.at("numberMatched") == choice.at("count"));
        ++asked;
      }
  }
  CHECK(asked > 150);
}

TEST_CASE("a cluster opens as the list of its records: by cell and by area") {
  const json::object area = object_of("/api/collections/incidents/clusters/PK-BA");
  CHECK(ids(area) == std::vector<std::string>{"2009-area", "2010-area"});
  const json::array features = object_of("/tiles/incidents/0/0/0.geojson").at("features").as_array();
  std::size_t listed = 0;
  for (const auto& feature : features) {
    const json::object& p = feature.at("properties").as_object();
    if (p.contains("cluster_id"))
      listed +=
          ids(object_of("/api/collections/incidents/clusters/" + std::string(p.at("cluster_id").as_string()))).size();
    else ++listed;
  }
  CHECK(listed == 7);
  for (const char* id : {"XX", "1-2", "0-9-9", "99-0-0", "-1-0-0", "%27"})
    CHECK(get(edition(), std::string("/api/collections/incidents/clusters/") + id).status == 404);
}

TEST_CASE("statistics stand apart from incidents, and page") {
  const json::object page = object_of("/api/collections/statistics/items?limit=1");
  CHECK(ids(page) == std::vector<std::string>{"total"});
  CHECK(page.at("features").as_array().at(0).at("geometry").is_null());
  CHECK(ids(object_of(without_host(link_to(page, "next")))) == std::vector<std::string>{"total-2"});
}

TEST_CASE("geocode finds a place by its name and says how exactly it is known") {
  const json::object found = object_of("/api/geocode?q=hazara+town");
  const json::object& best = found.at("features").as_array().at(0).at("properties").as_object();
  CHECK(best.at("id").as_string() == "hazara-town");
  CHECK(best.at("geo_precision").as_string() == "P2");
  CHECK(object_of("/api/geocode?q=zzzzzz").at("features").as_array().empty());
}

TEST_CASE("the dataset says its version, its licence and what became of every row") {
  const json::object dataset = object_of("/dataset.json");
  CHECK(dataset.at("version").as_string() == edition().snapshot->version);
  CHECK(dataset.at("version").as_string().starts_with("2026-01-02."));
  CHECK(dataset.at("incidents").as_int64() == 7);
  CHECK(dataset.at("withheld").as_int64() == 0);
}
