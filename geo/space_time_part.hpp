// One of the two parts of the space-time index: its rows in a tree and in time order. The part of the dots stands on the
// map's grid; that of the records known only to an area stands by the slot of their area (region.hpp).
#pragma once

#include "geo/time_order.hpp"
#include "geo/time_tree.hpp"

namespace yaad::geo {

struct IndexPart {
  TimeTree tree;
  std::array<TimeOrder, kStrands> orders;
};

}  // namespace yaad::geo
