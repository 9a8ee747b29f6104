#include "server/load.hpp"

#include "geo/reader.hpp"
#include "server/embedded.hpp"
#include "server/loader_process.hpp"

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace yaad::server {
namespace {

constexpr std::size_t kFindingsShown = 20;

Loaded not_loaded(LoadFault fault, std::string why) {
  Loaded loaded;
  loaded.fault = fault;
  loaded.why = std::move(why);
  return loaded;
}

bool are_equal(const std::vector<geo::FileAccount>& a, const std::vector<geo::FileAccount>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.file == y.file && x.read == y.read && x.accepted == y.accepted && x.refused == y.refused;
  });
}

}  // namespace

geo::Areas embedded_areas() {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == "mapdata/areas.geojson") return geo::Areas::from_geojson(file.bytes()).value();
  throw std::runtime_error("the program was built without its areas: run ./dev build");
}

FolderLoader::FolderLoader(LoadPlan plan, std::optional<LastGood> last_good, Say say)
    : plan_(std::move(plan)), last_good_(std::move(last_good)), say_(std::move(say)), areas_(embedded_areas()) {
  if (!last_good_) return;
  if (auto before = last_good_->read()) last_accounts_ = std::move(before->accounts);
}

Loaded FolderLoader::load(const std::stop_token& stop) {
  Progress progress(say_);
  auto handed = load_in_child(plan_.task, plan_.limits, stop,
                              [&](std::size_t n, std::size_t all) { progress.rows("reading incidents.csv", n, all); });
  if (auto* none = std::get_if<NotLoaded>(&handed)) return not_loaded(none->fault, std::move(none->why));
  auto& pack = std::get<FolderPack>(handed);
  if (!pack.confined) say_("the loader ran with its limits only: this kernel has no filter of system calls");
  auto read = geo::read_files(pack.files, areas_,
                              {.drafts = plan_.task.drafts, .progress = [&](std::size_t n, std::size_t all) {
                                 progress.rows("keeping the records of incidents.csv", n, all);
                               }});
  if (read && !are_equal(read->report.files, pack.accounts))
    return not_loaded(LoadFault::loader, "the loader counted other rows than the server");
  // After the findings: what is wrong with a file says more than that its rows are gone.
  const std::string lost = read && read->report.servable ? shrinkage(last_accounts_, pack.accounts) : std::string();
  if (!lost.empty() && !plan_.accept_shrink)
    return not_loaded(LoadFault::shrunk, lost + " (if that is right, start with --accept-shrink)");
  std::function<void()> is_served = read && read->report.servable ? keep(pack) : nullptr;
  pack = {};  // the bytes of the tables are needed no more, and the index is the peak of memory
  Loaded loaded = snapshot_of(std::move(read), progress);
  loaded.is_served = std::move(is_served);
  return loaded;
}

Loaded FolderLoader::load_last_good() {
  if (!last_good_) return not_loaded(LoadFault::unreadable, "there is no --state with a last good copy");
  const auto pack = last_good_->read();
  if (!pack) return not_loaded(LoadFault::unreadable, pack.error().detail);
  Progress progress(say_);
  return snapshot_of(geo::read_files(pack->files, areas_, {.drafts = plan_.task.drafts}), progress);
}

Loaded FolderLoader::snapshot_of(geo::Result<geo::LoadedFolder> read, Progress& progress) const {
  if (!read) return not_loaded(LoadFault::unreadable, read.error().detail);
  Loaded loaded;
  loaded.findings = read->report.findings;
  if (!read->report.servable) {
    loaded.fault = LoadFault::refused;
    loaded.why =
        "the folder cannot be served: a required column is missing or more than 5 % of the rows of a file are refused";
    return loaded;
  }
  progress.step("indexing " + std::to_string(read->dataset.incidents.size()) + " attacks");
  loaded.snapshot = std::make_shared<const geo::Snapshot>(std::move(*read), geo::Areas(areas_));
  return loaded;
}

// Written while the bytes are there; in place of the copy before once the edition is served. A copy that cannot be kept
// is no reason to serve old data.
std::function<void()> FolderLoader::keep(const FolderPack& pack) {
  if (!last_good_) return nullptr;
  const auto failed = [this] {
    say_("the last good copy in " + last_good_->folder() + " was not kept: " + std::generic_category().message(errno));
  };
  std::shared_ptr<geo::ReplacedFile> copy = last_good_->write(pack);
  if (!copy) {
    failed();
    return nullptr;
  }
  return [this, copy, failed, accounts = pack.accounts] {
    if (copy->take_place()) last_accounts_ = accounts;
    else failed();
  };
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
