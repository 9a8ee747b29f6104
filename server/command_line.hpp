// The command line: `yaad serve|check|geocode|…`, its options and exit codes (sysexits.h where one fits).
// Every option has one line in --help; nothing is read from the environment or from a file.
#pragma once

#include "geo/csv_rows.hpp"
#include "server/host_names.hpp"
#include "server/producers.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yaad::server {

inline constexpr int kExitDone = 0;
inline constexpr int kExitDataErrors = 1;
inline constexpr int kExitUsage = 64;
inline constexpr int kExitUnreadable = 66;
inline constexpr int kExitUnavailable = 69;  // the address is taken
inline constexpr int kExitOutOfMemory = 71;  // of the loader
inline constexpr int kExitOutput = 73;       // of the loader: not heard to its end; of export: not written
inline constexpr int kExitRights = 77;
inline constexpr int kExitConfiguration = 78;

struct ServeOptions {
  std::string data;    // a folder; blank with a source
  TableSource source;  // in place of a folder
  std::string listen = "127.0.0.1:8080";
  std::string ops = "127.0.0.1:9464";  // "off": none
  bool ops_asked = false;              // not the default: then it must be had
  std::string public_url;              // blank: http://<listen>
  std::string embed_ancestors = "*";   // who may show the embed in a frame, as frame-ancestors says it
  HostNames hosts;                     // any, unless listed
  unsigned threads = 0;                // 0: one a core
  bool drafts = false;
  bool rate = false;            // limit the requests of one address
  std::string trusted_proxies;  // addresses and networks, with commas
  unsigned drain_delay_s = 0;   // between saying "draining" and accepting no more
  bool server_timing = false;
  bool log_requests = false;
  std::chrono::seconds reload_every{0};        // 0: only on SIGHUP
  std::chrono::seconds load_timeout{600};      // of the loader
  std::size_t loader_memory = 0;               // in bytes; 0: half of the machine's
  std::size_t memory_limit = 0;                // in bytes; 0: that of the control group, if it has one
  std::chrono::milliseconds work_budget{100};  // of the processor, for one answer
  std::size_t max_rows = geo::kMaxCsvRows;     // of a file of the folder
  std::string state;                           // blank: no last good copy and no shrink guard
  bool accept_shrink = false;
};

// What was asked, or the one line that says what to change.
struct Arguments {
  std::string command;
  std::vector<std::string> operands;
  ServeOptions serve;
  std::string export_format;
  std::vector<std::pair<std::string, std::string>> export_query;  // as a request would say it
  TableSource source;                                             // of import without its table, and of serve --source
  bool strict = false;
  bool json = false;
  bool help = false;
  std::string error;
};
Arguments parse_arguments(const std::vector<std::string>& arguments);

std::string help_text(std::string_view command);

// Runs a command to its end; what it prints goes to standard output, errors to standard error.
int run(const std::vector<std::string>& arguments);

// `yaad serve`: until SIGTERM or SIGINT.
int serve(const ServeOptions& options);

}  // namespace yaad::server
