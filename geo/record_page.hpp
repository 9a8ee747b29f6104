// One page of a list of records without the list: how many match, by the sums of the index, and those that stand next.
// A page of a hundred out of a million costs well under a millisecond where the list is dense; where it is thin the
// whole list is made, which then is short or was read record by record anyway.
#pragma once

#include "geo/space_time_index.hpp"

#include <cstddef>
#include <vector>

namespace yaad::geo {

struct RecordPage {
  std::uint64_t matched = 0;           // by the whole list
  std::vector<IncidentIndex> records;  // in list order, at most `limit`
  bool more = false;                   // there is another page
};

// Where a page begins: behind so many matches, or at a position of Dataset::incidents.
struct PageStart {
  std::size_t skipped = 0;
  IncidentIndex at = 0;
};

RecordPage record_page(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index, const Filter& filter,
                       const PageStart& start, std::size_t limit);
// The same of a list that is there.
RecordPage page_of(const std::vector<IncidentIndex>& list, const PageStart& start, std::size_t limit);

}  // namespace yaad::geo
