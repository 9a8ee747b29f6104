// The bars of the time bar: sums per calendar unit, under a filter.
//
// A bin is a whole day, ISO week, month or year, never clipped to the window. `certain` counts records whose span
// lies wholly inside the bin; `possible` those that touch it and are not inside. A record that lies inside no bin is
// `unbinned`, once; so certain summed over the bins plus unbinned is the number matched, and possible is never summed.
// Cost: one question to the index for each bin, however many records are in it; a visit to each record less exact than
// a day, and one step for each bin that its span touches.
#pragma once

#include "geo/space_time_index.hpp"

#include <string_view>
#include <vector>

namespace yaad::geo {

enum class Step : std::uint8_t { day, week, month, year };
inline constexpr std::array<std::string_view, 4> kSteps{"day", "week", "month", "year"};

struct Bin {
  DateSpan span;
  Tally certain, possible;
};

struct Histogram {
  Step step = Step::month;
  std::vector<Bin> bins;  // from the first to the last bin that a dated record touches, empty ones between included
  Tally unbinned;
  Tally total;
};

// More bins than this are refused as bad_parameter (a span of centuries by day): the answer names a coarser step.
inline constexpr std::size_t kMaxBins = 20000;

Result<Histogram> histogram(const Dataset& dataset, const SpaceTimeIndex& index, const Filter& filter, Step step);

// The bins of all that matches, from the first to the last that a stated day is in, each empty yet.
Result<std::vector<Bin>> bins_of(const SpaceTimeIndex& index, const Filter& filter, Step step);
// Counts a record where its span says: certain in the bin that holds it, else possible in those it touches and once
// unbinned. The bins follow each other.
void add_span(std::vector<Bin>& bins, Tally& unbinned, const DateSpan& span, const Tally& record);

// The whole unit that holds the day: its month, its ISO week, …
DateSpan unit_of(Day day, Step step);

}  // namespace yaad::geo
