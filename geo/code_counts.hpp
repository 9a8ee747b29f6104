// How many records each code would leave, under all filters but its own: the counts beside the choices of a filter.
// Costs a question to the index for each code, or one pass over the records where the index has no sums for the filter.
#pragma once

#include "geo/space_time_index.hpp"

#include <array>
#include <cstdint>

namespace yaad::geo {

struct CodeCounts {
  std::array<std::uint64_t, kAttackTypes.size()> attack_types{};
  std::array<std::uint64_t, kCommunities.size()> communities{};
};

CodeCounts code_counts(const Dataset& dataset, const SpaceTimeIndex& index, const Filter& filter);

}  // namespace yaad::geo
