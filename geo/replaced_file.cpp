#include "geo/replaced_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace yaad::geo {

ReplacedFile::ReplacedFile(const std::string& folder, const std::string& name)
    : folder_(folder),
      path_(folder + '/' + name),
      temporary_(folder + '/' + prefix(name) + "XXXXXX"),
      file_(::mkostemp(temporary_.data(), O_CLOEXEC)),
      whole_(file_ >= 0) {}

ReplacedFile::~ReplacedFile() {
  if (file_ < 0) return;
  ::close(file_);
  if (!done_) ::unlink(temporary_.c_str());
}

bool ReplacedFile::write(std::string_view more) {
  while (whole_ && !more.empty()) {
    const ssize_t n = ::write(file_, more.data(), more.size());
    if (n < 0 && errno == EINTR) continue;
    whole_ = n >= 0;
    if (whole_) more.remove_prefix(static_cast<std::size_t>(n));
  }
  return whole_;
}

bool ReplacedFile::take_place() {
  struct stat old {};
  if (!whole_) return false;
  if (::stat(path_.c_str(), &old) == 0 && ::fchmod(file_, old.st_mode & 07777) != 0) return false;
  if (::fsync(file_) != 0 || ::rename(temporary_.c_str(), path_.c_str()) != 0) return false;
  done_ = true;
  return sync_folder();
}

// So that the new name outlives a loss of power too.
bool ReplacedFile::sync_folder() const {
  const int directory = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return false;
  const bool synced = ::fsync(directory) == 0;
  ::close(directory);
  return synced;
}

}  // namespace yaad::geo
