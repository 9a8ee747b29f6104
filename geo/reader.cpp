#include "geo/reader.hpp"

#include "geo/read_tables.hpp"

#include <array>
#include <string>

namespace yaad::geo {
namespace {

Error too_many_rows(const std::string& folder, const TableFile& table, std::size_t max_rows) {
  return {Errc::unreadable,
          folder + '/' + std::string(table.file()) + " has " + std::to_string(table.csv().rows_read) +
              " rows, more than the " + std::to_string(max_rows) + " that may be read (--max-rows)",
          std::string(table.file()),
          {}};
}

}  // namespace

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

  const std::array all{&incidents, &sources.table, &actors.table, &places.table, &statistics, &corrections};
  for (const TableFile* table : all)
    if (table->csv().rows_read > options.max_rows) return too_many_rows(folder.folder, *table, options.max_rows);

  read_sources(sources, out);
  read_actors(actors, out);
  read_places(places, areas, out);
  read_incidents(incidents, {sources, actors, places}, areas, options, out);
  read_statistics(statistics, sources, out);
  read_corrections(corrections, sources, out);

  for (const TableFile* table : all) table->close(out.report);
  sort_findings(out.report.findings);
  finish(out.dataset);
  return out;
}

}  // namespace yaad::geo
