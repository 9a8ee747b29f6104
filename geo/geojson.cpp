#include "geo/geojson.hpp"

#include "geo/ring_nesting.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace yaad::geo {
namespace {

void write_point(JsonWriter& json, const LonLat& at, Positions& positions) {
  json.begin_object().member("type", "Point").key("coordinates");
  positions.write(json, at);
  json.end_object();
}

// Outlines run counter-clockwise and holes clockwise, as RFC 7946 section 3.1.6 wants them.
void write_ring(JsonWriter& json, const Ring& ring, bool hole, Positions& positions) {
  const bool as_it_is = runs_counter_clockwise(ring) != hole;
  const std::size_t n = ring.lon.size();
  json.begin_array();
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t at = as_it_is ? i : n - 1 - i;
    positions.write(json, LonLat::from_degrees(ring.lon[at], ring.lat[at]).value());
  }
  json.end_array();
}

void write_multi_polygon(JsonWriter& json, const std::vector<Ring>& rings, Positions& positions) {
  json.begin_object().member("type", "MultiPolygon").key("coordinates").begin_array();
  for (const RingsOfPolygon& polygon : polygons_of(rings)) {
    json.begin_array();
    for (std::size_t r = 0; r < polygon.size(); ++r) write_ring(json, *polygon[r], r > 0, positions);
    json.end_array();
  }
  json.end_array().end_object();
}

