// The classes that rows of the index carry as a byte, and the filter in their terms: which classes match, and whether
// that settles it. A class of "who" is one combination of target type, communities and actors; the 127 most frequent
// have a code of their own, whatever is left shares the last, and a filter on those looks at the records.
#pragma once

#include "geo/filter.hpp"
#include "geo/row_sums.hpp"

#include <unordered_map>

namespace yaad::geo {

class RowClasses {
 public:
  RowClasses() = default;
  explicit RowClasses(const Dataset& dataset);

  // Both bytes of a record, flags included (row_bytes.hpp).
  std::uint8_t kind(const Incident& incident) const;
  std::uint8_t who(const Incident& incident) const;

  struct Resolved {
    ClassSets sets;
    bool by_record = false;  // the sets hold more than what matches: each record must be asked too
  };
  // The filter without its window and its bbox.
  Resolved resolve(const Filter& filter, const Dataset& dataset, const Areas& areas) const;

 private:
  std::unordered_map<std::uint64_t, std::uint8_t> code_by_key_;
  std::vector<IncidentIndex> example_;  // by code, but the last
  bool any_left_ = false;               // some record has the last code
};

}  // namespace yaad::geo
