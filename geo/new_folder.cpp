// A folder that appears whole: made beside its place under a name of its own, then renamed.
#include "geo/importer.hpp"
#include "geo/replaced_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace yaad::geo {
namespace {

namespace fs = std::filesystem;

Error cannot(const std::string& what, int error) {
  return {Errc::unreadable, what + ": " + std::generic_category().message(error), "", {}};
}

}  // namespace

Result<bool> write_new_folder(const std::string& folder, const FolderFiles& files) {
  std::error_code error;
  fs::path place = fs::path(folder).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  if (fs::exists(fs::symlink_status(place, error)) && !(fs::is_directory(place, error) && fs::is_empty(place, error)))
    return Error{
        Errc::unreadable, folder + " is there already (name a new folder, or take that one away first)", "", {}};
  const fs::path parent = place.has_parent_path() ? place.parent_path() : fs::path(".");
  std::string made = (parent / ("." + place.filename().string() + ".XXXXXX")).string();
  if (::mkdtemp(made.data()) == nullptr) return cannot("no folder can be made in " + parent.string(), errno);
  int failed = 0;
  for (const FolderFile& file : files.files) {
    if (!file.bytes || failed != 0) continue;
    ReplacedFile out(made, file.name);
    if (!out.write(*file.bytes) || !out.take_place()) failed = errno;
  }
  // Others may read what is to be served; only its owner may write.
  if (failed == 0) {
    fs::permissions(made, fs::perms(0755), error);
    for (const fs::directory_entry& file : fs::directory_iterator(made, error))
      fs::permissions(file.path(), fs::perms(0644), error);
    if (::rename(made.c_str(), place.c_str()) != 0) failed = errno;
  }
  if (failed != 0) {
    fs::remove_all(made, error);
    return cannot(folder + " cannot be written", failed);
  }
  const int directory = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory >= 0) {
    ::fsync(directory);
    ::close(directory);
  }
  return true;
}

}  // namespace yaad::geo
