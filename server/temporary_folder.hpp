// A folder of this process alone, gone with this object; what a killed process left is taken away by the next start.
// Its name says whose it is: .yaad-<process>-XXXXXX.
#pragma once

#include <string>

namespace yaad::server {

class TemporaryFolder {
 public:
  // In `parent`, which must be there. Throws std::system_error when it cannot be made.
  explicit TemporaryFolder(const std::string& parent);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Where the system wants such folders: TMPDIR, or /tmp.
std::string temporary_parent();

// Takes away those in `parent` whose process is no more; returns how many.
std::size_t remove_stale_folders(const std::string& parent);

}  // namespace yaad::server
