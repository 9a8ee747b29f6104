// statistics.csv and corrections.csv: what stands beside the records.
#include "geo/field_parsers.hpp"
#include "geo/read_tables.hpp"
#include "geo/utf8.hpp"

#include <array>
#include <string_view>

namespace yaad::geo {
namespace {

constexpr std::array<std::string_view, 6> kReasons{"later_official", "arithmetic", "geocode",
                                                   "date",           "duplicate",  "legal_safety"};
enum class Reason : std::uint8_t { later_official, arithmetic, geocode, date, duplicate, legal_safety };

std::optional<SourceIndex> read_source(Row& row, const Linkable<SourceIndex>& sources) {
  const std::string id(row["source"]);
  if (id.empty()) return std::nullopt;
  if (id.find(';') != std::string::npos) {
    row.refuse("source", "names more than one source (keep the one that states it)");
    return std::nullopt;
  }
  return row.link("source", id, sources.table, sources.index);
}

}  // namespace

void read_statistics(TableFile& table, const Linkable<SourceIndex>& sources, LoadedFolder& out) {
  if (table.state() != TableState::present) return;
  const auto repeated = table.repeated("id");
  std::vector<std::pair<Statistic, std::size_t>> rows;
  CsvCursor csv_rows = table.rows();
  while (const CsvFields* csv_row = csv_rows.next()) {
    Row row(table, *csv_row, out.report);
    Statistic s;
    s.id = row.id("id", repeated);
    s.period = row.date("period", &s.span);
    s.area = row.text("area", kMaxName);
    s.killed = row.count("killed");
    s.injured = row.count("injured");
    s.attacks = row.count("attacks");
    if (row["source"].empty() && sources.table.state() == TableState::present) {
      row.refuse("source", "is blank (a total stands for what one source states: name it)");
    }
    s.source = read_source(row, sources);
    s.note = row.text("note", kMaxParagraph);
    if (!row.is_refused()) rows.emplace_back(std::move(s), row.line());
  }
  store_sorted(
      std::move(rows), [](const Statistic& a, const Statistic& b) { return a.id < b.id; }, out.dataset.statistics,
      out.lines.statistics);
}

void read_corrections(TableFile& table, const Linkable<SourceIndex>& sources, LoadedFolder& out) {
  if (table.state() != TableState::present) return;
  const auto columns = incidents_spec().columns;
  std::vector<std::pair<Correction, std::size_t>> rows;
  CsvCursor csv_rows = table.rows();
  while (const CsvFields* csv_row = csv_rows.next()) {
    Row row(table, *csv_row, out.report);
    Correction c;
    c.incident = row.id("incident", {});
    c.field = row["field"];
    if (std::find(columns.begin(), columns.end(), c.field) == columns.end()) {
      row.refuse("field", quoted(c.field) + " is no column of incidents.csv");
    }
    c.as_stated = row.text("as_stated", kMaxSentence);
    c.corrected = row.text("corrected", kMaxSentence);
    c.reason = row["reason"];
    row.code<Reason>(kReasons, "reason", c.reason);
    c.source = read_source(row, sources);
    c.date = row.date("date", nullptr);
    const bool draft = std::binary_search(out.drafts.begin(), out.drafts.end(), c.incident);
    if (!row.is_refused() && !draft) rows.emplace_back(std::move(c), row.line());
  }
  const auto order = [](const Correction& a, const Correction& b) { return listed_before(a, b); };
  store_sorted(std::move(rows), order, out.dataset.corrections, out.lines.corrections);
}

}  // namespace yaad::geo
