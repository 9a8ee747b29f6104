#include "server/import_command.hpp"

#include "geo/importer.hpp"
#include "geo/replaced_file.hpp"
#include "server/load.hpp"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <system_error>

namespace yaad::server {
namespace {

namespace fs = std::filesystem;

// What stands in a window of a terminal; the report file has every row.
constexpr std::size_t kRowsShown = 20;

// "1200 of 6416 rows, 18 %, 3 s left", over itself.
class ProgressLine {
 public:
  void operator()(std::size_t read, std::size_t all) {
    const auto now = Clock::now();
    if (read < all && now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    const double spent = std::chrono::duration<double>(now - begun_).count();
    const double left = read == 0 ? 0 : spent * static_cast<double>(all - read) / static_cast<double>(read);
    std::cerr << '\r' << read << " of " << all << " rows, " << (all == 0 ? 100 : read * 100 / all) << " %, "
              << std::lround(left) << " s left   " << (read == all ? "\n" : "") << std::flush;
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begun_ = Clock::now(), last_;
};

void show(const geo::ImportReport& report) {
  std::size_t shown = 0;
  for (const geo::RowAccount& row : report.rows) {
    if (!row.why || shown == kRowsShown) continue;
    ++shown;
    std::cout << "line " << row.line << ": " << (row.why->left_out ? "left out: " : "refused: ");
    if (!row.why->column.empty()) std::cout << row.why->column << ": ";
    std::cout << row.why->reason;
    if (!row.why->value.empty()) std::cout << ": " << row.why->value;
    std::cout << '\n';
  }
  const std::size_t not_taken = report.refused + report.left_out;
  if (shown < not_taken) std::cout << "… and " << not_taken - shown << " rows more\n";
  for (const auto& [reason, rows] : report.reasons) std::cout << rows << " rows: " << reason << '\n';
  if (report.was_windows_1252) std::cout << "the text was Windows-1252 or Latin-1\n";
  if (report.signs_replaced > 0) std::cout << report.signs_replaced << " control or invisible signs are spaces now\n";
  std::cout << report.read << " rows read = " << report.accepted << " accepted + " << report.refused << " refused + "
            << report.left_out << " left out\n";
}

int failed(const std::string& why, int code) {
  std::cerr << "yaad import: " << why << '\n';
  return code;
}

bool write_report(const std::string& folder, const geo::ImportReport& report) {
  const fs::path path(folder + ".report.csv");
  geo::ReplacedFile file(path.has_parent_path() ? path.parent_path().string() : ".", path.filename().string());
  return file.write(geo::report_csv(report)) && file.take_place();
}

}  // namespace

int import(const Arguments& a) {
  const std::string& file = a.operands[0];
  const std::string folder = a.operands[1].substr(0, a.operands[1].find_last_not_of('/') + 1);
  if (folder.empty()) return failed("the root is no new folder", kExitUsage);
  TableSource source = a.source;
  source.table = file;
  const geo::Areas areas = embedded_areas();
  const auto rules = rules_of(source, areas);
  if (!rules) return failed(rules.error().detail, kExitConfiguration);
  auto text = table_text(source);
  if (!text) return failed(text.error().detail, kExitUnreadable);
  geo::ImportOptions options;
  if (::isatty(STDERR_FILENO) == 1) options.progress = ProgressLine();
  const auto imported = geo::import_table(std::move(*text), *rules, areas, options);
  if (!imported) return failed(shown(source) + ' ' + imported.error().detail, kExitUnreadable);
  const geo::ImportReport& report = imported->report;
  show(report);
  if (!write_report(folder, report))
    return failed(folder + ".report.csv cannot be written: " + std::generic_category().message(errno), kExitOutput);
  std::cout << folder << ".report.csv: what became of each row\n";
  if (report.accepted == 0) return failed("no folder was written, for no row became a record", kExitDataErrors);
  const auto written = geo::write_new_folder(folder, imported->files);
  if (!written) return failed(written.error().detail, kExitOutput);
  std::cout << folder << ": written\n";
  if (report.too_many_refused())
    return failed("more than 5 % of the rows were refused: is this the file you mean?", kExitDataErrors);
  return kExitDone;
}

}  // namespace yaad::server
