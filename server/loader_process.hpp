// Reads a folder in a process of its own (child_process).
//
// The child reads the files, gives up every right but computing, parses them as the server will, and
// hands over their bytes and its account (folder_pack). What crashes, hangs or takes too much there ends there; the
// server parses only what has been parsed once. That costs the reading twice: 2 us a row more.
#pragma once

#include "geo/csv_rows.hpp"
#include "server/folder_pack.hpp"
#include "server/producers.hpp"
#include "server/reload_log.hpp"
#include "server/sandbox.hpp"

#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace yaad::server {

// What the child is to read: a folder, or a table in its place.
struct LoaderTask {
  std::string folder;
  bool drafts = false;
  TableSource source;
  std::size_t max_rows = geo::kMaxCsvRows;  // of a file
};

// The internal command: yaad load-in-child and the words of a task. It writes to its parent, and is in no help.
inline constexpr const char* kChildCommand = "load-in-child";

struct NotLoaded {
  LoadFault fault;
  std::string why;
};

// Waits until the child has ended; ends it when time is over or a stop is asked for.
std::variant<FolderPack, NotLoaded> load_in_child(const LoaderTask& task, const LoaderLimits& limits,
                                                  const std::stop_token& stop, const OnProgress& on_progress);

// What the child does, to its end.
int run_as_loader(const std::vector<std::string>& words);

}  // namespace yaad::server
