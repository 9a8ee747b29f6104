#include "geo/histogram_by_area.hpp"

#include "geo/patience.hpp"

namespace yaad::geo {

Result<std::vector<AreaHistogram>> histogram_by_area(const Dataset& dataset, const SpaceTimeIndex& index,
                                                     const AreaCounts& counts, std::span<const std::size_t> areas,
                                                     const Filter& filter, Step step) {
  const auto bins = bins_of(index, filter, step);
  if (!bins) return bins.error();
  if (areas.size() * bins->size() > kMaxAreaBins)
    return Error{Errc::bad_parameter,
                 "so many areas and bins do not fit one answer; take a coarser step, or fewer areas (level, area)",
                 "step",
                 {"month", "year"}};
  std::vector<AreaHistogram> result;
  result.reserve(areas.size());
  std::vector<AreaHistogram*> of_area(counts.codes().size(), nullptr);
  for (const std::size_t area : areas) of_area[area] = &result.emplace_back(AreaHistogram{area, *bins, {}, {}});
  for (const IncidentIndex i : index.records(filter)) {
    look_up(kStepsARecord);
    const Incident& incident = dataset.incidents[i];
    const Tally one = tally_of(incident);
    for (const std::uint32_t area : counts.areas_of(i)) {
      AreaHistogram* bars = of_area[area];
      if (bars == nullptr) continue;
      bars->total.add(one);
      add_span(bars->bins, bars->unbinned, incident.span, one);
    }
  }
  return result;
}

}  // namespace yaad::geo
