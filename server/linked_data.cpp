#include "server/linked_data.hpp"

#include "geo/json_writer.hpp"
#include "server/html.hpp"

namespace yaad::server {
namespace {

using geo::JsonWriter;

JsonWriter begun(std::string_view type) {
  JsonWriter json;
  json.begin_object().member("@context", "https://schema.org").member("@type", type);
  return json;
}

std::string name_of_dataset(const Edition& edition) {
  const auto& titles = edition.snapshot->dataset.info.title;
  const auto found = titles.find("en");
  return found != titles.end() ? found->second : edition.site->words("page.site");
}

void write_source_of(JsonWriter& json, const Edition& edition) {
  json.key("isPartOf").begin_object().member("@type", "Dataset").member("name", name_of_dataset(edition));
  json.member("url", edition.site->public_url + "/about").member("version", edition.snapshot->version).end_object();
}

// An interval as ISO 8601-2 writes one: "1998-01-11/2024-12-02", "../2012-05-01"; a day alone where it is one.
std::string interval(const geo::DateSpan& span) {
  if (span.is_one_day()) return geo::iso(span.first());
  return geo::iso(span.first()) + '/' + geo::iso(span.last());
}

void write_point(JsonWriter& json, const geo::LonLat& at) {
  json.key("geo").begin_object().member("@type", "GeoCoordinates");
  json.member("latitude", at.lat()).member("longitude", at.lon()).end_object();
}

void write_containing(JsonWriter& json, const geo::Areas& areas, const std::string& area, const std::string& country) {
  const geo::Area* known = areas.find(area.empty() ? country : area);
  if (known == nullptr) return;
  json.key("containedInPlace").begin_object().member("@type", "AdministrativeArea").member("name", known->name);
  json.text_member("identifier", known->code).end_object();
}

}  // namespace

std::string dataset_in_linked_data(const Edition& edition) {
  const geo::Snapshot& data = *edition.snapshot;
  const geo::DatasetInfo& info = data.dataset.info;
  const Words& words = edition.site->words;
  const std::string& base = edition.site->public_url;
  JsonWriter json = begun("Dataset");
  json.member("name", name_of_dataset(edition));
  json.member("description", words("page.subtitle") + ". " + words("page.scope"));
  json.member("url", base + "/about").member("version", data.version).text_member("dateModified", info.updated);
  json.member("isAccessibleForFree", true).text_member("creditText", info.attribution);
  if (!info.licence.empty())
    json.key("license").begin_object().member("@type", "CreativeWork").member("name", info.licence).end_object();
  json.key("creator").begin_object().member("@type", "Organization").member("name", words("page.site"));
  json.member("url", base + "/").end_object();
  if (const auto extent = data.index.extent({})) json.member("temporalCoverage", interval(*extent));
  if (info.extent) {
    const auto number = [](double value) { return geo::JsonWriter().value(value).take(); };
    json.key("spatialCoverage").begin_object().member("@type", "Place").key("geo").begin_object();
    json.member("@type", "GeoShape")
        .member("box", number(info.extent->south) + ' ' + number(info.extent->west) + ' ' + number(info.extent->north) +
                           ' ' + number(info.extent->east));
    json.end_object().end_object();
  }
  json.key("distribution").begin_array().begin_object().member("@type", "DataDownload");
  json.member("encodingFormat", "application/geo+json");
  json.member("contentUrl", base + "/api/collections/incidents/items").end_object().end_array();
  return json.end_object().take();
}

std::string incident_in_linked_data(const Edition& edition, const geo::Incident& incident) {
  const geo::Snapshot& data = *edition.snapshot;
  const Words& words = edition.site->words;
  const std::string name(data.dataset.place_name(incident));
  JsonWriter json = begun("Report");
  json.member("name", (name.empty() ? incident.id : name) + ", " + date_in_short(words, incident.span));
  json.text_member("description", incident.summary);
  json.member("url", edition.site->public_url + "/incidents/" + incident.id).member("identifier", incident.id);
  json.member("inLanguage", "en");
  if (!(incident.span == geo::DateSpan())) json.member("temporalCoverage", interval(incident.span));
  json.key("about").begin_object().member("@type", "Event");
  json.member("name", words("attack_type." + std::string(geo::name_of(geo::kAttackTypes, incident.attack_type))));
  if (incident.span.is_one_day()) json.member("startDate", geo::iso(incident.span.first()));
  json.key("location").begin_object().member("@type", "Place").text_member("name", name);
  write_containing(json, data.areas, incident.area, incident.country);
  if (incident.is_dot()) write_point(json, incident.at);
  json.end_object().end_object();
  json.key("citation").begin_array();
  for (const geo::SourceIndex s : incident.sources) {
    const geo::Source& source = data.dataset.sources[s];
    json.begin_object().member("@type", "CreativeWork").member("name", source.title).text_member("url", source.url);
    if (!source.publisher.empty())
      json.key("publisher")
          .begin_object()
          .member("@type", "Organization")
          .member("name", source.publisher)
          .end_object();
    json.end_object();
  }
  json.end_array();
  write_source_of(json, edition);
  return json.end_object().take();
}

std::string place_in_linked_data(const Edition& edition, const geo::Place& place) {
  JsonWriter json = begun("Place");
  json.member("name", place.name).member("url", edition.site->public_url + "/places/" + place.id);
  json.member("identifier", place.id).key("alternateName").begin_array();
  for (const std::string* name : {&place.name_ur, &place.name_fa, &place.name_ps})
    if (!name->empty()) json.value(*name);
  json.end_array();
  write_containing(json, edition.snapshot->areas, place.area, place.country);
  if (!geo::is_area(place.precision)) write_point(json, place.at);
  return json.end_object().take();
}

std::string list_in_linked_data(const Edition& edition, std::span<const geo::IncidentIndex> records,
                                std::string_view path) {
  const geo::Dataset& dataset = edition.snapshot->dataset;
  const std::string& base = edition.site->public_url;
  JsonWriter json = begun("CollectionPage");
  json.member("name", edition.site->words("page.list.title")).member("url", base + std::string(path));
  write_source_of(json, edition);
  json.key("mainEntity").begin_object().member("@type", "ItemList").key("itemListElement").begin_array();
  std::uint64_t position = 0;
  for (const geo::IncidentIndex i : records) {
    const geo::Incident& incident = dataset.incidents[i];
    json.begin_object().member("@type", "ListItem").member("position", ++position);
    json.member("url", base + "/incidents/" + incident.id).end_object();
  }
  return json.end_array().end_object().end_object().take();
}

}  // namespace yaad::server
