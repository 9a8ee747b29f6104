// One of the two parts of the space-time index: its rows in a tree and in time order. The part of the dots stands on the
// map's grid; that of the records known only to an area stands by the slot of their area (region.hpp).
#pragma once

#include "geo/time_order.hpp"
#include "geo/time_tree.hpp"

namespace yaad::geo {

// Which records a question is about, by how their dates are known. For all but `any`, the window of the filter is
// asked for that day of theirs only. An open start is the day kBeforeTime, an open end the day kAfterTime, so the
// window of that one day finds them. day_dated, by_first and by_last let a client add and subtract:
// all that touch [a,b] = day-dated in [a,b] + the others with first <= b - the others with last < a.
enum class Dating : std::uint8_t {
  any,        // all that touch the window
  day_dated,  // whose span is one day, in the window
  by_first,   // the others, whose first possible day is in the window
  by_last,    // the others, whose last possible day is in the window
};

struct IndexPart {
  TimeTree tree;
  std::array<TimeOrder, kStrands> orders;
};

}  // namespace yaad::geo
