#include "geo/csv_rows.hpp"

#include "geo/utf8.hpp"

#include <algorithm>
#include <optional>

namespace yaad::geo {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

Error bad_file(std::string detail, std::size_t line = 0) {
  return {Errc::bad_data, std::move(detail), line == 0 ? std::string() : std::to_string(line), {}};
}

// One record as it stands in the bytes, before its characters are judged.
struct Record {
  std::vector<std::string> fields;  // at most one more than a table may have: a line of commas alone costs nothing
  std::size_t field_count = 0;
  std::size_t lines = 1;        // physical lines it runs over
  std::size_t field_lines = 1;  // of its longest field
  std::string fault;            // "" when the quoting is right
  bool open_quote = false;      // the end of the file was reached inside quotes
};

class Scanner {
 public:
  explicit Scanner(std::string_view bytes) : bytes_(bytes) {}

  bool done() const { return at_ == bytes_.size(); }
  std::size_t line() const { return line_; }
  std::size_t offset() const { return at_; }

  // Reads one record and the line end after it. After a fault it goes on field by field, so that a quoted field of
  // several lines in the same record is not taken apart into rows.
  Record next() {
    Record r;
    while (true) {
      if (r.fields.size() <= kMaxCsvColumns) r.fields.emplace_back();
      r.fields.back().clear();
      ++r.field_count;
      if (at_ < bytes_.size() && bytes_[at_] == '"') {
        read_quoted(r);
      } else {
        read_plain(r);
      }
      if (at_ < bytes_.size() && bytes_[at_] == ',') {
        ++at_;
        continue;
      }
      end_line();
      return r;
    }
  }

 private:
  bool at_line_end() const {
    return at_ == bytes_.size() || bytes_[at_] == '\n' ||
           (bytes_[at_] == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n');
  }

  void end_line() {
    if (at_ < bytes_.size() && bytes_[at_] == '\r') ++at_;
    if (at_ < bytes_.size()) ++at_;
    ++line_;
  }

  // To the next comma or line end; true where a quote stood on the way.
  bool skip_plain() {
    bool quote = false;
    for (; !at_line_end() && bytes_[at_] != ','; ++at_) quote = quote || bytes_[at_] == '"';
    return quote;
  }

  void read_plain(Record& r) {
    const std::size_t start = at_;
    if (skip_plain()) {
      fault(r, "a quote inside a field that is not quoted (put the whole field in quotes and write each quote twice)");
    }
    r.fields.back() = bytes_.substr(start, at_ - start);
  }

  void read_quoted(Record& r) {
    ++at_;
    std::string& field = r.fields.back();
    std::size_t lines = 1;
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c == '"') {
        ++at_;
        if (at_ < bytes_.size() && bytes_[at_] == '"') {
          field += '"';
          ++at_;
          continue;
        }
        r.field_lines = std::max(r.field_lines, lines);
        if (at_line_end() || bytes_[at_] == ',') return;
        fault(r, "text after a closing quote (write a quote inside a field twice)");
        skip_plain();
        return;
      }
      // A line end inside a field is LF, whatever the line ends of the file.
      if (c == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n') {
        ++at_;
        continue;
      }
      if (c == '\n') {
        ++line_;
        ++r.lines;
        ++lines;
      }
      field += c;
      ++at_;
    }
    r.open_quote = true;
    fault(r, "a quote that is never closed");
  }

