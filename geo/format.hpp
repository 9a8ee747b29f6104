// Writes the tables of a data folder in their one canonical form, so that a change shows as the lines it changed:
// columns in the order of the codebook (unknown ones after them), rows by their first column, quotes only where they
// must be, LF, a last line end, no BOM. Never changes a value; a folder with errors is refused and left as it is.
#pragma once

#include "geo/areas.hpp"

#include <string>
#include <vector>

namespace yaad::geo {

// The names of the files that were written; those that were canonical already are not touched. Each file is replaced
// whole or not at all. Fails (bad_data) when the folder has errors, (unreadable) when a file cannot be read or written.
Result<std::vector<std::string>> format_folder(const std::string& folder, const Areas& areas);

}  // namespace yaad::geo
