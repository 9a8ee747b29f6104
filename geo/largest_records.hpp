// The records that hold more than a fifth of what is killed in all that matches: without one of them the sum would be
// another one, so they are named beside it. Four at most. Reads four bytes of each record of a snapshot's dataset.
#pragma once

#include "geo/filter.hpp"

#include <cstdint>
#include <vector>

namespace yaad::geo {

inline constexpr std::uint64_t kLargeShare = 5;

// In list order; `killed` is the sum over all that matches.
std::vector<IncidentIndex> largest_records(const Dataset& dataset, const Areas& areas, const Filter& filter,
                                           std::uint64_t killed);

}  // namespace yaad::geo
