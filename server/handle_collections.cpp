// What the collections are: their documents, and the properties that can be asked for.
#include "geo/exporter.hpp"
#include "geo/incident_properties.hpp"
#include "server/api_links.hpp"
#include "server/collections.hpp"
#include "server/crs_params.hpp"
#include "server/feature_page.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

constexpr std::string_view kQueryablesRel = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

const Collection* find_collection(std::string_view id) {
  const auto at = std::find_if(kCollections.begin(), kCollections.end(), [&](const auto& c) { return c.id == id; });
  return at == kCollections.end() ? nullptr : &*at;
}

// A property as JSON Schema.
void write_property(geo::JsonWriter& json, const geo::IncidentProperty& property) {
  using geo::PropertyKind;
  json.key(property.name).begin_object().member("title", property.title);
  const auto codes = [&] {
    if (property.codes.empty()) return;
    json.key("enum").begin_array();
    for (const std::string_view code : property.codes) json.value(code);
    json.end_array();
  };
  switch (property.kind) {
    case PropertyKind::number: json.member("type", "number"); break;
    case PropertyKind::truth: json.member("type", "boolean"); break;
    case PropertyKind::day: json.member("type", "string").member("format", "date"); break;
    case PropertyKind::place: json.member("format", "geometry-any").member("x-ogc-role", "primary-geometry"); break;
    case PropertyKind::days: json.member("type", "string").member("x-ogc-role", "primary-interval"); break;
    case PropertyKind::texts:
      json.member("type", "array").key("items").begin_object().member("type", "string");
      codes();
      json.end_object();
      break;
    case PropertyKind::text:
      json.member("type", "string");
      codes();
      break;
  }
  json.end_object();
}

Reply no_collection() {
  std::vector<std::string> known;
  known.reserve(kCollections.size());
  for (const Collection& collection : kCollections) known.emplace_back(collection.id);
  return problem({geo::Errc::not_found, "there is no such collection", "", std::move(known)});
}

void write_extent(geo::JsonWriter& json, const geo::Snapshot& data, bool dated) {
  const geo::Bbox box = data.dataset.info.extent.value_or(geo::Bbox());
  json.key("extent").begin_object().key("spatial").begin_object().key("bbox").begin_array().begin_array();
  json.value(box.west).value(box.south).value(box.east).value(box.north).end_array().end_array();
  json.member("crs", known_crs().front()).end_object();
  if (const auto days = dated ? data.index.extent({}) : std::nullopt) {
    json.key("temporal").begin_object().key("interval").begin_array().begin_array();
    json.value(geo::iso(days->first()) + "T00:00:00Z").value(geo::iso(days->last()) + "T23:59:59Z");
    json.end_array().end_array();
    json.member("trs", "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian").end_object();
  }
  json.end_object();
}

void write_collection(geo::JsonWriter& json, const Call& call, const Collection& collection) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const std::string here = call.edition.site->public_url + "/api/collections/" + std::string(collection.id);
  const std::string& licence = data.dataset.info.licence;
  json.begin_object().member("id", collection.id).member("title", collection.title);
  json.member("description", collection.description).text_member("attribution", data.dataset.info.attribution);
  json.text_member("license", licence).member("itemType", "feature");
  write_extent(json, data, collection.dated);
  json.key("crs").begin_array();
  for (const std::string& crs : known_crs()) json.value(crs);
  json.end_array().member("storageCrs", known_crs().front()).key("links").begin_array();
  write_link(json, "self", "application/json", here, "This collection");
  write_link(json, "alternate", "text/html", here + "?f=html", "This collection as a page");
  write_link(json, "items", kGeoJson, here + "/items", "Its features");
  write_link(json, "items", "text/html", here + "/items?f=html", "Its features as a page");
  for (const geo::ExportFormat format : {geo::ExportFormat::csv, geo::ExportFormat::gpkg, geo::ExportFormat::geojson}) {
    const geo::ExportFormatInfo& info = geo::info_of(format);
    write_link(json, "enclosure", info.media_type, here + "/items?f=" + std::string(info.name),
               "All of it in one file: " + std::string(info.name));
  }
  if (collection.filtered)
    write_link(json, kQueryablesRel, "application/schema+json", here + "/queryables",
               "Properties that can be asked for");
  if (licence.starts_with("CC BY 4.0"))
    write_link(json, "license", "text/html", "https://creativecommons.org/licenses/by/4.0/", licence);
  json.end_array().end_object();
}

}  // namespace

Reply handle_collections(const Call& call) {
  if (const auto asked = check_document(call.params); !asked) return problem(asked.error());
  const std::string here = call.edition.site->public_url + "/api/collections";
  geo::JsonWriter json;
  json.begin_object().member("title", "Collections").key("links").begin_array();
  write_link(json, "self", "application/json", here, "This document");
  write_link(json, "alternate", "text/html", here + "?f=html", "This document as a page");
  json.end_array().key("crs").begin_array();
  for (const std::string& crs : known_crs()) json.value(crs);
  json.end_array().key("collections").begin_array();
  for (const Collection& collection : kCollections) write_collection(json, call, collection);
  json.end_array().end_object();
  return json_reply(json.take());
}

Reply handle_collection(const Call& call) {
  if (const auto asked = check_document(call.params); !asked) return problem(asked.error());
  const Collection* collection = find_collection(call.path[2]);
  if (collection == nullptr) return no_collection();
  geo::JsonWriter json;
  write_collection(json, call, *collection);
  return json_reply(json.take());
}

Reply handle_queryables(const Call& call) {
  if (const auto asked = check_document(call.params); !asked) return problem(asked.error());
  const Collection* collection = find_collection(call.path[2]);
  if (collection == nullptr) return no_collection();
  const std::string here =
      call.edition.site->public_url + "/api/collections/" + std::string(collection->id) + "/queryables";
  geo::JsonWriter json;
  json.begin_object().member("$schema", "https://json-schema.org/draft/2019-09/schema").member("$id", here);
  json.member("type", "object").member("title", collection->title).key("properties").begin_object();
  if (collection->filtered)
    for (const geo::IncidentProperty& property : geo::incident_properties()) write_property(json, property);
  json.end_object();
  json.member("additionalProperties", false).end_object();
  return json_reply(json.take(), "application/schema+json");
}

}  // namespace yaad::server
