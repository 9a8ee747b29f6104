// Records as GeoJSON (RFC 7946): properties are the dataset's column names plus what is derived from them.
// A record known only to an area has a null geometry. Text is escaped for script contexts too (json_writer).
// Positions are in CRS84, as the RFC has them, unless they are asked for in another system.
#pragma once

#include "geo/areas.hpp"
#include "geo/dataset.hpp"
#include "geo/json_writer.hpp"
#include "geo/projection.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace yaad::geo {

// Where positions are written. Of one answer and one thread; keeps the first that the other system cannot tell.
class Positions {
 public:
  Positions() = default;  // CRS84
  Positions(const Projection& to, AxisOrder order) : to_(&to), order_(order) {}

  void write(JsonWriter& json, const LonLat& at);
  // An answer in which a position could not be told is no answer: `null` stands in its place.
  const std::optional<Error>& fault() const { return fault_; }

 private:
  const Projection* to_ = nullptr;
  AxisOrder order_ = AxisOrder::x_first;
  std::optional<Error> fault_;
};

// One Feature: {"type":"Feature","id":…,"geometry":…,"properties":{…}}.
void write_incident(JsonWriter& json, const Dataset& dataset, const Incident& incident, Positions& positions);
void write_incident(JsonWriter& json, const Dataset& dataset, const Incident& incident);
// The same with another geometry than its point: `geometry` writes one value.
void write_incident(JsonWriter& json, const Dataset& dataset, const Incident& incident,
                    const std::function<void(JsonWriter&)>& geometry);
// With what the records add up to there. No sum of killed or injured where no record has a figure: zero would be a claim.
// A place that is an area has no geometry: its outline is that of the area.
void write_place(JsonWriter& json, const Place& place, const Tally& records, Positions& positions);
// The outline is null where none is known of this code.
void write_area(JsonWriter& json, const Dataset& dataset, std::string_view code, const Area* outline,
                const Tally& records, Positions& positions);
// more(json) may write further properties.
void write_statistic(JsonWriter& json, const Dataset& dataset, const Statistic& statistic,
                     const std::function<void(JsonWriter&)>& more = nullptr);
// What an area is called in English; where no outline of it is known, as the places in it write their district.
std::string_view area_name(const Dataset& dataset, std::string_view code, const Area* outline);
// Members of an object that is begun: count, no_figure, killed, … Those of killed are left out where no record has a
// figure, injured where there is no record.
void write_sums(JsonWriter& json, const Tally& tally);
// {"id":…,"title":…,"publisher":…,…} as it stands in a record's `sources`.
void write_source(JsonWriter& json, const Source& source);

}  // namespace yaad::geo
