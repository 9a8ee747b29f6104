// One documented attack at one place, as the dataset states it. A plain value; valid once the reader accepted it.
// Not how it is written in a file (reader) or answered (geojson). About 600 bytes a record with its texts.
#pragma once

#include "geo/codes.hpp"
#include "geo/date_span.hpp"
#include "geo/lonlat.hpp"
#include "geo/precision.hpp"
#include "geo/tally.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace yaad::geo {

// Positions in the vectors of Dataset.
using IncidentIndex = std::uint32_t;
using PlaceIndex = std::uint32_t;
using SourceIndex = std::uint32_t;
using ActorIndex = std::uint16_t;

struct Incident {
  // First what the index and a tile ask of a record, close together: three lines of memory.
  std::string id;       // slug, [a-z0-9-]{1,64}, never changes
  std::string date;     // EDTF as written; blank is any time
  DateSpan span;        // what that EDTF yields
  LonLat at;            // of the place, or its own; for area precisions a label point, never a dot
  double radius_m = 0;  // uncertainty around `at`; 0 for areas
  std::optional<PlaceIndex> place;
  PlacePrecision precision = PlacePrecision::town;
  AttackType attack_type = AttackType::other;
  Status status = Status::published;
  std::optional<TargetType> target_type;
  CodeSet<Community> communities;
  Figure killed, injured;
  std::vector<ActorIndex> actors;  // attributed to

  std::string date_as_stated;  // what a source said, where it differs
  std::string country;         // "PK"
  std::string area;            // "PK-BA"; blank where not known
  std::string district;        // "PK-BA.mastung"; blank where not known
  std::optional<std::uint32_t> killed_perpetrators;
  ActorBy actor_by = ActorBy::unknown;  // who attributes
  std::vector<ActorIndex> claimed_by;
  Perpetrators perpetrators = Perpetrators::unknown;
  std::string summary, summary_ur, summary_fa;
  std::vector<SourceIndex> sources;
  std::string note;

  bool is_dot() const { return !is_area(precision); }
  bool disputed() const { return status == Status::disputed; }
};

// What one record adds to every sum that counts it.
Tally tally_of(const Incident& incident);
void add(Tally& sum, const Incident& incident);  // the same as adding its tally, at a third of the cost

}  // namespace yaad::geo
