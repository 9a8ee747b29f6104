// The loader's side of loader_process: it has the folder's files and no more rights than they need.
#include "geo/reader.hpp"
#include "server/child_process.hpp"
#include "server/command_line.hpp"
#include "server/load.hpp"
#include "server/loader_process.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <new>

namespace yaad::server {
namespace {

bool write_all(std::string_view bytes) { return write_whole(kParentDescriptor, bytes); }

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

struct Taken {
  geo::FolderFiles files;
  bool confined = false;
};

Taken confine(geo::FolderFiles files, std::size_t max_rows) {
  std::size_t bytes = 0, lines = 0;
  for (const geo::FolderFile& file : files.files) {
    if (!file.bytes) continue;
    bytes += file.bytes->size();
    lines += lines_in(*file.bytes);
  }
  limit_memory_for(bytes, std::min(lines, max_rows));
  return {std::move(files), forbid_all_but_computing()};
}

// A table becomes a folder here, in memory; the server never knows that it was none.
geo::Result<Taken> take_table(const LoaderTask& task, const geo::Areas& areas) {
  const TableSource& source = task.source;
  const auto rules = rules_of(source, areas);
  if (!rules) return rules.error();
  auto text = table_text(source);
  if (!text) return text.error();
  // The table stands beside the folder that is made of it, and that beside its records.
  constexpr std::size_t kCopies = 4;
  limit_memory_for(kCopies * text->size(), std::min(lines_in(*text), task.max_rows));
  const bool confined = forbid_all_but_computing();
  auto imported = geo::import_table(std::move(*text), *rules, areas, {.max_rows = task.max_rows, .progress = nullptr});
  const auto unreadable = [&](std::string why) {
    return geo::Error{geo::Errc::unreadable, shown(source) + ' ' + std::move(why), "", {}};
  };
  if (!imported) return unreadable(imported.error().detail);
  const geo::ImportReport& report = imported->report;
  std::cerr << shown(source) << ": " << report.read << " rows read = " << report.accepted << " accepted + "
            << report.refused << " refused + " << report.left_out << " left out (yaad import lists each)\n";
  if (report.accepted == 0) return unreadable("holds no row that became a record");
  if (report.too_many_refused())
    return unreadable("has more than 5 % of rows that were refused (yaad import lists each)");
  return Taken{std::move(imported->files), confined};
}

geo::Result<Taken> take(const LoaderTask& task, const geo::Areas& areas) {
  if (!task.source.table.empty()) return take_table(task, areas);
  auto files = geo::take_folder(task.folder);
  if (!files) return files.error();
  return confine(std::move(*files), task.max_rows);
}

int hand_over(const LoaderTask& task) {
  const geo::Areas areas = embedded_areas();  // while the database of coordinate systems can still be opened
  PackWriter writer(write_all);
  auto taken = take(task, areas);
  if (!taken) return writer.finish(taken.error()) ? kExitDone : kExitOutput;
  // The server keeps the records; here they would only be written to memory, put in order and thrown away.
  const auto read = geo::read_files(taken->files, areas,
                                    {.drafts = task.drafts,
                                     .max_rows = task.max_rows,
                                     .records = false,
                                     .progress = [&](std::size_t n, std::size_t all) { writer.progress(n, all); }});
  if (!read) return writer.finish(read.error()) ? kExitDone : kExitOutput;
  return writer.finish({std::move(taken->files), read->report.files, taken->confined}) ? kExitDone : kExitOutput;
}

}  // namespace

// Ends at once: there is nothing to put away, and no call for it that is still allowed.
int run_as_loader(const std::vector<std::string>& words) {
  constexpr std::size_t kWords = 7;
  if (words.size() != kWords) return kExitUsage;
  LoaderTask task{words[0], !words[1].empty(), {words[2], words[3], words[4], words[5]}};
  std::from_chars(words[6].data(), words[6].data() + words[6].size(), task.max_rows);  // our own digits
  try {
    ::_exit(hand_over(task));
  } catch (const std::bad_alloc&) {
    ::_exit(kExitOutOfMemory);
  }
}

}  // namespace yaad::server
