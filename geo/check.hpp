// What an editor should look at: faults that do not refuse a row but need a pair of eyes (data/README.md).
// The reader's own findings (errors) come with the folder; check() adds the warnings across rows and files.
#pragma once

#include "geo/reader.hpp"

namespace yaad::geo {

// All findings of the folder: the reader's and the cross-checks', errors before warnings, by file and line.
std::vector<Finding> check(const LoadedFolder& folder, const Areas& areas);

}  // namespace yaad::geo
