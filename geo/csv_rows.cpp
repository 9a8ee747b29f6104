#include "geo/csv_rows.hpp"

#include "geo/utf8.hpp"

#include <algorithm>
#include <deque>
#include <optional>

namespace yaad::geo {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

Error bad_file(std::string detail, std::size_t line = 0) {
  return {Errc::bad_data, std::move(detail), line == 0 ? std::string() : std::to_string(line), {}};
}

// One record as it stands in the bytes, before its characters are judged.
struct Record {
  std::vector<std::string_view> fields;  // at most one more than a table may have: a line of commas alone costs nothing
  std::size_t field_count = 0;
  std::size_t lines = 1;        // physical lines it runs over
  std::size_t field_lines = 1;  // of its longest field
  const char* fault = "";       // "" when the quoting is right
  bool open_quote = false;      // the end of the file was reached inside quotes
};

}  // namespace

// Takes the bytes apart into records. Views of a record hold until the next one is read.
class CsvScanner {
 public:
  explicit CsvScanner(std::string_view bytes) : bytes_(bytes) {}

  bool done() const { return at_ == bytes_.size(); }
  std::size_t line() const { return line_; }
  std::size_t offset() const { return at_; }
  // The bytes of the last record without the line end after it.
  std::string_view text() const { return bytes_.substr(start_, end_ - start_); }

  // Reads one record and the line end after it. After a fault it goes on field by field, so that a quoted field of
  // several lines in the same record is not taken apart into rows.
  const Record& next() {
    begin();
    while (true) {
      if (record_.fields.size() <= kMaxCsvColumns) record_.fields.emplace_back();
      ++record_.field_count;
      if (at_ < bytes_.size() && bytes_[at_] == '"') {
        read_quoted();
      } else {
        read_plain();
      }
      if (at_ < bytes_.size() && bytes_[at_] == ',') {
        ++at_;
        continue;
      }
      end_ = at_;
      end_line();
      return record_;
    }
  }

 private:
  void begin() {
    record_.fields.clear();
    record_.field_count = 0;
    record_.lines = record_.field_lines = 1;
    record_.fault = "";
    record_.open_quote = false;
    unescaped_used_ = 0;
    start_ = at_;
  }

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
    for (; at_ < bytes_.size(); ++at_) {
      const auto c = static_cast<unsigned char>(bytes_[at_]);
      if (c > ',') continue;  // digits, letters and all that is not ASCII: nearly every byte
      if (c == ',' || ((c == '\n' || c == '\r') && at_line_end())) break;
      quote = quote || c == '"';
    }
    return quote;
  }

  void read_plain() {
    const std::size_t start = at_;
    if (skip_plain())
      fault("a quote inside a field that is not quoted (put the whole field in quotes and write each quote twice)");
    record_.fields.back() = bytes_.substr(start, at_ - start);
  }

  // A field is a view of the bytes until something in it is written otherwise than it reads.
  void read_quoted() {
    const std::size_t start = ++at_;
    std::string* text = nullptr;
    std::size_t lines = 1;
    const auto unescape = [&] {
      if (text != nullptr) return;
      if (unescaped_used_ == unescaped_.size()) unescaped_.emplace_back();
      text = &unescaped_[unescaped_used_++];
      *text = bytes_.substr(start, at_ - start);
    };
    const auto field = [&] { return text != nullptr ? std::string_view(*text) : bytes_.substr(start, at_ - start); };
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c == '"') {
        if (at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '"') {
          unescape();
          *text += '"';
          at_ += 2;
          continue;
        }
        record_.fields.back() = field();
        ++at_;
        record_.field_lines = std::max(record_.field_lines, lines);
        if (at_line_end() || bytes_[at_] == ',') return;
        fault("text after a closing quote (write a quote inside a field twice)");
        skip_plain();
        return;
      }
      // A line end inside a field is LF, whatever the line ends of the file.
      if (c == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n') {
        unescape();
        ++at_;
        continue;
      }
      if (c == '\n') {
        ++line_;
        ++record_.lines;
        ++lines;
      }
      if (text != nullptr) *text += c;
      ++at_;
    }
    record_.fields.back() = field();
    record_.open_quote = true;
    fault("a quote that is never closed");
  }

  void fault(const char* what) {
    if (*record_.fault == '\0') record_.fault = what;
  }

  std::string_view bytes_;
  std::size_t at_ = 0, start_ = 0, end_ = 0;
  std::size_t line_ = 1;
  Record record_;
  std::deque<std::string> unescaped_;  // a deque: views of its texts hold while it grows
  std::size_t unescaped_used_ = 0;
};

