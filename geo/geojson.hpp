// Records as GeoJSON (RFC 7946): properties are the dataset's column names plus what is derived from them.
// A record known only to an area has a null geometry. Text is escaped for script contexts too (json_writer).
#pragma once

#include "geo/dataset.hpp"
#include "geo/json_writer.hpp"

#include <functional>

namespace yaad::geo {

// One Feature: {"type":"Feature","id":…,"geometry":…,"properties":{…}}.
void write_incident(JsonWriter& json, const Dataset& dataset, const Incident& incident);
// The same with another geometry than its point in degrees: `geometry` writes one value.
void write_incident(JsonWriter& json, const Dataset& dataset, const Incident& incident,
                    const std::function<void(JsonWriter&)>& geometry);
void write_statistic(JsonWriter& json, const Dataset& dataset, const Statistic& statistic);
// {"id":…,"title":…,"publisher":…,…} as it stands in a record's `sources`.
void write_source(JsonWriter& json, const Source& source);

}  // namespace yaad::geo
