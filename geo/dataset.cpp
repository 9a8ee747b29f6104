#include "geo/dataset.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <tuple>

namespace yaad::geo {

namespace {

// The id's slot in a table of a power of two, at most half of it in use: the first that is free or holds the id.
std::size_t slot_of(const Dataset& dataset, std::string_view id) {
  const std::size_t mask = dataset.incident_slots.size() - 1;
  std::size_t slot = std::hash<std::string_view>{}(id)&mask;
  for (; dataset.incident_slots[slot] != 0; slot = (slot + 1) & mask)
    if (dataset.incidents[dataset.incident_slots[slot] - 1].id == id) break;
  return slot;
}

}  // namespace

const Incident* Dataset::find_incident(std::string_view id) const {
  if (incident_slots.empty()) return nullptr;
  const IncidentIndex at = incident_slots[slot_of(*this, id)];
  return at == 0 ? nullptr : &incidents[at - 1];
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
  const auto in_order = [](const Incident& a, const Incident& b) { return listed_before(a, b); };
  // The reader has sorted them; sorting ten million again would be a third of its time.
  if (!std::is_sorted(dataset.incidents.begin(), dataset.incidents.end(), in_order))
    std::sort(dataset.incidents.begin(), dataset.incidents.end(), in_order);
  std::sort(dataset.statistics.begin(), dataset.statistics.end(),
            [](const Statistic& a, const Statistic& b) { return a.id < b.id; });
  std::sort(dataset.corrections.begin(), dataset.corrections.end(),
            [](const Correction& a, const Correction& b) { return listed_before(a, b); });
  std::sort(dataset.retracted.begin(), dataset.retracted.end());
  dataset.incident_slots.assign(std::bit_ceil(2 * dataset.incidents.size() + 2), 0);
  for (std::size_t i = 0; i < dataset.incidents.size(); ++i)
    if (IncidentIndex& slot = dataset.incident_slots[slot_of(dataset, dataset.incidents[i].id)]; slot == 0)
      slot = static_cast<IncidentIndex>(i + 1);
}

}  // namespace yaad::geo
