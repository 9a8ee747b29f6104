// From the folder on disk to a snapshot, with the areas that the binary carries: the loader reads the folder in a
// process of its own, what it hands over is measured, parsed again and indexed here.
// Costs about 9 us a row: 2 in the loader, 4 here, and the index (README.md).
#pragma once

#include "geo/snapshot.hpp"
#include "server/folder_pack.hpp"
#include "server/last_good.hpp"
#include "server/loader_process.hpp"
#include "server/progress.hpp"
#include "server/reload_log.hpp"
#include "server/sandbox.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
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
  std::function<void()> is_served;                // to be called then: only what was served becomes the last good copy
};

struct LoadPlan {
  LoaderTask task;
  bool accept_shrink = false;
  LoaderLimits limits;
};

class FolderLoader {
 public:
  // Without a last good copy nothing is kept and nothing measured. `say` hears a line every few seconds while a large
  // folder is loaded, and nothing of a small one. Not for two threads at once.
  FolderLoader(LoadPlan plan, std::optional<LastGood> last_good, Say say);
  Loaded load(const std::stop_token& stop);
  // What was served before; for a start with a folder that is bad.
  Loaded load_last_good();

 private:
  Loaded snapshot_of(geo::Result<geo::LoadedFolder> read, Progress& progress) const;
  std::function<void()> keep(const FolderPack& pack);

  const LoadPlan plan_;
  const std::optional<LastGood> last_good_;
  const Say say_;
  const geo::Areas areas_;
  std::vector<geo::FileAccount> last_accounts_;  // of the last good copy
};

// The first twenty as lines, and how many more there are.
std::vector<std::string> first_findings(const std::vector<geo::Finding>& findings);

}  // namespace yaad::server
