// The files of a data folder as bytes, each read once: what is checked, handed over, kept and parsed is the same buffer.
//
// The folder is opened once and its files from it, so that a folder that is exchanged whole (a link set to a new one)
// is read whole. Files that nobody knows are not opened. Costs the memory of the files.
#pragma once

#include "geo/result.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

struct FolderFile {
  std::string name;
  std::shared_ptr<const std::string> bytes;  // none: there is no such file, or `fault` says why it is not read
  std::string fault;                         // "is a link (put the file itself into the folder)"
};

struct FolderFiles {
  std::string folder;             // as it is called in errors
  std::vector<FolderFile> files;  // one for each of folder_file_names(), in that order

  const FolderFile& file(std::string_view name) const;
};

// incidents.csv, dataset.json and the others that are read.
std::span<const std::string_view> folder_file_names();

// Fails (unreadable) where there is no such folder, and where a file changed while the others were read: the files
// of one folder belong together.
Result<FolderFiles> take_folder(const std::string& folder);

// A text that is another one after any of the files was changed, replaced, added or taken away.
std::string folder_look(const std::string& folder);

}  // namespace yaad::geo
