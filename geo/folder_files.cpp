#include "geo/folder_files.hpp"

#include "geo/file_bytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace yaad::geo {
namespace {

// incidents.csv first: without it a folder is none.
constexpr std::array<std::string_view, 7> kNames{"incidents.csv", "dataset.json",   "sources.csv",    "actors.csv",
                                                 "places.csv",    "statistics.csv", "corrections.csv"};

std::string look_of(const struct stat& info) {
  std::string text;
  for (const auto part : {info.st_dev, info.st_ino, static_cast<ino_t>(info.st_size),
                          static_cast<ino_t>(info.st_mtim.tv_sec), static_cast<ino_t>(info.st_mtim.tv_nsec),
                          static_cast<ino_t>(info.st_ctim.tv_sec), static_cast<ino_t>(info.st_ctim.tv_nsec)})
    text += std::to_string(part) + ' ';
  return text;
}

std::string look_at(int folder) {
  std::string text;
  for (const std::string_view name : kNames) {
    struct stat info {};
    if (::fstatat(folder, std::string(name).c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0) text += look_of(info);
    text += '\n';
  }
  return text;
}

Error no_folder(const std::string& folder) {
  return {Errc::unreadable, "there is no folder " + folder + " that can be read", "", {}};
}

}  // namespace

std::span<const std::string_view> folder_file_names() { return kNames; }

const FolderFile& FolderFiles::file(std::string_view name) const {
  const auto found = std::find_if(files.begin(), files.end(), [&](const FolderFile& f) { return f.name == name; });
  assert(found != files.end());
  return *found;
}

Result<FolderFiles> take_folder(const std::string& folder) {
  const Descriptor directory = open_folder(folder);
  if (!directory) return no_folder(folder);
  const std::string before = look_at(directory.get());
  FolderFiles taken{folder, {}};
  for (const std::string_view name : kNames) {
    FolderFile& file = taken.files.emplace_back();
    file.name = name;
    auto bytes = read_regular_file(directory, file.name);
    if (!bytes) file.fault = bytes.error().detail;
    else if (*bytes) file.bytes = std::make_shared<const std::string>(std::move(**bytes));
  }
  if (look_at(directory.get()) != before) {
    return Error{Errc::unreadable, folder + " was changed while it was read (load it again when it is whole)", "", {}};
  }
  return taken;
}

std::string folder_look(const std::string& folder) {
  const Descriptor directory = open_folder(folder);
  struct stat info {};
  if (!directory || ::fstat(directory.get(), &info) != 0) return "none";
  // Which folder it is counts, and not when a file nobody reads was put into it.
  return std::to_string(info.st_dev) + ' ' + std::to_string(info.st_ino) + '\n' + look_at(directory.get());
}

}  // namespace yaad::geo
