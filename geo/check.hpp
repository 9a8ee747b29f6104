// What an editor should look at: faults that do not refuse a row but need a pair of eyes (data/README.md).
// The reader's own findings (errors) come with the folder; check() adds the warnings across rows and files.
//
// It never repairs and never looks anything up outside the folder. Costs one pass over each table; the outlines are
// walked only for places, not for records.
#pragma once

#include "geo/reader.hpp"

namespace yaad::geo {

// By the clock of this machine, in UTC.
Day today();

// All findings of the folder: the reader's and the cross-checks', errors before warnings, by file and line.
// `on` is the day after which a date lies in the future; one day more is allowed for time zones.
std::vector<Finding> check(const LoadedFolder& folder, const Areas& areas, Day on = today());

}  // namespace yaad::geo
