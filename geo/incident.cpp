#include "geo/incident.hpp"

namespace yaad::geo {

void add(Tally& sum, const Incident& incident) {
  ++sum.count;
  sum.killed += incident.killed.counted().value_or(0);
  sum.killed_low += incident.killed.lower().value_or(0);
  sum.killed_high += incident.killed.upper().value_or(0);
  sum.injured += incident.injured.counted().value_or(0);
  if (incident.killed.none()) ++sum.no_figure;
  if (incident.disputed()) ++sum.disputed;
  if (!incident.span.is_one_day()) ++sum.not_day_dated;
  ++sum.by_type[static_cast<std::size_t>(incident.attack_type)];
  if (coarseness(incident.precision) > coarseness(sum.worst)) sum.worst = incident.precision;
}

Tally tally_of(const Incident& incident) {
  Tally t;
  add(t, incident);
  return t;
}

}  // namespace yaad::geo
