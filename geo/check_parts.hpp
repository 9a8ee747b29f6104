// The warnings of check(), one function for each kind of thing an editor looks at. Used by check only.
// Each appends to the findings and changes nothing; each passes its table once.
#pragma once

#include "geo/areas.hpp"
#include "geo/loaded_folder.hpp"

#include <string>
#include <vector>

namespace yaad::geo {

using Findings = std::vector<Finding>;

inline void warn(Findings& out, const char* file, std::size_t line, std::string field, std::string detail) {
  out.push_back({Severity::warning, file, line, std::move(field), std::move(detail)});
}

// Quotes, dates, addresses: whether a reader can find the passage again.
void check_sources(const LoadedFolder& folder, Findings& out);
// Points against the outlines of the areas they are said to lie in, and against the extent of the dataset.
void check_places(const LoadedFolder& folder, const Areas& areas, Findings& out);
// Figures against the quotes that are to state them, and what they rest on.
void check_tolls(const LoadedFolder& folder, Findings& out);

}  // namespace yaad::geo