void write_list(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

void write_span(JsonWriter& json, const DateSpan& span) {
  if (span.first() != kBeforeTime) json.member("first", iso(span.first()));
  if (span.last() != kAfterTime) json.member("last", iso(span.last()));
}

void write_figures(JsonWriter& json, const Incident& incident) {
  // `killed` follows the toll rule (best, else low); the columns as written stand beside it.
  json.member("killed", incident.killed.counted());
  json.member("killed_low", incident.killed.lower());
  json.member("killed_high", incident.killed.upper());
  json.member("at_least", incident.killed.at_least());
  json.member("injured", incident.injured.counted());
  json.member("injured_low", incident.injured.lower());
  json.member("injured_high", incident.injured.upper());
  json.member("injured_at_least", incident.injured.at_least());
  json.member("killed_perpetrators", incident.killed_perpetrators);
  json.member("perpetrators", name_of(kPerpetrators, incident.perpetrators));
}

void write_actors(JsonWriter& json, const Dataset& dataset, std::string_view key, std::span<const ActorIndex> actors) {
  if (actors.empty()) return;
  json.key(key).begin_array();
  for (const ActorIndex actor : actors) json.value(dataset.actors[actor].code);
  json.end_array();
  // The names beside the codes, in the same order: a reader has no other table of them.
  json.key(std::string(key) + "_names").begin_array();
  for (const ActorIndex actor : actors) json.value(dataset.actors[actor].name);
  json.end_array();
}

void write_communities(JsonWriter& json, const Incident& incident) {
  json.key("community").begin_array();
  for (std::size_t i = 0; i < kCommunities.size(); ++i)
    if (incident.communities.contains(static_cast<Community>(i))) json.value(kCommunities[i]);
  json.end_array();
}

void write_corrections(JsonWriter& json, const Dataset& dataset, const Incident& incident) {
  json.key("corrections").begin_array();
  for (const Correction& c : dataset.corrections) {
    if (c.incident != incident.id) continue;
    json.begin_object().member("field", c.field).member("as_stated", c.as_stated).member("corrected", c.corrected);
    json.member("reason", c.reason).text_member("date", c.date);
    if (c.source) json.member("source", dataset.sources[*c.source].id);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string_view area_name(const Dataset& dataset, std::string_view code, const Area* outline) {
  if (outline != nullptr) return outline->name;
  const auto place = std::find_if(dataset.places.begin(), dataset.places.end(),
                                  [&](const Place& p) { return p.district_code == code; });
  return place == dataset.places.end() ? code : std::string_view(place->district);
}

void write_sums(JsonWriter& json, const Tally& tally) {
  json.member("count", tally.count).member("no_figure", tally.no_figure);
  if (tally.count > tally.no_figure) {
    json.member("killed", tally.killed).member("killed_low", tally.killed_low);
    json.member("killed_high", tally.killed_high);
  }
  if (tally.count > 0) json.member("injured", tally.injured);
  json.member("disputed", tally.disputed).member("not_day_dated", tally.not_day_dated);
}

void write_source(JsonWriter& json, const Source& source) {
  json.begin_object().member("id", source.id).member("title", source.title).text_member("publisher", source.publisher);
  json.text_member("author", source.author).text_member("url", source.url).text_member("published", source.published);
  json.text_member("quote", source.quote).text_member("lang", source.lang);
  json.member("kind", name_of(kSourceKinds, source.kind)).text_member("accessed", source.accessed);
  json.text_member("archived", source.archived);
  if (source.graphic) json.member("graphic", true);
  json.end_object();
}

void Positions::write(JsonWriter& json, const LonLat& at) {
  Planar xy{at.lon(), at.lat()};
  if (to_ != nullptr) {
    const auto told = to_->back(at);
    if (!told) {
      if (!fault_) fault_ = told.error();
      json.null();
      return;
    }
    xy = to_->in_order(*told, order_);
  }
  json.begin_array().value(xy.x).value(xy.y).end_array();
}

void write_incident(JsonWriter& json, const Dataset& dataset, const Incident& incident) {
  Positions crs84;
  write_incident(json, dataset, incident, crs84);
}

void write_incident(JsonWriter& json, const Dataset& dataset, const Incident& incident, Positions& positions) {
  write_incident(json, dataset, incident, [&](JsonWriter& out) {
    if (incident.is_dot()) write_point(out, incident.at, positions);
    else out.null();
  });
}

void write_incident(JsonWriter& json, const Dataset& dataset, const Incident& incident,
                    const std::function<void(JsonWriter&)>& geometry) {
  json.begin_object().member("type", "Feature").member("id", incident.id).key("geometry");
  geometry(json);
  json.key("properties").begin_object();
  json.member("id", incident.id).member("date", incident.date).text_member("date_as_stated", incident.date_as_stated);
  write_span(json, incident.span);
  json.member("date_precision", name_of(kDatePrecisions, date_precision(incident.span)));
  if (incident.place) {
    const Place& place = dataset.places[*incident.place];
    json.member("place", place.id).member("place_name", place.name);
    json.text_member("place_name_ur", place.name_ur).text_member("place_name_fa", place.name_fa);
    json.text_member("place_name_ps", place.name_ps);
  }
  json.text_member("country", incident.country).text_member("area", incident.area);
  json.text_member("district", incident.district);
  json.member("geo_precision", name_of(kPlacePrecisions, incident.precision));
  if (incident.radius_m > 0) json.member("radius_m", incident.radius_m);
  write_figures(json, incident);
  json.member("attack_type", name_of(kAttackTypes, incident.attack_type));
  if (incident.target_type) json.member("target_type", name_of(kTargetTypes, *incident.target_type));
  write_communities(json, incident);
  write_actors(json, dataset, "actor", incident.actors);
  json.member("actor_by", name_of(kActorBy, incident.actor_by));
  write_actors(json, dataset, "claimed_by", incident.claimed_by);
  json.text_member("summary", incident.summary).text_member("summary_ur", incident.summary_ur);
  json.text_member("summary_fa", incident.summary_fa);
  json.member("status", name_of(kStatuses, incident.status)).member("disputed", incident.disputed());
  json.text_member("note", incident.note);
  json.key("sources").begin_array();
  for (const SourceIndex source : incident.sources) write_source(json, dataset.sources[source]);
  json.end_array();
  write_corrections(json, dataset, incident);
  json.end_object().end_object();
}

void write_statistic(JsonWriter& json, const Dataset& dataset, const Statistic& statistic,
                     const std::function<void(JsonWriter&)>& more) {
  json.begin_object().member("type", "Feature").member("id", statistic.id).key("geometry").null();
  json.key("properties").begin_object().member("id", statistic.id).member("period", statistic.period);
  write_span(json, statistic.span);
  json.member("area", statistic.area).member("killed", statistic.killed).member("injured", statistic.injured);
  json.member("attacks", statistic.attacks).text_member("note", statistic.note);
  if (statistic.source) {
    json.key("source");
    write_source(json, dataset.sources[*statistic.source]);
  }
  if (more) more(json);
  json.end_object().end_object();
}

void write_place(JsonWriter& json, const Place& place, const Tally& records, Positions& positions) {
  json.begin_object().member("type", "Feature").member("id", place.id).key("geometry");
  if (is_area(place.precision)) json.null();
  else write_point(json, place.at, positions);
  json.key("properties").begin_object().member("id", place.id).member("name", place.name);
  json.text_member("name_ur", place.name_ur)
      .text_member("name_fa", place.name_fa)
      .text_member("name_ps", place.name_ps);
  write_list(json, "aliases", place.aliases);
  json.member("geo_precision", name_of(kPlacePrecisions, place.precision));
  if (place.radius_m > 0) json.member("radius_m", place.radius_m);
  json.text_member("country", place.country).text_member("area", place.area);
  json.text_member("district", place.district_code).text_member("basis", place.basis);
  write_sums(json, records);
  json.end_object().end_object();
}

void write_area(JsonWriter& json, const Dataset& dataset, std::string_view code, const Area* outline,
                const Tally& records, Positions& positions) {
  const bool district = code.find('.') != code.npos, country = !district && code.find('-') == code.npos;
  json.begin_object().member("type", "Feature").member("id", code).key("geometry");
  if (outline != nullptr) write_multi_polygon(json, outline->rings, positions);
  else json.null();
  json.key("properties").begin_object().member("id", code);
  json.member("name", area_name(dataset, code, outline));
  if (outline != nullptr) json.text_member("name_ur", outline->name_ur).text_member("name_fa", outline->name_fa);
  json.member("level", country ? "country" : district ? "district" : "province");
  if (!country) json.member("parent", code.substr(0, code.find(district ? '.' : '-')));
  write_sums(json, records);
  json.end_object().end_object();
}

}  // namespace yaad::geo
