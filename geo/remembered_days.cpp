#include "geo/remembered_days.hpp"

#include "geo/histogram.hpp"
#include "geo/patience.hpp"

namespace yaad::geo {

RememberedDays remembered_days(const Dataset& dataset, std::span<const IncidentIndex> records) {
  RememberedDays counts;
  for (const IncidentIndex i : records) {
    look_up(kStepsARecord);
    if (const auto day = day_of_year(dataset.incidents[i].span)) ++counts[*day];
  }
  return counts;
}

RememberedDays remembered_days(const Dataset& dataset, const SpaceTimeIndex& index, const Filter& filter) {
  const auto bars = histogram(dataset, index, filter, Step::day);
  if (!bars) return remembered_days(dataset, index.records(filter));
  RememberedDays counts;
  for (const Bin& bar : bars->bins)
    if (bar.certain.count > 0) counts[*day_of_year(bar.span)] += bar.certain.count;
  return counts;
}

}  // namespace yaad::geo
