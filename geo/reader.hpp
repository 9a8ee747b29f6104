// Reads a data folder (data/README.md) into a Dataset, strictly, and accounts for every row.
//
// Errors refuse the row, warnings do not. The folder is not served at all when a file is unreadable, a required
// column is missing or more than 5 % of the rows of a file are refused. Regular files directly under the folder only:
// no link, no device. Our own strict CSV reader reads it, for line numbers; OGR is the second opinion in the tests.
#pragma once

#include "geo/areas.hpp"
#include "geo/folder_files.hpp"
#include "geo/loaded_folder.hpp"

#include <string>

namespace yaad::geo {

// Fails (unreadable) when the folder or incidents.csv cannot be opened; every other fault stands in the report.
Result<LoadedFolder> read_folder(const std::string& folder, const Areas& areas, const ReadOptions& options);
// The same from bytes that were taken before.
Result<LoadedFolder> read_files(const FolderFiles& folder, const Areas& areas, const ReadOptions& options);

}  // namespace yaad::geo
