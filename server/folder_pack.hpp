// The files of a folder and the account of their rows as one stream of bytes: what the loader hands to the server, and
// what is kept as the last good copy. Not for readers, and of one version of the program or the next.
//
// A frame is a letter, a length in eight bytes (least first) and that many bytes; the last one is the SHA-256 of all
// before it, so a stream that is cut or changed anywhere is none. Costs a copy of the bytes and their hash.
#pragma once

#include "geo/folder_files.hpp"
#include "geo/load_report.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::server {

struct FolderPack {
  geo::FolderFiles files;
  std::vector<geo::FileAccount> accounts;  // as the writer counted them
};

// Writes all of the bytes; false when that failed.
using Sink = std::function<bool(std::string_view)>;
// Fills at most `size` bytes, as read(2) does: 0 at the end, negative on failure.
using Source = std::function<std::ptrdiff_t(char* into, std::size_t size)>;

bool write_pack(const FolderPack& pack, const Sink& sink);
// In place of a pack: why there is none.
bool write_no_pack(const geo::Error& why, const Sink& sink);

// Bad data where the stream is not exactly one pack; the writer's own error where it wrote that.
geo::Result<FolderPack> read_pack(const Source& source);

}  // namespace yaad::server
