#include "geo/importer.hpp"

#include "geo/import_tables.hpp"
#include "geo/json_writer.hpp"
#include "geo/reader.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::size_t kRowsBetweenReports = 2'000;
// An article list of a producer runs over more lines than any note of ours.
constexpr std::size_t kMostFieldLines = 1'000;

// HDX puts a second line under the header that says what each column means: #event+id, #date+start …
bool is_hxl_row(const ImportRow& row) {
  bool tag = false;
  for (const std::string_view field : row.fields()) {
    if (!field.empty() && field.front() != '#') return false;
    tag = tag || !field.empty();
  }
  return tag;
}

std::string dataset_json(const ImportRules& rules) {
  JsonWriter json;
  json.begin_object().key("title").begin_object();
  for (const auto& [language, title] : rules.title) json.member(language, title);
  json.end_object().member("licence", rules.licence).member("attribution", rules.attribution);
  json.text_member("contact", rules.contact).end_object();
  return std::string(json.text()) + '\n';
}

class Import {
 public:
  Import(const ImportRules& rules, const Areas& areas, const ImportOptions& options)
      : rules_(rules), areas_(areas), options_(options) {}

  Result<Imported> run(std::string bytes) {
    if (auto fault = read_text(std::move(bytes))) return *fault;
    // The text of the file is gone by now: what was made of it is as large.
    return Imported{read_back(), std::move(finished())};
  }

 private:
  std::optional<Error> read_text(std::string bytes) {
    const CleanText clean = clean_text(std::move(bytes), rules_.encoding);
    report_.was_windows_1252 = clean.was_windows_1252;
    report_.signs_replaced = clean.signs_replaced;
    const auto csv = CsvRows::scan(clean.text, kMostFieldLines);
    if (!csv) return csv.error();
    if (csv->rows_read > options_.max_rows)
      return Error{Errc::bad_data,
                   "has " + std::to_string(csv->rows_read) + " rows, more than the " +
                       std::to_string(options_.max_rows) + " that may be read (--max-rows)",
                   "",
                   {}};
    for (const std::string& column : rules_.required)
      if (std::find(csv->header.begin(), csv->header.end(), column) == csv->header.end())
        return Error{Errc::bad_data, "has no column " + quoted(column) + " (is it the file of this producer?)", column,
                     csv->header};
    read_rows(*csv);
    report_.read = csv->rows_read;
    return std::nullopt;
  }

  void read_rows(const CsvRows& csv) {
    const ColumnPositions columns(csv.header);
    report_.rows.reserve(csv.rows_read);
    for (const CsvFault& fault : csv.faults)
      report_.rows.push_back({fault.line, "", NotTaken{false, fault.field, "the row cannot be read", fault.detail}});
    CsvCursor cursor(csv);
    for (std::size_t n = 0; const CsvFields* fields = cursor.next(); ++n) {
      if (options_.progress && n % kRowsBetweenReports == 0) options_.progress(n, csv.rows_read);
      const ImportRow row(csv.header, columns, *fields);
      ImportedRecord record;
      auto why = is_hxl_row(row) ? NotTaken{true, "", "a row of HXL tags", ""} : rules_.read(row, record);
      if (!why) tables_.add(row.line(), record);
      report_.rows.push_back({row.line(), std::move(record.id), std::move(why)});
    }
    if (options_.progress) options_.progress(csv.rows_read, csv.rows_read);
    std::sort(report_.rows.begin(), report_.rows.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
  }

  // Until the reader finds no fault: a record that it refuses is dropped, and with it what only that one named.
  FolderFiles read_back() {
    constexpr int kMostRounds = 4;
    for (int round = 0; round < kMostRounds; ++round) {
      FolderFiles files = tables_.files(dataset_json(rules_));
      const auto read = read_files(files, areas_, {.drafts = true, .progress = {}});
      std::map<std::size_t, const Finding*> faults;  // by line of incidents.csv
      const Finding* other = nullptr;
      for (const Finding& f : read.value().report.findings) {
        if (f.severity != Severity::error) continue;
        if (f.file == "incidents.csv" && f.line > 1) faults.emplace(f.line, &f);
        else if (f.line != 0 || other == nullptr) other = &f;
      }
      if (faults.empty() && other == nullptr) return files;
      if (faults.empty()) throw std::logic_error("the import wrote what cannot be read: " + to_text(*other));
      drop(faults);
    }
    throw std::logic_error("the import wrote what cannot be read");
  }

  void drop(const std::map<std::size_t, const Finding*>& faults) {
    std::size_t line = 1;
    for (std::size_t n = 0; n < tables_.size(); ++n) {
      if (tables_.is_dropped(n)) continue;
      const auto fault = faults.find(++line);
      if (fault == faults.end()) continue;
      tables_.drop(n);
      const auto row = std::lower_bound(report_.rows.begin(), report_.rows.end(), tables_.line(n),
                                        [](const RowAccount& r, std::size_t at) { return r.line < at; });
      const Finding& f = *fault->second;
      row->why = NotTaken{false, "", f.field + " is not what a record may hold", f.field + ": " + f.detail};
    }
  }

  ImportReport& finished() {
    for (const RowAccount& row : report_.rows) {
      if (!row.why) {
        ++report_.accepted;
        continue;
      }
      ++(row.why->left_out ? report_.left_out : report_.refused);
      ++report_.reasons[row.why->column.empty() ? row.why->reason : row.why->column + ": " + row.why->reason];
    }
    return report_;
  }

  const ImportRules& rules_;
  const Areas& areas_;
  const ImportOptions& options_;
  ImportTables tables_;
  ImportReport report_;
};

}  // namespace

Result<Imported> import_table(std::string bytes, const ImportRules& rules, const Areas& areas,
                              const ImportOptions& options) {
  return Import(rules, areas, options).run(std::move(bytes));
}

std::string report_csv(const ImportReport& report) {
  std::string text = "line,outcome,id,column,reason,value\n";
  const auto field = [&text](std::string_view value, char end = ',') {
    append_csv_field(text, value);
    text += end;
  };
  for (const RowAccount& row : report.rows) {
    field(std::to_string(row.line));
    field(!row.why ? "accepted" : row.why->left_out ? "left out" : "refused");
    field(row.id);
    field(row.why ? row.why->column : "");
    field(row.why ? row.why->reason : "");
    field(row.why ? row.why->value : "", '\n');
  }
  return text;
}

}  // namespace yaad::geo
