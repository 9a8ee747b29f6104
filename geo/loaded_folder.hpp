// A data folder as it was read: the records that are served, and what became of every row that is not.
// A plain value; the reader makes it, the checks look at it, an edition keeps it.
#pragma once

#include "geo/csv_rows.hpp"
#include "geo/dataset.hpp"
#include "geo/load_report.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace yaad::geo {

// The line each row of the dataset stands on, in the order of the dataset's own vectors.
struct RowLines {
  std::vector<std::size_t> incidents, places, sources, actors, statistics, corrections;
};

struct LoadedFolder {
  Dataset dataset;
  LoadReport report;
  RowLines lines;
  std::vector<std::string> refused_incidents;  // ids, sorted: their corrections are no orphans
  std::vector<std::string> drafts;             // ids, sorted: accepted and not served
  bool all_incident_ids = false;               // the id of every row was read: only then is a correction an orphan
};

struct ReadOptions {
  bool drafts = false;                 // also serve records whose status is draft
  std::size_t max_rows = kMaxCsvRows;  // of each file; more, and the folder is not read
  // False: every row of incidents.csv is read and judged, and none is kept; for who asks for the report only.
  bool records = true;
  // Told now and then how many rows of incidents.csv are read, and how many there are.
  std::function<void(std::size_t read, std::size_t all)> progress;
};

}  // namespace yaad::geo
