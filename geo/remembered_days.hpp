// On which days of the year records are dated, and how many on each: what a reader chooses a day from. Not which records
// those are: that is may_fall_on() and day_of_year().
#pragma once

#include "geo/day_of_year.hpp"
#include "geo/space_time_index.hpp"

#include <cstdint>
#include <map>
#include <span>

namespace yaad::geo {

using RememberedDays = std::map<DayOfYear, std::uint64_t>;

// Of these records; some ten nanoseconds each.
RememberedDays remembered_days(const Dataset& dataset, std::span<const IncidentIndex> records);
// Of all that match, by the sums of each day there is: some 15 ms for 25 years, however many records. Where that would be
// too many days the records are read after all.
RememberedDays remembered_days(const Dataset& dataset, const SpaceTimeIndex& index, const Filter& filter);

}  // namespace yaad::geo
