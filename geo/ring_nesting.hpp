// Which of some rings are holes in which others: from a list under the even-odd rule to polygons as GeoJSON has them.
// Not geometry that mends anything: rings may touch, and must not cross.
// Costs some looks at the edges of each ring whose rectangle holds another's.
#pragma once

#include "geo/polygon.hpp"

#include <vector>

namespace yaad::geo {

// The outline first, then its holes.
using RingsOfPolygon = std::vector<const Ring*>;
std::vector<RingsOfPolygon> polygons_of(const std::vector<Ring>& rings);

// True when the ring runs as RFC 7946 wants an outline: counter-clockwise with x to the right and y up.
bool runs_counter_clockwise(const Ring& ring);

}  // namespace yaad::geo
