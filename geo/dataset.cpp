#include "geo/dataset.hpp"

#include <algorithm>
#include <tuple>

namespace yaad::geo {

const Incident* Dataset::find_incident(std::string_view id) const {
  const auto it = incident_by_id.find(std::string(id));
  return it == incident_by_id.end() ? nullptr : &incidents[it->second];
}

std::optional<ActorIndex> Dataset::find_actor(std::string_view code) const {
  for (std::size_t i = 0; i < actors.size(); ++i)
    if (actors[i].code == code) return static_cast<ActorIndex>(i);
  return std::nullopt;
}

bool Dataset::is_retracted(std::string_view id) const {
  return std::find(retracted.begin(), retracted.end(), id) != retracted.end();
}

std::string_view Dataset::place_name(const Incident& incident) const {
  return incident.place ? std::string_view(places[*incident.place].name) : std::string_view();
}

bool listed_before(const Incident& a, const Incident& b) {
  return std::tuple(a.span.first(), std::string_view(a.id)) < std::tuple(b.span.first(), std::string_view(b.id));
}

bool listed_before(const Correction& a, const Correction& b) {
  const auto key = [](const Correction& c) {
    return std::tie(c.incident, c.field, c.date, c.as_stated, c.corrected, c.reason, c.source);
  };
  return key(a) < key(b);
}

void finish(Dataset& dataset) {
  std::sort(dataset.incidents.begin(), dataset.incidents.end(),
            [](const Incident& a, const Incident& b) { return listed_before(a, b); });
  std::sort(dataset.statistics.begin(), dataset.statistics.end(),
            [](const Statistic& a, const Statistic& b) { return a.id < b.id; });
  std::sort(dataset.corrections.begin(), dataset.corrections.end(),
            [](const Correction& a, const Correction& b) { return listed_before(a, b); });
  std::sort(dataset.retracted.begin(), dataset.retracted.end());
  dataset.incident_by_id.clear();
  for (std::size_t i = 0; i < dataset.incidents.size(); ++i)
    dataset.incident_by_id.emplace(dataset.incidents[i].id, static_cast<IncidentIndex>(i));
}

}  // namespace yaad::geo
