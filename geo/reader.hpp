// Reads a data folder (data/README.md) into a Dataset, strictly, and accounts for every row.
//
// Errors refuse the row, warnings do not. The folder is not served at all when a file is unreadable, a required
// column is missing or more than 5 % of the rows of a file are refused. Regular files directly under the folder only:
// no link, no device. Our own strict CSV reader reads it, for line numbers; OGR is the second opinion in the tests.
#pragma once

#include "geo/areas.hpp"
#include "geo/dataset.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

enum class Severity : std::uint8_t { error, warning };

// One line of `yaad check`: incidents.csv:41: killed: "12-15" is not a whole number (use killed_low and killed_high)
struct Finding {
  Severity severity = Severity::error;
  std::string file;
  std::size_t line = 0;  // 0: the file as a whole
  std::string field;     // blank: the row as a whole
  std::string detail;
};
std::string to_text(const Finding& finding);

struct FileAccount {
  std::string file;
  std::size_t read = 0, accepted = 0, refused = 0;  // read = accepted + refused, always
};

struct LoadReport {
  std::vector<FileAccount> files;
  std::vector<Finding> findings;  // errors first, then by file and line
  std::vector<std::string> unknown_columns;  // "incidents.csv: victim_names": reported, never served
  std::size_t withheld = 0;
  bool servable = true;  // false: see the first finding
};

struct LoadedFolder {
  Dataset dataset;
  LoadReport report;
};

struct ReadOptions {
  bool drafts = false;  // also serve records whose status is draft
};

// Fails (unreadable) when the folder or incidents.csv cannot be opened; every other fault stands in the report.
Result<LoadedFolder> read_folder(const std::string& folder, const Areas& areas, const ReadOptions& options);

}  // namespace yaad::geo
