// A sheet of a spreadsheet as a table: days as ISO 8601 has them, and no rows in which nothing stands.
// Not for numbers of days without a format for dates: a mapping says which column has those ("excel").
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

// "2013/02/16", "2013/02/16 10:20:30" and "2013-02-16T10:20:30", as GDAL says cells that are dates, as "2013-02-16";
// any other text as it is. The hour of the day is in no record.
std::string without_hour(std::string_view text);

// A format that was once given to a cell is enough to leave a row in which nothing stands.
bool is_blank_row(const std::vector<std::string>& cells);

}  // namespace yaad::geo
