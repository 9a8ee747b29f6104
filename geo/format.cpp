#include "geo/format.hpp"

#include "geo/file_bytes.hpp"
#include "geo/reader.hpp"
#include "geo/replaced_file.hpp"
#include "geo/table_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <numeric>
#include <optional>
#include <string_view>
#include <system_error>

namespace yaad::geo {
namespace {

// The known columns that the file has, in the order of the codebook, then the others as they stand.
std::vector<std::size_t> column_order(const std::vector<std::string>& header, const TableSpec& spec) {
  const auto rank = [&](std::size_t i) { return std::find(spec.columns.begin(), spec.columns.end(), header[i]); };
  std::vector<std::size_t> order(header.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return order;
}

std::string canonical(CsvTable table, const TableSpec& spec) {
  const auto order = column_order(table.header, spec);
  const auto in_order = [&order](std::vector<std::string> fields) {
    std::vector<std::string> out;
    out.reserve(order.size());
    for (const std::size_t i : order) out.push_back(std::move(fields[i]));
    return out;
  };
  std::vector<std::vector<std::string>> rows;
  for (CsvRow& row : table.rows) rows.push_back(in_order(std::move(row.fields)));
  // By the first column; the others decide where several rows share it, as corrections of one record do.
  std::sort(rows.begin(), rows.end());
  rows.insert(rows.begin(), in_order(std::move(table.header)));
  std::string text;
  for (const auto& fields : rows) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) text += ',';
      append_csv_field(text, fields[i]);
    }
    text += '\n';
  }
  return text;
}

struct Output {
  std::string file, text;
};

// What the file should hold, where that is not what it holds.
Result<std::optional<Output>> output_of(const std::string& folder, const TableSpec& spec) {
  const std::string name(spec.file);
  auto bytes = read_regular_file(folder, name);
  if (!bytes) return Error{Errc::unreadable, name + ' ' + bytes.error().detail, name, {}};
  if (!*bytes) return std::optional<Output>();
  auto table = read_csv(**bytes);
  if (!table || !table->faults.empty()) {
    return Error{Errc::bad_data, name + " was changed while it was read (try again)", name, {}};
  }
  Output output{name, canonical(std::move(*table), spec)};
  if (output.text == **bytes) return std::optional<Output>();
  return std::optional<Output>(std::move(output));
}

}  // namespace

Result<std::vector<std::string>> format_folder(const std::string& folder, const Areas& areas) {
  const auto read = read_folder(folder, areas, {});
  if (!read) return read.error();
  // A fault of a row says more than what follows from it for the file as a whole.
  const Finding* error = nullptr;
  for (const Finding& f : read->report.findings)
    if (f.severity == Severity::error && (error == nullptr || (error->line == 0 && f.line != 0))) error = &f;
  if (error != nullptr) {
    return Error{
        Errc::bad_data, "nothing was written, for the folder has errors (mend them first): " + to_text(*error), {}, {}};
  }
  const std::array specs{&incidents_spec(), &sources_spec(),    &actors_spec(),
                         &places_spec(),    &statistics_spec(), &corrections_spec()};
  std::vector<Output> outputs;
  for (const TableSpec* spec : specs) {
    auto output = output_of(folder, *spec);
    if (!output) return output.error();
    if (*output) outputs.push_back(std::move(**output));
  }
  std::vector<std::string> written;
  for (const Output& output : outputs) {
    ReplacedFile file(folder, output.file);
    if (!file.write(output.text) || !file.take_place()) {
      const std::string why = std::generic_category().message(errno);
      return Error{Errc::unreadable, output.file + " cannot be written: " + why, output.file, {}};
    }
    written.push_back(output.file);
  }
  return written;
}

}  // namespace yaad::geo