  static void fault(Record& r, const char* what) {
    if (r.fault.empty()) r.fault = what;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

// What makes the bytes something else than comma-separated UTF-8 lines.
std::optional<Error> wrong_dialect(std::string_view bytes) {
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF" ||
      (bytes.size() >= 2 && (bytes[0] == '\0' || bytes[1] == '\0'))) {
    return bad_file("is UTF-16 (save it as CSV UTF-8)");
  }
  if (bytes.empty()) return bad_file("is empty (the first line names the columns)");
  if (bytes.find('\n') == std::string_view::npos && bytes.find('\r') != std::string_view::npos) {
    return bad_file("ends its lines with CR alone (save it with LF or CRLF line ends)");
  }
  const std::string_view header = bytes.substr(0, bytes.find_first_of("\r\n"));
  if (header.find('\0') != std::string_view::npos)
    return bad_file("has a NUL byte in its first line (save it as CSV UTF-8)", 1);
  if (header.find(',') != std::string_view::npos) return std::nullopt;
  if (header.find(';') != std::string_view::npos)
    return bad_file("is separated by semicolons (save it separated by commas)", 1);
  if (header.find('\t') != std::string_view::npos)
    return bad_file("is separated by tabs (save it separated by commas)", 1);
  return std::nullopt;
}

std::optional<Error> wrong_header(const Record& r) {
  if (!r.fault.empty()) return bad_file("has " + r.fault + " in its first line", 1);
  if (r.lines > 1) return bad_file("has a line break in the name of a column", 1);
  if (r.field_count > kMaxCsvColumns) return bad_file("has more than 256 columns", 1);
  for (std::size_t i = 0; i < r.fields.size(); ++i) {
    const std::string& name = r.fields[i];
    if (name.empty()) return bad_file("has a column without a name (column " + std::to_string(i + 1) + ")", 1);
    if (find_invalid_utf8(name)) return bad_file("is not UTF-8 (save it as CSV UTF-8)", 1);
    if (const std::string sign = forbidden_sign(name); !sign.empty())
      return bad_file("has " + sign + " in the name of a column", 1);
    if (name.size() > kMaxCsvFieldBytes) return bad_file("has a column with a name of more than 64 KiB", 1);
    if (std::count(r.fields.begin(), r.fields.end(), name) > 1)
      return bad_file("has the column " + quoted(name) + " twice", 1);
  }
  return std::nullopt;
}

// A fault of the characters in a field; empty when there is none.
std::string field_fault(std::string_view field) {
  if (field.size() > kMaxCsvFieldBytes) return "is longer than 64 KiB";
  if (const auto at = find_invalid_utf8(field)) {
    constexpr char hex[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(field[*at]);
    return std::string("is not UTF-8 (byte 0x") + hex[byte >> 4] + hex[byte & 15] + " after " +
           quoted(field.substr(0, *at)) + ": probably saved as Windows-1252; save it as CSV UTF-8)";
  }
  if (const std::string sign = forbidden_sign(field); !sign.empty()) return "holds " + sign + " (take it away)";
  return {};
}

}  // namespace

Result<CsvTable> read_csv(std::string_view bytes) {
  if (bytes.substr(0, kBom.size()) == kBom) bytes.remove_prefix(kBom.size());
  if (const auto error = wrong_dialect(bytes)) return *error;

  CsvTable table;
  table.final_newline = bytes.back() == '\n';
  Scanner scanner(bytes);
  Record header = scanner.next();
  if (const auto error = wrong_header(header)) return *error;
  table.header = std::move(header.fields);
  const std::size_t columns = table.header.size();

  while (!scanner.done()) {
    const std::size_t line = scanner.line(), start = scanner.offset();
    Record r = scanner.next();
    const bool blank =
        r.fields.size() == 1 && r.fields[0].empty() && r.lines == 1 && r.fault.empty() && bytes[start] != '"';
    if (blank && columns > 1) {
      table.blank_lines.push_back(line);
      continue;
    }
    if (++table.rows_read > kMaxCsvRows) return bad_file("has more than 50 million rows");
    std::string field;
    std::string detail = r.fault;
    if (detail.empty() && r.field_count != columns) {
      detail = std::to_string(r.field_count) + " fields where the first line names " + std::to_string(columns) +
               (scanner.done() && !table.final_newline ? " (the last line is cut: is the file whole?)"
                                                       : " (is a comma not in quotes?)");
    }
    // A row that runs over several lines and is then wrong has most likely swallowed its neighbours: how many rows
    // were lost cannot be said, so the file is refused.
    if (r.open_quote || (!detail.empty() && r.lines > 1) || r.field_lines > kMaxCsvFieldLines) {
      return bad_file("has an unbalanced quote in the row that begins at line " + std::to_string(line) + " (" +
                          (detail.empty() ? "a field of more than 32 lines" : detail) + ')',
                      line);
    }
    if (detail.empty() && scanner.offset() - start > kMaxCsvRowBytes) detail = "the row is longer than 1 MiB";
    for (std::size_t i = 0; i < r.fields.size() && detail.empty(); ++i) {
      detail = field_fault(r.fields[i]);
      if (!detail.empty()) field = table.header[i];
    }
    if (detail.empty()) {
      table.rows.push_back({line, std::move(r.fields)});
    } else {
      table.faults.push_back({line, std::move(field), std::move(detail)});
    }
  }
  return table;
}

void append_csv_field(std::string& out, std::string_view field) {
  if (field.find_first_of(",\"\n\r") == std::string_view::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace yaad::geo
