// The properties of a record by name, as a filter expression asks for them: what each is, and its value. The names are
// those of the GeoJSON. Not how a record is written (geojson), and not what may be asked of the index (filter).
#pragma once

#include "geo/dataset.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace yaad::geo {

// days: the days a record may be of; place: its point, else the outline of its area.
enum class PropertyKind : std::uint8_t { text, texts, number, day, truth, days, place };

struct IncidentProperty {
  std::string_view name;
  PropertyKind kind;
  std::string_view title;
  std::span<const std::string_view> codes;  // blank where any text may stand
};

std::span<const IncidentProperty> incident_properties();
// None where there is no such property.
const IncidentProperty* find_incident_property(std::string_view name);

struct DayValue {
  Day day = 0;
};
// std::monostate is NULL. Texts refer to the record and the dataset.
using PropertyValue =
    std::variant<std::monostate, std::string_view, double, DayValue, bool, std::vector<std::string_view>>;
// `property` is one of incident_properties(); true where a record has days or a
// place of its own: what they are is asked by functions.
PropertyValue value_of(const IncidentProperty& property, const Incident& incident, const Dataset& dataset);

}  // namespace yaad::geo
