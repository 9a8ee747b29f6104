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
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::server {

struct FolderPack {
  geo::FolderFiles files;
  std::vector<geo::FileAccount> accounts;  // as the writer counted them
  bool confined = true;                    // false: it was parsed by a loader without a filter of system calls
};

// Writes all of the bytes; false when that failed.
using Sink = std::function<bool(std::string_view)>;
// Fills at most `size` bytes, as read(2) does: 0 at the end, negative on failure.
using Source = std::function<std::ptrdiff_t(char* into, std::size_t size)>;

// How many rows are read, of how many: so that who waits for a pack can say something.
using OnProgress = std::function<void(std::size_t read, std::size_t all)>;

// One pack, or the reason why there is none, after any number of words about progress.
class PackWriter {
 public:
  explicit PackWriter(Sink sink);
  ~PackWriter();
  PackWriter(const PackWriter&) = delete;
  PackWriter& operator=(const PackWriter&) = delete;

  void progress(std::size_t read, std::size_t all);
  // Each ends the stream; false when any of it could not be written.
  bool finish(const FolderPack& pack);
  bool finish(const geo::Error& why);

 private:
  class Stream;
  std::unique_ptr<Stream> stream_;
};

// Bad data where the stream is not exactly one pack; the writer's own error where it wrote that.
geo::Result<FolderPack> read_pack(const Source& source, const OnProgress& on_progress = {});

}  // namespace yaad::server
