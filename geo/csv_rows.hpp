// CSV as data/README.md has it: UTF-8, one header line, RFC 4180 quoting, LF or CRLF, BOM optional. Strict, with
// line numbers, so that every row of a file can be accounted for; it never guesses a dialect or repairs a row.
#pragma once

#include "geo/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

struct CsvRow {
  std::size_t line = 0;             // 1-based, of the row's first character
  std::vector<std::string> fields;  // unescaped
};

// A fault that concerns one row or the file; the row stands in no list of rows.
struct CsvFault {
  std::size_t line = 0;
  std::string field;   // column name, or blank
  std::string detail;  // what is wrong and what to do
};

struct CsvTable {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;      // whole rows only, each with as many fields as the header
  std::vector<CsvFault> faults;  // each row that is missing from rows has one here
  std::size_t rows_read = 0;     // rows.size() + refused rows
  bool final_newline = true;
};

// Fails (bad_data) where the file as a whole is not such a CSV: UTF-16, a `;` dialect, an unbalanced quote, NULs…
Result<CsvTable> read_csv(std::string_view bytes);

// One field, quoted only where it must be.
void append_csv_field(std::string& out, std::string_view field);

}  // namespace yaad::geo
