// What the other filters offer beside attack type and community (code_counts.hpp): each choice as the filter takes it, and
// how many records it would leave under all filters but its own.
//
// Costs one pass over what is in the window, the rectangle and the words, some 200 ns a record; where that is more than
// kMostCounted the choices come without counts, so that an answer about millions costs no more than before.
#pragma once

#include "geo/space_time_index.hpp"

#include <optional>
#include <string>
#include <vector>

namespace yaad::geo {

struct Choice {
  std::string value;  // as the parameter of the filter takes it
  std::uint64_t count = 0;
};

struct ChoiceCounts {
  bool counted = false;  // else every count is 0 and says nothing
  std::vector<Choice> target_types, actors, areas;
  // Each holds the ones before it: a filter by precision names the worst.
  std::vector<Choice> precisions, date_precisions;
  std::vector<Choice> killed;  // none, and ranges that follow each other
};

// A twentieth of a second.
inline constexpr std::uint64_t kMostCounted = 200'000;

ChoiceCounts choice_counts(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index,
                           const Filter& filter, std::uint64_t most_counted = kMostCounted);

}  // namespace yaad::geo