namespace {

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
  if (*r.fault != '\0') return bad_file(std::string("has ") + r.fault + " in its first line", 1);
  if (r.lines > 1) return bad_file("has a line break in the name of a column", 1);
  if (r.field_count > kMaxCsvColumns) return bad_file("has more than 256 columns", 1);
  for (std::size_t i = 0; i < r.fields.size(); ++i) {
    const std::string_view name = r.fields[i];
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

// True when no byte can be at fault: letters, digits and signs of ASCII. Nearly every row of a large file is so.
bool is_plain_ascii(std::string_view text) {
  unsigned outside = 0;
  for (const char c : text) outside |= static_cast<unsigned>(static_cast<unsigned char>(c) - 0x20U) > 0x7EU - 0x20U;
  return outside == 0;
}

bool is_blank_line(const Record& r, std::string_view text) {
  return r.fields.size() == 1 && r.fields[0].empty() && r.lines == 1 && *r.fault == '\0' && text.empty();
}

std::string_view without_bom(std::string_view bytes) {
  if (bytes.substr(0, kBom.size()) == kBom) bytes.remove_prefix(kBom.size());
  return bytes;
}

}  // namespace

Result<CsvRows> CsvRows::scan(std::string_view bytes, std::size_t max_field_lines) {
  bytes = without_bom(bytes);
  if (const auto error = wrong_dialect(bytes)) return *error;

  CsvRows table;
  table.bytes_ = bytes;
  table.final_newline = bytes.back() == '\n';
  CsvScanner scanner(bytes);
  const Record& r = scanner.next();
  if (const auto error = wrong_header(r)) return *error;
  table.header.assign(r.fields.begin(), r.fields.end());
  const std::size_t columns = table.header.size();

  while (!scanner.done()) {
    const std::size_t line = scanner.line(), start = scanner.offset();
    scanner.next();
    if (columns > 1 && is_blank_line(r, scanner.text())) {
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
    if (r.open_quote || (!detail.empty() && r.lines > 1) || r.field_lines > max_field_lines) {
      return bad_file(
          "has an unbalanced quote in the row that begins at line " + std::to_string(line) + " (" +
              (detail.empty() ? "a field of more than " + std::to_string(max_field_lines) + " lines" : detail) + ')',
          line);
    }
    const std::size_t size = scanner.offset() - start;
    if (detail.empty() && size > kMaxCsvRowBytes) detail = "the row is longer than 1 MiB";
    if (detail.empty() && (size > kMaxCsvFieldBytes || !is_plain_ascii(scanner.text()))) {
      for (std::size_t i = 0; i < r.fields.size() && detail.empty(); ++i) {
        detail = field_fault(r.fields[i]);
        if (!detail.empty()) field = table.header[i];
      }
    }
    if (!detail.empty()) table.faults.push_back({line, std::move(field), std::move(detail)});
  }
  return table;
}

CsvCursor::CsvCursor(const CsvRows& table) : table_(table), scanner_(std::make_unique<CsvScanner>(table.bytes_)) {
  if (!scanner_->done()) scanner_->next();  // the header
}
CsvCursor::CsvCursor(CsvCursor&&) noexcept = default;
CsvCursor::~CsvCursor() = default;

const CsvFields* CsvCursor::next() {
  const auto stands_next = [this](const auto& lines, std::size_t at, auto line_of) {
    return at < lines.size() && line_of(lines[at]) == row_.line;
  };
  while (!scanner_->done()) {
    row_.line = scanner_->line();
    const Record& r = scanner_->next();
    if (stands_next(table_.blank_lines, blank_, [](std::size_t line) { return line; })) {
      ++blank_;
    } else if (stands_next(table_.faults, fault_, [](const CsvFault& f) { return f.line; })) {
      ++fault_;
    } else {
      row_.fields = r.fields;
      return &row_;
    }
  }
  return nullptr;
}

Result<CsvTable> read_csv(std::string_view bytes) {
  auto scanned = CsvRows::scan(bytes);
  if (!scanned) return scanned.error();
  CsvTable table;
  CsvCursor rows(*scanned);
  while (const CsvFields* row = rows.next())
    table.rows.push_back({row->line, {row->fields.begin(), row->fields.end()}});
  table.header = std::move(scanned->header);
  table.faults = std::move(scanned->faults);
  table.blank_lines = std::move(scanned->blank_lines);
  table.rows_read = scanned->rows_read;
  table.final_newline = scanned->final_newline;
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
