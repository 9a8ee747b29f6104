#include "server/export_command.hpp"

#include "geo/exporter_file.hpp"
#include "geo/exporter_stream.hpp"
#include "geo/replaced_file.hpp"
#include "server/handle_export.hpp"
#include "server/load.hpp"
#include "server/selection.hpp"
#include "server/temporary_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <system_error>

namespace yaad::server {
namespace {

namespace fs = std::filesystem;

// By the one who waits at the terminal; a signal handler has nothing else to write to.
std::atomic<bool> interrupted{false};

void say(const std::string& line) { std::cerr << ("yaad export: " + line + '\n') << std::flush; }

// One line that is written over, on a terminal only.
class TerminalProgress {
 public:
  explicit TerminalProgress(std::size_t all) : all_(all) {}
  ~TerminalProgress() {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
  }
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;

  void rows(std::size_t done) {
    constexpr std::chrono::milliseconds kBetween{200};
    const auto now = Clock::now();
    if (!terminal_ || done == 0 || now - last_ < kBetween) return;
    last_ = now;
    shown_ = true;
    const double seconds = std::chrono::duration<double>(now - begun_).count();
    const auto left = static_cast<long>(seconds * static_cast<double>(all_ - done) / static_cast<double>(done));
    std::cerr << "\r\033[K" << done << " of " << all_ << " records, " << done * 100 / all_ << " %, " << left
              << " s left" << std::flush;
  }

 private:
  using Clock = std::chrono::steady_clock;
  const std::size_t all_;
  const bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  const Clock::time_point begun_ = Clock::now();
  Clock::time_point last_ = begun_;
  bool shown_ = false;
};

struct Place {
  std::string folder, name;
};

void write_streamed(geo::ExportStream& stream, const Place& out) {
  geo::ReplacedFile file(out.folder, out.name);
  TerminalProgress progress(stream.rows());
  for (std::string piece = stream.next(); !piece.empty(); piece = stream.next()) {
    if (interrupted) throw std::system_error(EINTR, std::generic_category(), out.name);
    if (!file.write(piece)) throw std::system_error(errno, std::generic_category(), out.name);
    progress.rows(stream.rows_done());
  }
  if (!file.take_place()) throw std::system_error(errno, std::generic_category(), out.name);
}

// From where it was written to its place, so that a loss of power leaves the old or the new.
void move_to(const std::string& from, const Place& out) {
  const auto sync = [](const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!synced) throw std::system_error(errno, std::generic_category(), path);
  };
  sync(from, O_RDONLY);
  fs::rename(from, out.folder + '/' + out.name);
  sync(out.folder, O_RDONLY | O_DIRECTORY);
}

geo::Result<void> write_to(geo::ExportSource source, const geo::ExportPlan& plan, const Place& out) {
  if (geo::info_of(plan.format).streamed) {
    auto stream = geo::ExportStream::make(std::move(source), plan);
    if (!stream) return stream.error();
    write_streamed(*stream, out);
    return {};
  }
  const TemporaryFolder folder(out.folder);
  TerminalProgress progress(source.rows.size());
  const auto go_on = [&](std::size_t done) {
    progress.rows(done);
    return !interrupted;
  };
  if (auto written = geo::write_export_file(source, plan, folder.path(), out.name, go_on); !written) return written;
  if (interrupted) throw std::system_error(EINTR, std::generic_category(), out.name);
  move_to(folder.path() + '/' + out.name, out);
  return {};
}

int usage(const geo::Error& error) {
  say((error.parameter.empty() ? "" : error.parameter + ": ") + error.detail);
  for (const std::string& value : error.allowed) std::cerr << "  " << value << '\n';
  return kExitUsage;
}

}  // namespace

int export_file(const Arguments& arguments) {
  const auto format = std::find_if(geo::kExportFormats.begin(), geo::kExportFormats.end(),
                                   [&](const auto& info) { return info.name == arguments.export_format; });
  if (format == geo::kExportFormats.end()) {
    geo::Error error{geo::Errc::bad_parameter, "not a format that is written", "--format", {}};
    for (const auto& info : geo::kExportFormats) error.allowed.emplace_back(info.name);
    return usage(error);
  }
  std::string query;
  for (const auto& [name, value] : arguments.export_query)
    query += (query.empty() ? "" : "&") + name + '=' + percent_encoded(value);
  const auto params = Params::parse(query);
  if (!params) return usage(params.error());
  const auto plan = parse_plan(*params, static_cast<geo::ExportFormat>(format - geo::kExportFormats.begin()));
  if (!plan) return usage(plan.error());

  FolderLoader loader({{arguments.serve.data, arguments.serve.drafts, {}}, false, {}}, std::nullopt, say);
  const Loaded loaded = loader.load({});
  if (loaded.fault) {
    say(arguments.serve.data + ": " + loaded.why);
    for (const std::string& line : first_findings(loaded.findings)) std::cerr << line << '\n';
    return *loaded.fault == LoadFault::unreadable ? kExitUnreadable : kExitDataErrors;
  }
  const geo::Snapshot& data = *loaded.snapshot;
  const auto selection = parse_selection(*params, data);
  if (!selection) return usage(selection.error());
  const fs::path target(arguments.operands[0]);
  const Place out{target.has_parent_path() ? target.parent_path().string() : std::string("."),
                  target.filename().string()};
  if (out.name.empty()) return usage({geo::Errc::bad_text, "give the name of a file, not of a folder", "", {}});
  std::signal(SIGINT, [](int) { interrupted = true; });
  std::signal(SIGTERM, [](int) { interrupted = true; });
  try {
    geo::ExportSource source{data.dataset,
                             data.areas,
                             data.version,
                             data.sha256,
                             selection->query,
                             data.report.withheld,
                             selected_records(*selection, data)};
    const std::size_t count = source.rows.size();
    if (const auto written = write_to(std::move(source), *plan, out); !written) {
      if (!interrupted) return usage(written.error());
      throw std::system_error(EINTR, std::generic_category(), out.name);
    }
    std::cout << arguments.operands[0] << ": " << count << " attacks, version " << data.version << '\n';
  } catch (const std::exception& error) {
    say(arguments.operands[0] + " is not written: " + error.what());
    return kExitOutput;
  }
  return kExitDone;
}

}  // namespace yaad::server
