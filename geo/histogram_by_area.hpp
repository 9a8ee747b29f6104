// The bars of many areas at once: for each, what histogram() says of the records in it alone, on one common axis.
// One pass over what matches, and for each record less exact than its bin one step for each bin that it touches.
#pragma once

#include "geo/area_counts.hpp"
#include "geo/histogram.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace yaad::geo {

// Areas times bins of one answer: all areas of the house by month over 25 years, 36 MB while they are summed.
inline constexpr std::size_t kMaxAreaBins = 100'000;

struct AreaHistogram {
  std::size_t area = 0;   // position in AreaCounts::codes()
  std::vector<Bin> bins;  // the same for all areas, from the first to the last bin of all that matches
  Tally unbinned, total;
};

// `areas` are positions in counts.codes(), each once; the result is in their order. Refused when there are too many bins.
Result<std::vector<AreaHistogram>> histogram_by_area(const Dataset& dataset, const SpaceTimeIndex& index,
                                                     const AreaCounts& counts, std::span<const std::size_t> areas,
                                                     const Filter& filter, Step step);

}  // namespace yaad::geo
