#include "geo/table_file.hpp"

#include "geo/edtf.hpp"
#include "geo/field_parsers.hpp"
#include "geo/file_bytes.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <functional>
#include <unordered_set>

namespace yaad::geo {
namespace {

// A file of which more than this share is refused is damaged as a whole; what is left of it would mislead.
constexpr std::size_t kMaxRefusedPercent = 5;

std::size_t line_of(const Error& error) {
  std::size_t line = 0;
  for (const char c : error.parameter) line = line * 10 + static_cast<std::size_t>(c - '0');
  return line;
}

}  // namespace

ColumnPositions::ColumnPositions(const std::vector<std::string>& header) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    std::size_t slot = first_slot(header[i]);
    while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
    slots_[slot] = static_cast<std::uint16_t>(i + 1);
  }
}

TableFile TableFile::open(const FolderFiles& folder, const TableSpec& spec, LoadReport& report) {
  TableFile table(spec);
  const FolderFile& file = folder.file(spec.file);
  if (!file.bytes && file.fault.empty()) return table;

  table.state_ = TableState::broken;
  const auto broken = [&](std::size_t line, std::string_view field, std::string detail) {
    report.servable = false;
    report.error(spec.file, line, field, std::move(detail));
  };
  if (!file.fault.empty()) {
    broken(0, "", file.fault);
    return table;
  }
  table.bytes_ = file.bytes;
  if (const std::string kind = disguise(*table.bytes_); !kind.empty()) {
    broken(0, "", "is " + kind + ", not CSV");
    return table;
  }
  auto csv = CsvRows::scan(*table.bytes_);
  if (!csv) {
    broken(line_of(csv.error()), "", csv.error().detail);
    return table;
  }
  table.csv_ = std::move(*csv);
  table.columns_ = ColumnPositions(table.csv_.header);
  table.judge_header(report);
  return table;
}

void TableFile::judge_header(LoadReport& report) {
  for (const std::string& name : csv_.header) {
    if (std::find(spec_->columns.begin(), spec_->columns.end(), name) != spec_->columns.end()) continue;
    report.unknown_columns.push_back(std::string(file()) + ": " + name);
    report.warn(file(), 1, name, "is no column of this file (it is not read and not served)");
  }
  std::string missing;
  for (const std::string_view name : spec_->required)
    if (!has(name)) missing += (missing.empty() ? "" : ", ") + std::string(name);
  const bool places_incidents = has("place") || (has("lat") && has("lon"));
  if (spec_ == &incidents_spec() && !places_incidents)
    missing += (missing.empty() ? "" : ", ") + std::string("place (or lat and lon)");
  if (!missing.empty()) {
    report.error(file(), 1, "", "lacks the column " + missing + " (columns may stand in any order, by these names)");
    report.servable = false;
    refused = csv_.rows_read;
    return;
  }
  state_ = TableState::present;
  for (const CsvFault& f : csv_.faults) {
    report.error(file(), f.line, f.field, f.detail);
    ++refused;
  }
  for (const std::size_t line : csv_.blank_lines) report.warn(file(), line, "", "is a blank line (take it away)");
  if (!csv_.final_newline)
    report.warn(file(), 0, "", "does not end with a line end (is the file whole? end the last line)");
}

std::unordered_map<std::string, std::vector<std::size_t>> TableFile::repeated(std::string_view column) const {
  // Hashes first: ten million of them are 80 MB, ten million texts in a map are more than the file.
  const std::hash<std::string_view> hash;
  std::vector<std::size_t> hashes;
  hashes.reserve(csv_.rows_read);
  CsvCursor rows = this->rows();
  while (const CsvFields* row = rows.next()) hashes.push_back(hash(field(*row, column)));
  std::sort(hashes.begin(), hashes.end());
  std::unordered_set<std::size_t> several;
  for (std::size_t i = 1; i < hashes.size(); ++i)
    if (hashes[i] == hashes[i - 1]) several.insert(hashes[i]);

  std::unordered_map<std::string, std::vector<std::size_t>> lines;
  if (several.empty()) return lines;
  CsvCursor again = this->rows();
  while (const CsvFields* row = again.next())
    if (const auto value = field(*row, column); several.contains(hash(value)))
      lines[std::string(value)].push_back(row->line);
  std::erase_if(lines, [](const auto& entry) { return entry.second.size() < 2; });
  return lines;
}

void TableFile::close(LoadReport& report) const {
  if (state_ == TableState::absent) return;
  report.files.push_back({std::string(file()), csv_.rows_read, accepted, refused});
  if (state_ == TableState::present && refused * 100 > csv_.rows_read * kMaxRefusedPercent) {
    report.servable = false;
    report.error(file(), 0, "",
                 std::to_string(refused) + " of " + std::to_string(csv_.rows_read) +
                     " rows are refused, more than 5 %: the folder is not served (mend the rows named below)");
  }
}

