#include "geo/code_counts.hpp"

namespace yaad::geo {
namespace {

// One pass over what matches but for these two filters, whose counts are of each other.
CodeCounts counted_by_record(const Dataset& dataset, const SpaceTimeIndex& index, const Filter& filter) {
  CodeCounts counts;
  Filter wider = filter;
  wider.attack_types = {};
  wider.communities = {};
  for (const IncidentIndex i : index.records(wider)) {
    const Incident& incident = dataset.incidents[i];
    if (filter.communities.empty() || filter.communities.intersects(incident.communities))
      ++counts.attack_types[static_cast<std::size_t>(incident.attack_type)];
    if (!filter.attack_types.empty() && !filter.attack_types.contains(incident.attack_type)) continue;
    for (std::size_t c = 0; c < counts.communities.size(); ++c)
      counts.communities[c] += incident.communities.contains(static_cast<Community>(c)) ? 1U : 0U;
  }
  return counts;
}

}  // namespace

CodeCounts code_counts(const Dataset& dataset, const SpaceTimeIndex& index, const Filter& filter) {
  if (asks_each_record(filter)) return counted_by_record(dataset, index, filter);
  CodeCounts counts;
  Filter one = filter;
  for (std::size_t c = 0; c < counts.attack_types.size(); ++c) {
    one.attack_types.bits = 1U << c;
    counts.attack_types[c] = index.total(one).count;
  }
  one = filter;
  for (std::size_t c = 0; c < counts.communities.size(); ++c) {
    one.communities.bits = 1U << c;
    counts.communities[c] = index.total(one).count;
  }
  return counts;
}

}  // namespace yaad::geo
