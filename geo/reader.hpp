// Reads a data folder (data/README.md) into a Dataset, strictly, and accounts for every row.
//
// Errors refuse the row, warnings do not. The folder is not served at all when a file is unreadable, a required
// column is missing or more than 5 % of the rows of a file are refused. Regular files directly under the folder only:
// no link, no device. Our own strict CSV reader reads it, for line numbers; OGR is the second opinion in the tests.
#pragma once

#include "geo/areas.hpp"
#include "geo/dataset.hpp"
#include "geo/load_report.hpp"

#include <cstddef>
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
};

struct ReadOptions {
  bool drafts = false;  // also serve records whose status is draft
};

// Fails (unreadable) when the folder or incidents.csv cannot be opened; every other fault stands in the report.
Result<LoadedFolder> read_folder(const std::string& folder, const Areas& areas, const ReadOptions& options);

}  // namespace yaad::geo
