// The last folder that was served, kept in `--state DIR`: what a server starts from when the folder is bad, and what a
// folder is measured against before it takes its place.
//
// One file per data folder, a pack with its hash, replaced whole: after a crash there is the old one or the new one.
// Costs the disk of the tables once, and one writing of them a reload.
#pragma once

#include "geo/file_bytes.hpp"
#include "geo/replaced_file.hpp"
#include "geo/result.hpp"
#include "server/folder_pack.hpp"

#include <memory>
#include <string>
#include <vector>

namespace yaad::server {

// A file that lost more than this share of its accepted rows is damaged, or was meant for another place.
inline constexpr std::size_t kMaxLostPercent = 10;

// Blank, or which file lost how many rows.
std::string shrinkage(const std::vector<geo::FileAccount>& before, const std::vector<geo::FileAccount>& now);

class LastGood {
 public:
  // Makes the folder where there is none, takes it for this server alone, and takes away what a crash left half done.
  // Fails (unreadable) where it cannot be written or another server has it.
  static geo::Result<LastGood> open(const std::string& state, const std::string& data_folder);

  // Bad data where there is none, or none that is whole.
  geo::Result<FolderPack> read() const;
  // Written, but not yet in place of the one before: take_place() does that once the edition is served. Null where it
  // could not be written; errno says why.
  std::unique_ptr<geo::ReplacedFile> write(const FolderPack& pack) const;

  const std::string& folder() const { return folder_; }

 private:
  LastGood(std::string folder, std::string name, geo::Descriptor lock)
      : folder_(std::move(folder)), name_(std::move(name)), lock_(std::move(lock)) {}
  std::string folder_, name_;
  geo::Descriptor lock_;
};

}  // namespace yaad::server
