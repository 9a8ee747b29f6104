#include "server/last_good.hpp"

#include "server/fingerprint.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace yaad::server {
namespace {

namespace fs = std::filesystem;

geo::Error unusable(const std::string& state, const std::string& why) {
  return {geo::Errc::unreadable, "the state folder " + state + ' ' + why, {}, {}};
}

// The folder as it is called, in its real parent: a link that is set from one copy to the next keeps its state.
std::string key_of(const std::string& data_folder) {
  std::error_code ignored;
  fs::path path = fs::absolute(data_folder, ignored).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  const fs::path parent = fs::canonical(path.parent_path(), ignored);
  return fingerprint(((ignored ? path.parent_path() : parent) / path.filename()).string());
}

void remove_half_done(const std::string& folder, const std::string& name) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (entry.path().filename().string().starts_with(geo::ReplacedFile::prefix(name)))
      fs::remove(entry.path(), ignored);
}

}  // namespace

std::string shrinkage(const std::vector<geo::FileAccount>& before, const std::vector<geo::FileAccount>& now) {
  for (const geo::FileAccount& old : before) {
    const auto file = std::find_if(now.begin(), now.end(), [&](const auto& f) { return f.file == old.file; });
    const std::size_t left = file == now.end() ? 0 : file->accepted;
    if (left * 100 < old.accepted * (100 - kMaxLostPercent))
      return old.file + " has " + std::to_string(left) + " good rows where the last good one had " +
             std::to_string(old.accepted);
  }
  return {};
}

geo::Result<LastGood> LastGood::open(const std::string& state, const std::string& data_folder) {
  if (::mkdir(state.c_str(), 0700) != 0 && errno != EEXIST)
    return unusable(state, "cannot be made: " + std::generic_category().message(errno));
  const std::string key = key_of(data_folder);
  geo::Descriptor lock(::open((state + '/' + key + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!lock) return unusable(state, "cannot be written: " + std::generic_category().message(errno));
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return unusable(state, "is used by another server of the same data (give each a folder of its own)");
  remove_half_done(state, key + ".pack");
  return LastGood(state, key + ".pack", std::move(lock));
}

geo::Result<FolderPack> LastGood::read() const {
  const geo::Descriptor file(::open((folder_ + '/' + name_).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file) return geo::Error{geo::Errc::bad_data, "there is no last good copy in " + folder_, {}, {}};
  auto pack = read_pack([&](char* into, std::size_t size) {
    ssize_t n = 0;
    do n = ::read(file.get(), into, size);
    while (n < 0 && errno == EINTR);
    return n;
  });
  if (!pack)
    return geo::Error{
        geo::Errc::bad_data, "the last good copy in " + folder_ + " is damaged: " + pack.error().detail, {}, {}};
  return pack;
}

std::unique_ptr<geo::ReplacedFile> LastGood::write(const FolderPack& pack) const {
  auto file = std::make_unique<geo::ReplacedFile>(folder_, name_);
  if (!PackWriter([&](std::string_view bytes) { return file->write(bytes); }).finish(pack)) return nullptr;
  return file;
}

}  // namespace yaad::server