Row::~Row() {
  if (refused_) {
    ++table_.refused;
    table_.refused_ids.emplace((*this)[table_.has("code") ? "code" : "id"], row_.line);
  } else {
    ++table_.accepted;
  }
}

void Row::refuse(std::string_view field, std::string detail) {
  refused_ = true;
  report_.error(table_.file(), row_.line, field, std::move(detail));
}

std::string Row::id(std::string_view column,
                    const std::unordered_map<std::string, std::vector<std::size_t>>& repeated) {
  std::string value((*this)[column]);
  if (value.empty()) {
    refuse(column, "is blank (give the row an id, or take the row away)");
  } else if (!is_id(value)) {
    refuse(column, quoted(value) + " is not an id (a-z, 0-9 and -, at most 64 signs, as 2013-02-16-hazara-town)");
  } else if (const auto it = repeated.find(value); it != repeated.end()) {
    std::string others;
    for (const std::size_t other : it->second)
      if (other != row_.line && others.size() < 60) others += (others.empty() ? "" : ", ") + std::to_string(other);
    refuse(column, quoted(value) + " is a duplicate id, also on line " + others +
                       " (both rows are refused: give each an id of its own)");
  }
  return value;
}

std::string Row::text(std::string_view column, std::size_t max_code_points) {
  const std::string_view value = (*this)[column];
  if (const std::size_t length = count_code_points(value); length > max_code_points) {
    refuse(column,
           "is " + std::to_string(length) + " characters long (at most " + std::to_string(max_code_points) + ')');
  }
  return std::string(value);
}

std::optional<std::uint32_t> Row::count(std::string_view column) {
  const std::string_view value = (*this)[column];
  if (value.empty()) return std::nullopt;
  const auto number = parse_count(value, column);
  if (number) return *number;
  refuse(column, number.error().detail);
  return std::nullopt;
}

std::optional<double> Row::decimal(std::string_view column) {
  const std::string_view value = (*this)[column];
  if (value.empty()) return std::nullopt;
  const auto number = parse_decimal(value);
  if (number) return *number;
  refuse(column, number.error().detail);
  return std::nullopt;
}

std::string Row::date(std::string_view column, DateSpan* span) {
  const std::string_view value = (*this)[column];
  const auto date = parse_edtf(value);
  if (!date) {
    refuse(column, date.error().detail);
    return {};
  }
  const Day first_day = day_of({kFirstYear, 1, 1});
  const DateSpan s = date->span;
  if ((s.first() != kBeforeTime && s.first() < first_day) || s.last() < first_day) {
    refuse(column, quoted(value) + " is before 1900 (a typing error?)");
  }
  if (span != nullptr) *span = s;
  return std::string(value);
}

std::string Row::url(std::string_view column) {
  const std::string_view value = (*this)[column];
  if (value.empty()) return {};
  if (std::string fault = url_fault(value); !fault.empty()) refuse(column, std::move(fault));
  return std::string(value);
}

std::vector<std::string> Row::list(std::string_view column) {
  std::vector<std::string> parts = split_list((*this)[column]);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty()) {
      refuse(column, "has an empty part between semicolons (take the extra ; away)");
      return {};
    }
    if (std::find(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(i), parts[i]) !=
        parts.begin() + static_cast<std::ptrdiff_t>(i)) {
      refuse(column, "names " + quoted(parts[i]) + " twice");
      return {};
    }
  }
  return parts;
}

std::string Row::unknown_code(std::string_view value, std::span<const std::string_view> names) {
  std::string text = quoted(value) + " is not a known code (";
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : ", ") + std::string(names[i]);
  return text + ')';
}

void Row::missing_link(std::string_view column, const std::string& id, const TableFile& other) {
  if (other.state() == TableState::broken) return;
  const std::string file(other.file());
  if (other.state() == TableState::absent) {
    refuse(column, quoted(id) + " stands nowhere: there is no " + file);
    return;
  }
  const auto it = other.refused_ids.find(id);
  if (it != other.refused_ids.end()) {
    refuse(column, quoted(id) + " is refused itself (mend " + file + " line " + std::to_string(it->second) + " first)");
  } else {
    const bool unread_rows = !other.csv().faults.empty();
    refuse(column, quoted(id) + " is not in " + file +
                       (unread_rows ? ", or its row there is refused (mend that first)"
                                    : " (add it there, or correct the id)"));
  }
}

}  // namespace yaad::geo
