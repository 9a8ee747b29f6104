// Tables as CSV: every row is accounted for once, and a table written anew is read as the same rows without a fault.
#include "geo/csv_rows.hpp"
#include "geo/utf8.hpp"
#include "tests/fuzz/target.hpp"

#include <string>

using yaad::fuzz::claim;
namespace geo = yaad::geo;

namespace {

template <class Fields>
void append_row(std::string& out, const Fields& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    geo::append_csv_field(out, fields[i]);
  }
  out += '\n';
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto table = geo::read_csv(yaad::fuzz::text_of(data, size));
  if (!table) {
    claim(!table.error().detail.empty(), "a refused file has a reason");
    claim(!geo::find_invalid_utf8(table.error().detail), "a reason is UTF-8, whatever the bytes");
    return 0;
  }
  claim(table->rows_read == table->rows.size() + table->faults.size(), "every row is read or at fault");
  claim(!table->header.empty(), "a table has columns");
  std::string written;
  append_row(written, table->header);
  std::size_t line = 1;
  for (const geo::CsvRow& row : table->rows) {
    claim(row.fields.size() == table->header.size(), "a row has a field for each column");
    claim(row.line > line, "rows stand in the order of the file");
    line = row.line;
    for (const std::string& field : row.fields)
      claim(!geo::find_invalid_utf8(field) && geo::forbidden_sign(field).empty(), "a field is text that can be shown");
    append_row(written, row.fields);
  }
  for (const geo::CsvFault& fault : table->faults)
    claim(!fault.detail.empty() && !geo::find_invalid_utf8(fault.detail), "a fault has a reason");
  const auto again = geo::read_csv(written);
  claim(again.has_value() && again->faults.empty() && again->header == table->header, "a table written anew is whole");
  // A row of one blank field is written as a blank line, which is a row where there is one column.
  claim(again->rows.size() == table->rows.size(), "a table written anew has the same rows");
  for (std::size_t i = 0; i < again->rows.size(); ++i)
    claim(again->rows[i].fields == table->rows[i].fields, "a row written anew is the same");
  return 0;
}
