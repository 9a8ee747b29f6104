// The loader's side of loader_process: it has the folder's files and no more rights than they need.
#include "geo/csv_rows.hpp"
#include "geo/reader.hpp"
#include "server/command_line.hpp"
#include "server/load.hpp"
#include "server/loader_process.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>

namespace yaad::server {
namespace {

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(kPackDescriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

int hand_over(const std::string& folder, bool drafts) {
  const geo::Areas areas = embedded_areas();  // while the database of coordinate systems can still be opened
  PackWriter writer(write_all);
  auto files = geo::take_folder(folder);
  if (!files) return writer.finish(files.error()) ? kExitDone : kExitOutput;
  std::size_t bytes = 0, lines = 0;
  for (const geo::FolderFile& file : files->files) {
    if (!file.bytes) continue;
    bytes += file.bytes->size();
    lines += static_cast<std::size_t>(std::count(file.bytes->begin(), file.bytes->end(), '\n'));
  }
  limit_memory_for(bytes, std::min(lines, geo::kMaxCsvRows));
  const bool confined = forbid_all_but_computing();
  const auto read = geo::read_files(
      *files, areas, {.drafts = drafts, .progress = [&](std::size_t n, std::size_t all) { writer.progress(n, all); }});
  if (!read) return writer.finish(read.error()) ? kExitDone : kExitOutput;
  return writer.finish({std::move(*files), read->report.files, confined}) ? kExitDone : kExitOutput;
}

}  // namespace

// Ends at once: there is nothing to put away, and no call for it that is still allowed.
int run_as_loader(const std::string& folder, bool drafts) {
  try {
    ::_exit(hand_over(folder, drafts));
  } catch (const std::bad_alloc&) {
    ::_exit(kExitOutOfMemory);
  }
}

}  // namespace yaad::server
