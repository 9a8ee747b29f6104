// One CSV file of a data folder as rows with named columns, and the account of what became of each row.
//
// Every row that is read ends in accept() or refused() exactly once: ~Row counts it. The file's bytes are kept while
// its rows are walked, as views; asking for a field costs one probe.
#pragma once

#include "geo/codes.hpp"
#include "geo/csv_rows.hpp"
#include "geo/date_span.hpp"
#include "geo/folder_files.hpp"
#include "geo/load_report.hpp"
#include "geo/result.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace yaad::geo {

// Before this year nothing in reach of this dataset is recorded: such a date is a typing error.
inline constexpr int kFirstYear = 1900;

enum class TableState {
  absent,  // no such file: its optional columns elsewhere must be blank
  broken,  // there, but not readable as a whole: one finding says so, and rows that refer to it are not blamed
  present,
};

struct TableSpec {
  std::string_view file;
  std::span<const std::string_view> columns;
  std::span<const std::string_view> required;
};
const TableSpec& incidents_spec();
const TableSpec& sources_spec();
const TableSpec& actors_spec();
const TableSpec& places_spec();
const TableSpec& statistics_spec();
const TableSpec& corrections_spec();

// Where each column of a header stands: forty fields a row are asked for by name.
class ColumnPositions {
 public:
  ColumnPositions() = default;
  explicit ColumnPositions(const std::vector<std::string>& header);
  std::optional<std::size_t> find(std::string_view name, const std::vector<std::string>& header) const {
    for (std::size_t slot = first_slot(name); slots_[slot] != 0; slot = (slot + 1) % kSlots)
      if (header[slots_[slot] - 1U] == name) return slots_[slot] - 1U;
    return std::nullopt;
  }

 private:
  static constexpr std::size_t kSlots = 2 * kMaxCsvColumns;  // never full, so that a search ends
  static std::size_t first_slot(std::string_view name) {
    if (name.empty()) return 0;
    const std::size_t first = static_cast<unsigned char>(name.front()), last = static_cast<unsigned char>(name.back());
    return (name.size() + 31 * first + 7 * last) % kSlots;
  }
  std::array<std::uint16_t, kSlots> slots_{};  // one more than the position; 0 is none
};

class TableFile {
 public:
  // Faults of the file as a whole go into the report.
  static TableFile open(const FolderFiles& folder, const TableSpec& spec, LoadReport& report);

  TableState state() const { return state_; }
  std::string_view file() const { return spec_->file; }
  const CsvRows& csv() const { return csv_; }
  CsvCursor rows() const { return CsvCursor(csv_); }
  bool has(std::string_view column) const { return columns_.find(column, csv_.header).has_value(); }
  // Blank where the column is missing.
  std::string_view field(const CsvFields& row, std::string_view column) const {
    const auto i = columns_.find(column, csv_.header);
    return i ? row.fields[*i] : std::string_view();
  }
  // For each value of the column that stands in several rows: their lines.
  std::unordered_map<std::string, std::vector<std::size_t>> repeated(std::string_view column) const;
  // Ids in rows that were refused, with their lines: a link to one of them is told why.
  std::unordered_map<std::string, std::size_t> refused_ids;

  void close(LoadReport& report) const;  // writes the account
  std::size_t accepted = 0, refused = 0;

 private:
  explicit TableFile(const TableSpec& spec) : spec_(&spec) {}
  void judge_header(LoadReport& report);

  const TableSpec* spec_;
  TableState state_ = TableState::absent;
  std::shared_ptr<const std::string> bytes_;  // not moved with the table: csv_ and the rows are views of them
  CsvRows csv_;
  ColumnPositions columns_;
};

// One row being read: each typed getter refuses the row, with the reason, where the field is not what it must be.
class Row {
 public:
  Row(TableFile& table, const CsvFields& row, LoadReport& report) : table_(table), row_(row), report_(report) {}
  ~Row();  // counts the row as accepted or refused
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;

  std::string_view operator[](std::string_view column) const { return table_.field(row_, column); }
  std::size_t line() const { return row_.line; }
  bool is_refused() const { return refused_; }
  void refuse(std::string_view field, std::string detail);

  std::string id(std::string_view column, const std::unordered_map<std::string, std::vector<std::size_t>>& repeated);
  std::string text(std::string_view column, std::size_t max_code_points);
  std::optional<std::uint32_t> count(std::string_view column);
  std::optional<double> decimal(std::string_view column);
  std::string date(std::string_view column, DateSpan* span);  // EDTF as written; years from kFirstYear
  std::string url(std::string_view column);
  std::vector<std::string> list(std::string_view column);

  template <class Code, std::size_t N>
  std::optional<Code> code(const std::array<std::string_view, N>& names, std::string_view column,
                           std::string_view value) {
    const auto found = code_from<Code>(names, value);
    if (!found) refuse(column, unknown_code(value, names));
    return found;
  }
  // Blank is no code.
  template <class Code, std::size_t N>
  std::optional<Code> code(const std::array<std::string_view, N>& names, std::string_view column) {
    const std::string_view value = (*this)[column];
    return value.empty() ? std::nullopt : code<Code>(names, column, value);
  }
  // The position of an id in another table; a reason when there is none. Nothing where that table is broken.
  template <class Index>
  std::optional<Index> link(std::string_view column, const std::string& id, const TableFile& other,
                            const std::unordered_map<std::string, Index>& index) {
    const auto found = index.find(id);
    if (found != index.end()) return found->second;
    missing_link(column, id, other);
    return std::nullopt;
  }

 private:
  static std::string unknown_code(std::string_view value, std::span<const std::string_view> names);
  void missing_link(std::string_view column, const std::string& id, const TableFile& other);

  TableFile& table_;
  const CsvFields& row_;
  LoadReport& report_;
  bool refused_ = false;
};

}  // namespace yaad::geo
