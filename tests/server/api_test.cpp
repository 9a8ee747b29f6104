// OGC API Features: its documents, and that they say what the server does.
#include "server/filter_params.hpp"
#include "server/media_types.hpp"
#include "server/router.hpp"
#include "tests/server/small_edition.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace yaad::server;
using namespace yaad::test;
namespace json = boost::json;

namespace {

const Edition& edition() {
  static const auto made = edition_of(small_dataset());
  return *made;
}

json::object object_of(const std::string& target) {
  const Reply reply = get(edition(), target);
  INFO(target << ": " << body_of(reply));
  REQUIRE(reply.status == 200);
  return json::parse(body_of(reply)).as_object();
}

// The links of a document by rel and type.
std::set<std::pair<std::string, std::string>> links_of(const json::object& document) {
  std::set<std::pair<std::string, std::string>> found;
  for (const auto& link : document.at("links").as_array())
    found.emplace(std::string(link.at("rel").as_string()), std::string(link.at("type").as_string()));
  return found;
}

const std::vector<std::string> kIds{"incidents", "places", "areas", "statistics"};

const json::object& openapi() {
  static const json::value document = json::parse(source_text("server/api/openapi.json"));
  return document.as_object();
}

// "/api/collections/{collectionId}" with values that exist.
std::string with_values(std::string path) {
  const auto put = [&](const std::string& name, const std::string& value) {
    if (const auto at = path.find(name); at != path.npos) path.replace(at, name.size(), value);
  };
  const std::string id = path.find("areas/") != path.npos        ? "PK"
                         : path.find("places/") != path.npos     ? "alamdar-road"
                         : path.find("statistics/") != path.npos ? "total"
                                                                 : "2021-01-03-machh";
  put("{featureId}", id);
  put("{collectionId}", "incidents");
  put("{clusterId}", "PK-BA");
  put("{shortForm}", "v30.2,67,6~d2013");
  for (const char* number : {"{z}", "{x}", "{y}"}) put(number, "0");
  if (path == "/oembed") return path + "?url=https%3A%2F%2Fyaad.example%2F";
  return path == "/api/geocode" ? path + "?q=Mach" : path;
}

// "/a/{id}/{y}.mvt" and "/a/*/*" alike.
std::string as_pattern(const std::string& path) {
  std::string pattern;
  for (std::size_t at = 0; at < path.size();) {
    const auto end = std::min(path.find('/', at + 1), path.size());
    const std::string segment = path.substr(at, end - at);
    pattern += segment.find('{') != segment.npos ? "/*" : segment;
    at = end;
  }
  return pattern;
}

}  // namespace

TEST_CASE("/conf/core/root-success: the landing page links to all that belongs to it, with the exact types") {
  const auto links = links_of(object_of("/api"));
  for (const auto& link : std::vector<std::pair<std::string, std::string>>{
           {"self", "application/json"},
           {"alternate", "text/html"},
           {"service-desc", "application/vnd.oai.openapi+json;version=3.0"},
           {"service-doc", "text/html"},
           {"conformance", "application/json"},
           {"data", "application/json"}})
    CHECK(links.contains(link));
  CHECK(field(get(edition(), "/api/openapi.json"), "Content-Type") == "application/vnd.oai.openapi+json;version=3.0");
}

