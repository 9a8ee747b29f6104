// From the folder on disk to a snapshot, with the areas that the binary carries.
// Costs the reading of all its tables and the index: about 5 us a row (tests/bench/README.md).
#pragma once

#include "geo/snapshot.hpp"
#include "server/reload_log.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace yaad::server {

geo::Areas embedded_areas();

// What a folder became: a snapshot to serve, or the findings that forbid it.
struct Loaded {
  std::shared_ptr<const geo::Snapshot> snapshot;  // none when the folder cannot be served
  std::optional<LoadFault> fault;                 // then
  std::string why;                                // and one line
  std::vector<geo::Finding> findings;             // errors first
};
// `say` hears a line every few seconds while a large folder is loaded, and nothing of a small one.
Loaded load_folder(const std::string& folder, bool drafts, const std::function<void(const std::string&)>& say = {});

// The first twenty as lines, and how many more there are.
std::vector<std::string> first_findings(const std::vector<geo::Finding>& findings);

}  // namespace yaad::server
