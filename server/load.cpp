#include "server/load.hpp"

#include "geo/check.hpp"
#include "server/embedded.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace yaad::server {
namespace {

using Clock = std::chrono::steady_clock;

// Whoever waits longer than this wonders whether anything happens; a line every few seconds is enough.
constexpr std::chrono::seconds kPatience{2}, kBetweenLines{3};
constexpr std::size_t kFindingsShown = 20;

// Says how far the loading is, once it has taken longer than anyone waits without a word.
class Progress {
 public:
  explicit Progress(const std::function<void(const std::string&)>& say) : say_(say) {}

  void rows(std::size_t read, std::size_t all) {
    if (!is_due()) return;
    say_("reading incidents.csv: " + std::to_string(read) + " of " + std::to_string(all) + " rows");
    last_ = Clock::now();
  }
  // A step that says nothing until it is done; told even if a line was said just now.
  void step(const std::string& what) {
    if (say_ && Clock::now() - begun_ >= kPatience) say_(what);
  }

 private:
  bool is_due() const {
    const auto now = Clock::now();
    return say_ && now - begun_ >= kPatience && now - last_ >= kBetweenLines;
  }
  const std::function<void(const std::string&)>& say_;
  Clock::time_point begun_ = Clock::now(), last_;
};

}  // namespace

geo::Areas embedded_areas() {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == "mapdata/areas.geojson") return geo::Areas::from_geojson(file.bytes()).value();
  throw std::runtime_error("the program was built without its areas: run ./dev build");
}

Loaded load_folder(const std::string& folder, bool drafts, const std::function<void(const std::string&)>& say) {
  Progress progress(say);
  geo::Areas areas = embedded_areas();
  auto read = geo::read_folder(
      folder, areas, {.drafts = drafts, .progress = [&](std::size_t n, std::size_t all) { progress.rows(n, all); }});
  Loaded loaded;
  if (!read) {
    loaded.fault = LoadFault::unreadable;
    loaded.why = read.error().detail;
    return loaded;
  }
  loaded.findings = read->report.findings;
  if (!read->report.servable) {
    loaded.fault = LoadFault::refused;
    loaded.why =
        "the folder cannot be served: a required column is missing or more than 5 % of the rows of a file are refused";
    return loaded;
  }
  progress.step("indexing " + std::to_string(read->dataset.incidents.size()) + " attacks");
  loaded.snapshot = std::make_shared<const geo::Snapshot>(std::move(*read), std::move(areas));
  return loaded;
}

std::vector<std::string> first_findings(const std::vector<geo::Finding>& findings) {
  std::vector<std::string> lines;
  const std::size_t shown = std::min(findings.size(), kFindingsShown);
  for (std::size_t i = 0; i < shown; ++i)
    lines.push_back((findings[i].severity == geo::Severity::warning ? "warning: " : "") + geo::to_text(findings[i]));
  if (shown < findings.size())
    lines.push_back("… and " + std::to_string(findings.size() - shown) + " more; yaad check lists all");
  return lines;
}

}  // namespace yaad::server
