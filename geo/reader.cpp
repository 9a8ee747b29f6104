#include "geo/reader.hpp"

#include "geo/read_tables.hpp"

namespace yaad::geo {
Result<LoadedFolder> read_folder(const std::string& folder, const Areas& areas, const ReadOptions& options) {
  const auto files = take_folder(folder);
  if (!files) return files.error();
  return read_files(*files, areas, options);
}

Result<LoadedFolder> read_files(const FolderFiles& folder, const Areas& areas, const ReadOptions& options) {
  const FolderFile& records = folder.file(incidents_spec().file);
  if (!records.fault.empty())
    return Error{Errc::unreadable, folder.folder + '/' + records.name + ' ' + records.fault, records.name, {}};
  if (!records.bytes)
    return Error{Errc::unreadable, "there is no " + records.name + " in " + folder.folder, records.name, {}};
  LoadedFolder out;
  TableFile incidents = TableFile::open(folder, incidents_spec(), out.report);
  read_dataset_info(folder.file("dataset.json"), out);

  Linkable<SourceIndex> sources{TableFile::open(folder, sources_spec(), out.report), {}};
  Linkable<ActorIndex> actors{TableFile::open(folder, actors_spec(), out.report), {}};
  Linkable<PlaceIndex> places{TableFile::open(folder, places_spec(), out.report), {}};
  TableFile statistics = TableFile::open(folder, statistics_spec(), out.report);
  TableFile corrections = TableFile::open(folder, corrections_spec(), out.report);

  read_sources(sources, out);
  read_actors(actors, out);
  read_places(places, areas, out);
  read_incidents(incidents, {sources, actors, places}, areas, options, out);
  read_statistics(statistics, sources, out);
  read_corrections(corrections, sources, out);

  for (const TableFile* table : {&incidents, &sources.table, &actors.table, &places.table, &statistics, &corrections})
    table->close(out.report);
  sort_findings(out.report.findings);
  finish(out.dataset);
  return out;
}

}  // namespace yaad::geo
