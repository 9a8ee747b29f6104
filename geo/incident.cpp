#include "geo/incident.hpp"

namespace yaad::geo {

Tally tally_of(const Incident& incident) {
  Tally t;
  t.count = 1;
  t.killed = incident.killed.counted().value_or(0);
  t.killed_low = incident.killed.lower().value_or(0);
  t.killed_high = incident.killed.upper().value_or(0);
  t.injured = incident.injured.counted().value_or(0);
  t.no_figure = incident.killed.none() ? 1 : 0;
  t.disputed = incident.disputed() ? 1 : 0;
  t.not_day_dated = incident.span.is_one_day() ? 0 : 1;
  t.by_type[static_cast<std::size_t>(incident.attack_type)] = 1;
  t.worst = incident.precision;
  return t;
}

}  // namespace yaad::geo
