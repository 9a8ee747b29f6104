// How many records, killed and injured each country, province and district has in a window and under a filter: all
// areas in one answer. A record counts in each area that holds it, so areas of one level add up, and levels do not.
// Which records are of an area is what the filter `area` says. One pass over what matches (0.1 us a record), none over
// areas: records are summed by the codes they bear, of which there are few, and those once each into their areas.
#pragma once

#include "geo/space_time_index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

class AreaCounts {
 public:
  // Holds nothing of either. Four bytes a record.
  AreaCounts(const Dataset& dataset, const Areas& areas);

  // Every area that has an outline or is named by a record, by code.
  const std::vector<std::string>& codes() const { return codes_; }
  // The sums of each, in the order of codes(), over these records.
  std::vector<Tally> of(const Dataset& dataset, const std::vector<IncidentIndex>& records) const;
  // The areas that hold a record, as positions in codes().
  const std::vector<std::uint32_t>& areas_of(IncidentIndex record) const { return areas_of_[bearing_[record]]; }

 private:
  std::vector<std::string> codes_;
  std::vector<std::uint32_t> bearing_;                // by IncidentIndex: which combination of codes it bears
  std::vector<std::vector<std::uint32_t>> areas_of_;  // by combination: positions in codes_
};

}  // namespace yaad::geo
