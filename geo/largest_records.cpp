#include "geo/largest_records.hpp"

namespace yaad::geo {

std::vector<IncidentIndex> largest_records(const Dataset& dataset, const Areas& areas, const Filter& filter,
                                           std::uint64_t killed) {
  std::vector<IncidentIndex> largest;
  const Matcher matches(filter, dataset, areas);
  const std::vector<std::uint32_t>& of_each = dataset.columns->killed;
  for (std::size_t i = 0; i < of_each.size(); ++i)
    if (of_each[i] != RecordColumns::kNoFigure && of_each[i] * kLargeShare > killed && matches(dataset.incidents[i]))
      largest.push_back(static_cast<IncidentIndex>(i));
  return largest;
}

}  // namespace yaad::geo
