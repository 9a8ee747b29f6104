// Everything that one folder states, read, checked and linked: plain vectors, const once built.
//
// Incidents stand in the order in which they are listed everywhere: by first possible day, then by id. Only rows
// that are served are here; what was refused is in the reader's report.
#pragma once

#include "geo/incident.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

struct Place {
  std::string id;
  std::string name, name_ur, name_fa, name_ps;
  std::vector<std::string> aliases;
  LonLat at;
  double radius_m = 0;
  PlacePrecision precision = PlacePrecision::town;
  std::string country;        // "PK"
  std::string area;           // ISO 3166-2, "PK-BA"
  std::string district;       // its name as written, "Mastung"
  std::string district_code;  // "PK-BA.mastung", whether or not a polygon of it is known
  std::string basis;          // where the coordinate comes from
};

struct Source {
  std::string id, title, publisher, author, url;
  std::string published;  // EDTF
  std::string quote;      // at most 25 words, exact
  std::string lang;
  SourceKind kind = SourceKind::newspaper;
  std::string accessed, archived;
  bool graphic = false;  // shown only after a deliberate press
};

struct Actor {
  std::string code, name, name_ur, name_fa;
  std::vector<std::string> aliases;
  std::optional<ActorIndex> parent;
};

// A total that a source states for a period. Never a dot on the map.
struct Statistic {
  std::string id;
  std::string period;  // EDTF
  DateSpan span;
  std::string area;  // a name
  std::optional<std::uint32_t> killed, injured, attacks;
  std::optional<SourceIndex> source;
  std::string note;
};

// One changed value: what was first stated stays beside what stands now.
struct Correction {
  std::string incident, field, as_stated, corrected, reason;
  std::optional<SourceIndex> source;
  std::string date;
};

struct DatasetInfo {
  std::map<std::string, std::string> title;  // by language: "en", "ur", "fa"
  std::string licence, attribution, contact, updated;
  // What is in the dataset, what is left out on purpose, and what is known to be missing; in sentences.
  std::string included, excluded, gaps;
  std::optional<Bbox> extent;
};

struct RecordColumns;  // record_columns.hpp

struct Dataset {
  DatasetInfo info;
  std::vector<Incident> incidents;            // by (first, id)
  std::vector<Place> places;                  // by id
  std::vector<Source> sources;                // by id
  std::vector<Actor> actors;                  // by code
  std::vector<Statistic> statistics;          // by id
  std::vector<Correction> corrections;        // by incident, field, date
  std::vector<std::string> retracted;         // ids whose records were taken back; their pages say so
  std::vector<IncidentIndex> incident_slots;  // a hash table of ids: one more than the position, 0 where free
  // Of the records as they are, once they change no more: then filters read these. None before.
  std::shared_ptr<const RecordColumns> columns;

  const Incident* find_incident(std::string_view id) const;
  std::optional<ActorIndex> find_actor(std::string_view code) const;
  bool is_retracted(std::string_view id) const;
  // "Hazara Town", or blank where a record gives only coordinates.
  std::string_view place_name(const Incident& incident) const;
};

// The order of the lists above. Corrections by every field, so that the order of a file never shows.
bool listed_before(const Incident& a, const Incident& b);
bool listed_before(const Correction& a, const Correction& b);

// Puts the rows in order and fills the look-ups; the last step of every reader. Places, sources and actors must
// stand in order already: others point at them by position.
void finish(Dataset& dataset);

}  // namespace yaad::geo
