#include "geo/reader.hpp"

#include "geo/read_tables.hpp"

#include <sys/stat.h>

namespace yaad::geo {
namespace {

// A table beside incidents.csv: where it cannot be opened, that is a finding, and the folder is not served.
TableFile open_table(const std::string& folder, const TableSpec& spec, LoadReport& report) {
  auto table = TableFile::open(folder, spec, report);
  if (table) return std::move(*table);
  report.servable = false;
  report.error(spec.file, 0, "", table.error().detail);
  return TableFile::unreadable(spec);
}

}  // namespace

Result<LoadedFolder> read_folder(const std::string& folder, const Areas& areas, const ReadOptions& options) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
    return Error{Errc::unreadable, "there is no folder " + folder + " that can be read", "", {}};
  }
  LoadedFolder out;
  auto incidents = TableFile::open(folder, incidents_spec(), out.report);
  if (!incidents)
    return Error{Errc::unreadable, folder + "/incidents.csv " + incidents.error().detail, "incidents.csv", {}};
  if (incidents->state() == TableState::absent) {
    return Error{Errc::unreadable, "there is no incidents.csv in " + folder, "incidents.csv", {}};
  }
  read_dataset_info(folder, out);

  Linkable<SourceIndex> sources{open_table(folder, sources_spec(), out.report), {}};
  Linkable<ActorIndex> actors{open_table(folder, actors_spec(), out.report), {}};
  Linkable<PlaceIndex> places{open_table(folder, places_spec(), out.report), {}};
  TableFile statistics = open_table(folder, statistics_spec(), out.report);
  TableFile corrections = open_table(folder, corrections_spec(), out.report);

  read_sources(sources, out);
  read_actors(actors, out);
  read_places(places, areas, out);
  read_incidents(*incidents, {sources, actors, places}, areas, options, out);
  read_statistics(statistics, sources, out);
  read_corrections(corrections, sources, out);

  for (const TableFile* table : {&*incidents, &sources.table, &actors.table, &places.table, &statistics, &corrections})
    table->close(out.report);
  sort_findings(out.report.findings);
  finish(out.dataset);
  return out;
}

}  // namespace yaad::geo
