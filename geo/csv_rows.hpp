// CSV as data/README.md has it: UTF-8, one header line, RFC 4180 quoting, LF or CRLF, BOM optional. Strict, with
// line numbers, so that every row of a file can be accounted for; it never guesses a dialect or repairs a row.
//
// A file is scanned whole before a row of it is used, for its last line may show that it is none of ours; then its rows
// are walked as views of its bytes. Each costs about 2 ns a byte, and no memory but for what is at fault.
#pragma once

#include "geo/result.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

// Nothing of this size is a record; what is, is a quote that was never closed, or an attack on memory.
inline constexpr std::size_t kMaxCsvRowBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxCsvFieldBytes = std::size_t{64} << 10;
inline constexpr std::size_t kMaxCsvColumns = 256;
// A note is a few paragraphs; more lines in one field are rows swallowed by an open quote.
inline constexpr std::size_t kMaxCsvFieldLines = 32;
// Far more than the rows one machine holds in memory, and small enough to count in 32 bits.
inline constexpr std::size_t kMaxCsvRows = 50'000'000;

// A row while it is walked over: views that hold until the next row is asked for.
struct CsvFields {
  std::size_t line = 0;                      // 1-based, of the row's first character
  std::span<const std::string_view> fields;  // unescaped, as many as the header has
};

// A fault that concerns one row; the row stands in no list of rows.
struct CsvFault {
  std::size_t line = 0;
  std::string field;   // column name, or blank
  std::string detail;  // what is wrong and what to do
};

// What a file holds, without its rows: those are walked with a CsvCursor. Refers to the bytes.
struct CsvRows {
  // Fails (bad_data) where the file as a whole is not such a CSV: UTF-16, a `;` dialect, an unbalanced quote, CR-only
  // lines, a header with a column twice. Error::parameter is then the line, where there is one.
  // A file of another producer may have longer fields than ours: `max_field_lines`.
  static Result<CsvRows> scan(std::string_view bytes, std::size_t max_field_lines = kMaxCsvFieldLines);

  std::vector<std::string> header;
  std::vector<CsvFault> faults;          // rows that no cursor comes to
  std::vector<std::size_t> blank_lines;  // no rows, and nothing is lost in them
  std::size_t rows_read = 0;             // those that a cursor comes to and those at fault
  bool final_newline = true;

 private:
  friend class CsvCursor;
  std::string_view bytes_;
};

class CsvScanner;

// Comes to each row that is not at fault, in the order of the file. The table must stand while it walks.
class CsvCursor {
 public:
  explicit CsvCursor(const CsvRows& table);
  CsvCursor(CsvCursor&& other) noexcept;
  CsvCursor(const CsvCursor&) = delete;
  CsvCursor& operator=(const CsvCursor&) = delete;
  ~CsvCursor();
  const CsvFields* next();  // null after the last

 private:
  const CsvRows& table_;
  std::unique_ptr<CsvScanner> scanner_;
  CsvFields row_;
  std::size_t blank_ = 0, fault_ = 0;  // those passed
};

struct CsvRow {
  std::size_t line = 0;
  std::vector<std::string> fields;
};

// The same with its rows as texts of their own, for small files.
struct CsvTable {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;              // whole rows only, each with as many fields as the header
  std::vector<CsvFault> faults;          // each row that is missing from rows has one here
  std::vector<std::size_t> blank_lines;  // no rows, and nothing is lost in them
  std::size_t rows_read = 0;             // rows.size() + faults.size()
  bool final_newline = true;
};

// Fails as CsvRows::scan does.
Result<CsvTable> read_csv(std::string_view bytes);

// One field, quoted only where it must be.
void append_csv_field(std::string& out, std::string_view field);

}  // namespace yaad::geo
