#include "server/temporary_folder.hpp"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>

namespace yaad::server {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kPrefix = ".yaad-";

// The process that made a folder of this name, if it is such a name.
std::optional<pid_t> owner_of(std::string_view name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  pid_t process = 0;
  const auto [end, error] = std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), process);
  const bool whole = error == std::errc() && end != name.data() + name.size() && *end == '-';
  return whole && process > 0 ? std::optional(process) : std::nullopt;
}

}  // namespace

TemporaryFolder::TemporaryFolder(const std::string& parent)
    : path_(parent + '/' + std::string(kPrefix) + std::to_string(::getpid()) + "-XXXXXX") {
  if (::mkdtemp(path_.data()) == nullptr)
    throw std::system_error(errno, std::generic_category(), "no temporary folder can be made in " + parent);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string temporary_parent() {
  std::error_code error;
  const fs::path path = fs::temp_directory_path(error);
  return error ? std::string("/tmp") : path.string();
}

std::size_t remove_stale_folders(const std::string& parent) {
  std::size_t count = 0;
  std::error_code error;
  for (fs::directory_iterator entry(parent, error), end; !error && entry != end; entry.increment(error)) {
    const auto owner = owner_of(entry->path().filename().string());
    if (!owner || ::kill(*owner, 0) == 0 || errno != ESRCH) continue;
    std::error_code failed;  // of another user, mostly: then it is his to take away
    if (entry->is_directory(failed) && !entry->is_symlink(failed) && fs::remove_all(entry->path(), failed) > 0 &&
        !failed)
      ++count;
  }
  return count;
}

}  // namespace yaad::server