TEST_CASE("/conf/core/conformance-success: the classes are named, each once") {
  const json::array classes = object_of("/api/conformance").at("conformsTo").as_array();
  std::set<std::string> names;
  for (const auto& name : classes) CHECK(names.emplace(name.as_string()).second);
  for (const char* part : {"core", "oas30", "html", "geojson"})
    CHECK(names.contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/" + std::string(part)));
  CHECK(names.contains("http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"));
}

TEST_CASE("/conf/core/fc-md-success: each collection has its links, extent and systems, alone as in the list") {
  const json::object list = object_of("/api/collections");
  CHECK(list.at("collections").as_array().size() == kIds.size());
  for (std::size_t i = 0; i < kIds.size(); ++i) {
    const json::object one = object_of("/api/collections/" + kIds[i]);
    CHECK(one == list.at("collections").as_array()[i].as_object());
    CHECK(one.at("id").as_string() == kIds[i]);
    CHECK(one.at("itemType").as_string() == "feature");
    const auto links = links_of(one);
    for (const auto& link : std::vector<std::pair<std::string, std::string>>{{"self", "application/json"},
                                                                             {"items", "application/geo+json"},
                                                                             {"items", "text/html"},
                                                                             {"license", "text/html"}})
      CHECK(links.contains(link));
    CHECK(one.at("extent").at("spatial").at("bbox").at(0).as_array().size() == 4);
    CHECK(one.at("crs").at(0).as_string() == "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
  }
  CHECK(get(edition(), "/api/collections/nothing").status == 404);
  CHECK(get(edition(), "/api/collections/nothing/queryables").status == 404);
}

TEST_CASE("/conf/html/content: every document is a page without script for who prefers HTML, and says the same") {
  for (const std::string& path :
       {std::string("/api"), std::string("/api/conformance"), std::string("/api/collections"),
        std::string("/api/collections/areas"), std::string("/api/collections/areas/items"),
        std::string("/api/collections/places/items/hazara-town"), std::string("/api/collections/incidents/items"),
        std::string("/api/collections/statistics/items/total"), std::string("/api/collections/incidents/queryables")}) {
    INFO(path);
    Request request = request_for(path);
    request.accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    std::vector<Reply> pages{get(edition(), path + "?f=html"), answer(request, edition())};
    const Answer at_once = answer_at_once(request, edition());  // of what is kept by now
    if (const auto* reply = std::get_if<Reply>(&at_once)) pages.push_back(*reply);
    for (const Reply& page : pages) {
      CHECK(page.status == 200);
      CHECK(field(page, "Content-Type") == "text/html; charset=utf-8");
      CHECK(field(page, "Content-Security-Policy").find("script-src 'none'") != std::string::npos);
      CHECK(body_of(page).find("<script") == std::string::npos);
    }
    request.accept = "*/*";
    CHECK(field(answer(request, edition()), "Content-Type").find("json") != std::string::npos);
    CHECK(field(answer(request, edition()), "Vary") == "Accept-Encoding, Accept");
    request.query = "f=json";
    request.accept = "text/html";
    CHECK(field(answer(request, edition()), "Content-Type").find("json") != std::string::npos);
    CHECK(get(edition(), path + "?f=xml").status == 400);
  }
}

TEST_CASE("what a client accepts is read by its weights; what cannot be read is not accepted") {
  for (const char* accept : {"text/html", "text/html, */*;q=0.8", "application/json;q=0.3,text/html;q=0.4"})
    CHECK(prefers_html(accept));
  for (const char* accept : {"", "*/*", "application/geo+json, application/json", "text/html;q=0", "text/html;q=x",
                             "text/html;q=0.5,application/json", ",;,", "text/htmlx"})
    CHECK_FALSE(prefers_html(accept));
}

TEST_CASE("K1: text of the data is text on the pages of the API too") {
  const auto hostile = edition_of(dataset_saying("<img src=x onerror=alert(1)>\"'"));
  for (const char* path : {"/api", "/api/collections/incidents/items", "/api/collections/places/items",
                           "/api/collections/statistics/items", "/api/collections/incidents"}) {
    INFO(path);
    const std::string page = body_of(get(*hostile, std::string(path) + "?f=html"));
    CHECK(page.find("<img") == std::string::npos);
    CHECK(page.find("&lt;img") != std::string::npos);
  }
}

TEST_CASE("a format that is not known is refused with the list of those that are") {
  const std::string body = body_of(get(edition(), "/api/collections/incidents/items?f=docx"));
  for (const char* format : {"json", "html", "csv", "geojson", "geojsonl", "gpkg", "fgb", "kml", "shp", "xlsx", "ods"})
    CHECK(body.find('"' + std::string(format) + '"') != body.npos);
}

TEST_CASE("/conf/oas30/completeness: the description is the file of the house, and has every route and no other") {
  CHECK(body_of(get(edition(), "/api/openapi.json")) == source_text("server/api/openapi.json"));
  std::set<std::string> described;
  for (const auto& [path, item] : openapi().at("paths").as_object()) {
    const std::string target = with_values(std::string(path));
    if (target.find("basemap") == target.npos) {  // there is none in this edition
      INFO(target);
      const Reply reply = get(edition(), target);
      described.insert(as_pattern(std::string(path)));
      if (item.at("get").at("responses").as_object().contains("302")) {
        CHECK(reply.status == 302);
        continue;
      }
      CHECK(reply.status == 200);
      const std::string type = field(reply, "Content-Type");
      const json::object& content = item.at("get").at("responses").at("200").at("content").as_object();
      CHECK(content.contains(type.substr(0, type == "text/html; charset=utf-8" ? 9 : type.npos)));
    }
    described.insert(as_pattern(std::string(path)));
  }
  for (const std::string& pattern : route_patterns()) CHECK(described.contains(pattern));
  const auto routes = route_patterns();
  for (const std::string& pattern : described) CHECK(std::find(routes.begin(), routes.end(), pattern) != routes.end());
}

TEST_CASE("/conf/oas30/parameters: every parameter that is described is taken, and one that is not is refused") {
  for (const auto& [path, item] : openapi().at("paths").as_object()) {
    const std::string target = with_values(std::string(path));
    if (target.find("basemap") != target.npos || !item.at("get").as_object().contains("parameters")) continue;
    if (!item.at("get").at("responses").as_object().contains("400")) continue;
    if (path == "/oembed") continue;  // ignores what it does not know, as pages do
    for (const auto& pointer : item.at("get").at("parameters").as_array()) {
      const std::string name = std::string(pointer.at("$ref").as_string()).substr(24);
      const json::object& parameter = openapi().at("components").at("parameters").at(name).as_object();
      if (parameter.at("in").as_string() != "query" || !parameter.contains("example") || name == "words") continue;
      const json::value& example = parameter.at("example");
      std::string value;
      if (example.is_array())
        for (const auto& part : example.as_array())
          value +=
              (value.empty() ? "" : ",") + (part.is_string() ? std::string(part.as_string()) : json::serialize(part));
      else value = example.is_string() ? std::string(example.as_string()) : json::serialize(example);
      const std::string asked = target + (target.find('?') == target.npos ? "?" : "&") +
                                std::string(parameter.at("name").as_string()) + '=' + percent_encoded(value);
      INFO(asked);
      CHECK(get(edition(), asked).status < 300);
    }
    CHECK(get(edition(), target + (target.find('?') == target.npos ? "?" : "&") + "undescribed=1").status == 400);
  }
}

TEST_CASE("/conf/core/fc-limit-definition: limit is declared with its least, its most and its default, as they are") {
  const json::object& schema = openapi().at("components").at("parameters").at("limit").at("schema").as_object();
  CHECK(schema.at("minimum").as_int64() == 1);
  CHECK(schema.at("maximum").as_int64() == 10000);
  CHECK(schema.at("default").as_int64() == 100);
}

TEST_CASE("counts of every area are those of the list under the same filter, at every level") {
  for (const std::string& filter : {std::string(), std::string("&datetime=2013"), std::string("&killed=5.."),
                                    std::string("&attack_type=bombing&datetime=2010/..")}) {
    const json::object areas = object_of("/api/collections/areas/items?limit=1000" + filter);
    CHECK(areas.at("features").as_array().size() == 3);  // the three of the edition
    for (const auto& area : areas.at("features").as_array()) {
      const std::string code(area.at("id").as_string());
      INFO(code << filter);
      const auto matched =
          object_of("/api/collections/incidents/items?limit=1&area=" + code + filter).at("numberMatched").as_int64();
      CHECK(area.at("properties").at("count").as_int64() == matched);
      const json::object one = object_of("/api/collections/areas/items/" + code + "?v=1" + filter);
      CHECK(one.at("properties") == area.at("properties"));
      CHECK(area.at("geometry").at("type").as_string() == "MultiPolygon");
    }
  }
}
