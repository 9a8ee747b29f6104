#include "geo/incident_properties.hpp"

#include <algorithm>
#include <array>

namespace yaad::geo {
namespace {

using Value = PropertyValue;
using Read = Value (*)(const Incident&, const Dataset&);

Value text(std::string_view value) { return value.empty() ? Value() : Value(value); }
Value number(const std::optional<std::uint32_t>& value) { return value ? Value(static_cast<double>(*value)) : Value(); }
Value day(Day value) { return value == kBeforeTime || value == kAfterTime ? Value() : Value(DayValue{value}); }

template <class Code, std::size_t N>
Value names(CodeSet<Code> set, const std::array<std::string_view, N>& known) {
  std::vector<std::string_view> all;
  for (std::size_t i = 0; i < N; ++i)
    if (set.contains(static_cast<Code>(i))) all.push_back(known[i]);
  return all;
}

Value codes(const std::vector<ActorIndex>& actors, const Dataset& dataset) {
  std::vector<std::string_view> all;
  all.reserve(actors.size());
  for (const ActorIndex actor : actors) all.push_back(dataset.actors[actor].code);
  return all;
}

struct Row {
  IncidentProperty property;
  Read read = nullptr;
};

using I = const Incident&;
using D = const Dataset&;
constexpr std::array<Row, 32> kRows{{
    {{"id", PropertyKind::text, "Id", {}}, [](I i, D) { return text(i.id); }},
    {{"date", PropertyKind::days, "The days it may be of; for T_INTERSECTS", {}},
     [](I i, D) { return i.date.empty() ? Value() : Value(true); }},
    {{"first", PropertyKind::day, "First possible day", {}}, [](I i, D) { return day(i.span.first()); }},
    {{"last", PropertyKind::day, "Last possible day", {}}, [](I i, D) { return day(i.span.last()); }},
    {{"date_precision", PropertyKind::text, "Precision of the date", kDatePrecisions},
     [](I i, D) { return text(name_of(kDatePrecisions, date_precision(i.span))); }},
    {{"geometry", PropertyKind::place, "Its point, else the outline of its area; for S_INTERSECTS", {}},
     [](I i, D) { return i.is_dot() ? Value(true) : Value(); }},
    {{"place", PropertyKind::text, "Id of the place", {}},
     [](I i, D d) { return i.place ? text(d.places[*i.place].id) : Value(); }},
    {{"place_name", PropertyKind::text, "Name of the place", {}}, [](I i, D d) { return text(d.place_name(i)); }},
    {{"country", PropertyKind::text, "Country", {}}, [](I i, D) { return text(i.country); }},
    {{"area", PropertyKind::text, "Province, ISO 3166-2", {}}, [](I i, D) { return text(i.area); }},
    {{"district", PropertyKind::text, "District", {}}, [](I i, D) { return text(i.district); }},
    {{"geo_precision", PropertyKind::text, "Precision of the place", kPlacePrecisions},
     [](I i, D) { return text(name_of(kPlacePrecisions, i.precision)); }},
    {{"radius_m", PropertyKind::number, "Uncertainty of the place in metres", {}},
     [](I i, D) { return i.radius_m > 0 ? Value(i.radius_m) : Value(); }},
    {{"killed", PropertyKind::number, "Killed, best figure, else the lowest", {}},
     [](I i, D) { return number(i.killed.counted()); }},
    {{"killed_low", PropertyKind::number, "Killed, lowest figure", {}},
     [](I i, D) { return number(i.killed.lower()); }},
    {{"killed_high", PropertyKind::number, "Killed, highest figure", {}},
     [](I i, D) { return number(i.killed.upper()); }},
    {{"at_least", PropertyKind::truth, "No best figure, only a lowest", {}},
     [](I i, D) { return Value(i.killed.at_least()); }},
    {{"injured", PropertyKind::number, "Injured, best figure, else the lowest", {}},
     [](I i, D) { return number(i.injured.counted()); }},
    {{"injured_low", PropertyKind::number, "Injured, lowest figure", {}},
     [](I i, D) { return number(i.injured.lower()); }},
    {{"injured_high", PropertyKind::number, "Injured, highest figure", {}},
     [](I i, D) { return number(i.injured.upper()); }},
    {{"killed_perpetrators", PropertyKind::number, "Attackers who died", {}},
     [](I i, D) { return number(i.killed_perpetrators); }},
    {{"perpetrators", PropertyKind::text, "Whether the toll counts attackers", kPerpetrators},
     [](I i, D) { return text(name_of(kPerpetrators, i.perpetrators)); }},
    {{"attack_type", PropertyKind::text, "Kind of attack", kAttackTypes},
     [](I i, D) { return text(name_of(kAttackTypes, i.attack_type)); }},
    {{"target_type", PropertyKind::text, "What was attacked", kTargetTypes},
     [](I i, D) { return i.target_type ? text(name_of(kTargetTypes, *i.target_type)) : Value(); }},
    {{"community", PropertyKind::texts, "Who was attacked; any of them", kCommunities},
     [](I i, D) { return names(i.communities, kCommunities); }},
    {{"actor", PropertyKind::texts, "Group to whom it is attributed; any of them", {}},
     [](I i, D d) { return codes(i.actors, d); }},
    {{"actor_by", PropertyKind::text, "Who attributes it", kActorBy},
     [](I i, D) { return text(name_of(kActorBy, i.actor_by)); }},
    {{"claimed_by", PropertyKind::texts, "Group that claimed it; any of them", {}},
     [](I i, D d) { return codes(i.claimed_by, d); }},
    {{"status", PropertyKind::text, "Status", kStatuses}, [](I i, D) { return text(name_of(kStatuses, i.status)); }},
    {{"disputed", PropertyKind::truth, "Its sources conflict", {}}, [](I i, D) { return Value(i.disputed()); }},
    {{"summary", PropertyKind::text, "Summary", {}}, [](I i, D) { return text(i.summary); }},
    {{"note", PropertyKind::text, "Note", {}}, [](I i, D) { return text(i.note); }},
}};

}  // namespace

std::span<const IncidentProperty> incident_properties() {
  static const std::vector<IncidentProperty> all = [] {
    std::vector<IncidentProperty> made;
    made.reserve(kRows.size());
    for (const Row& row : kRows) made.push_back(row.property);
    return made;
  }();
  return all;
}

const IncidentProperty* find_incident_property(std::string_view name) {
  const auto all = incident_properties();
  const auto at = std::find_if(all.begin(), all.end(), [&](const IncidentProperty& p) { return p.name == name; });
  return at == all.end() ? nullptr : &*at;
}

PropertyValue value_of(const IncidentProperty& property, const Incident& incident, const Dataset& dataset) {
  return kRows[static_cast<std::size_t>(&property - incident_properties().data())].read(incident, dataset);
}

}  // namespace yaad::geo
