// The doors of the API: landing page, conformance, its description, the page for analysts.
#include "server/api_links.hpp"
#include "server/embedded.hpp"
#include "server/feature_page.hpp"
#include "server/html.hpp"

#include <array>

namespace yaad::server {
namespace {

// The type that OGC API Features Part 1 asks for, to the letter.
constexpr std::string_view kOpenApi = "application/vnd.oai.openapi+json;version=3.0";

// What is here is tested; a class that is not passed whole is not here.
constexpr std::array<std::string_view, 12> kClasses{
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
};

void write_own_links(geo::JsonWriter& json, const std::string& self) {
  write_link(json, "self", "application/json", self, "This document");
  write_link(json, "alternate", "text/html", self + "?f=html", "This document as a page");
}

}  // namespace

Reply handle_landing(const Call& call) {
  if (const auto asked = check_document(call.params); !asked) return problem(asked.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const std::string api = call.edition.site->public_url + "/api";
  const auto title = data.dataset.info.title.find("en");
  geo::JsonWriter json;
  json.begin_object().member("title", title == data.dataset.info.title.end() ? std::string("Yaad") : title->second);
  json.member("description", call.edition.site->words("page.scope"));
  json.text_member("attribution", data.dataset.info.attribution).text_member("licence", data.dataset.info.licence);
  json.member("version", data.version).key("links").begin_array();
  write_own_links(json, api);
  write_link(json, "service-desc", kOpenApi, api + "/openapi.json", "The API, described for programs");
  write_link(json, "service-doc", "text/html", api + "/docs", "The API, described for people");
  write_link(json, "conformance", "application/json", api + "/conformance", "What the API conforms to");
  write_link(json, "data", "application/json", api + "/collections", "The collections");
  json.end_array().end_object();
  return json_reply(json.take());
}

Reply handle_conformance(const Call& call) {
  if (const auto asked = check_document(call.params); !asked) return problem(asked.error());
  geo::JsonWriter json;
  json.begin_object().member("title", "Conformance").key("conformsTo").begin_array();
  for (const std::string_view name : kClasses) json.value(name);
  json.end_array().key("links").begin_array();
  write_own_links(json, call.edition.site->public_url + "/api/conformance");
  json.end_array().end_object();
  return json_reply(json.take());
}

Reply handle_openapi(const Call& call) {
  static constexpr std::array<std::string_view, 1> kVersionOnly{"v"};
  if (const auto known = call.params.allow_only(kVersionOnly); !known) return problem(known.error());
  static const std::string_view text = embedded_text("api/openapi.json");
  return json_reply(std::string(text), kOpenApi);
}

Reply handle_docs(const Call& call) {
  static const std::string_view text = embedded_text("api/docs.html");
  // The one word of it that is not the same everywhere.
  constexpr std::string_view kHere = "{public_url}";
  std::string body(text);
  const std::string here = escaped(call.edition.site->public_url);
  for (auto at = body.find(kHere); at != body.npos; at = body.find(kHere, at + here.size()))
    body.replace(at, kHere.size(), here);
  return html_reply(page(call.edition, call.edition.site->words("page.docs.title"), "/api/docs", body), kPageCsp);
}

}  // namespace yaad::server
