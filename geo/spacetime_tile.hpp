// A tile of all time: what a client needs to play a span of years without asking again, as a vector tile (MVT 2.1).
//
// A tile with few matching records lists them. One with more has a point for each cell and calendar unit, with sums
// of three kinds: the records of one day in the unit; of the others those whose first possible day lies in it
// (`starts_`) and those whose last does (`ends_`). For a window of whole units [a, b], a cell's exact answer is
//   the sums with t in [a, b]  +  starts_ with t <= b or without t  -  ends_ with t < a.
// Cost: three questions to the index a unit, and 1 us a feature.
#pragma once

#include "geo/histogram.hpp"
#include "geo/space_time_index.hpp"

#include <array>
#include <string>
#include <string_view>

namespace yaad::geo {

// Up to this many records a tile lists them, so that each frame is exact to the day.
inline constexpr std::uint64_t kMostListedRecords = 500;

// The names of the sums, one row for each kind: of day-dated records, of the others by first and by last day.
inline constexpr std::size_t kSpacetimeSums = 10;
inline constexpr std::array<std::array<std::string_view, kSpacetimeSums>, 3> kSpacetimeSumKeys{
    {{"point_count", "killed", "killed_low", "killed_high", "injured", "no_figure", "n_explosion", "n_gunfire",
      "n_execution", "n_other"},
     {"starts_point_count", "starts_killed", "starts_killed_low", "starts_killed_high", "starts_injured",
      "starts_no_figure", "starts_n_explosion", "starts_n_gunfire", "starts_n_execution", "starts_n_other"},
     {"ends_point_count", "ends_killed", "ends_killed_low", "ends_killed_high", "ends_injured", "ends_no_figure",
      "ends_n_explosion", "ends_n_gunfire", "ends_n_execution", "ends_n_other"}}};

// Empty when nothing matches here. The filter has no window: the tile is of all time. A span of more than kMaxBins
// units is refused as `step`, where the tile would have to count by them.
Result<std::string> spacetime_mvt(const Dataset& dataset, const SpaceTimeIndex& index, const TileId& tile,
                                  const Filter& filter, Step step);

}  // namespace yaad::geo
