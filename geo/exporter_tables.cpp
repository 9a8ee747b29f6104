#include "geo/exporter_tables.hpp"

#include "geo/exporter_columns.hpp"
#include "geo/exporter_text.hpp"

#include <cpl_string.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace yaad::geo {
namespace {

using Row = std::vector<std::string>;  // blank: not known
struct Table {
  std::string_view name;
  std::vector<std::string_view> columns;
  std::vector<Row> rows;
  std::vector<std::size_t> whole = {};  // the columns that hold numbers
};

std::string day_text(Day day) { return day == kBeforeTime || day == kAfterTime ? std::string() : iso(day); }
std::string number_text(std::optional<std::uint32_t> number) { return number ? std::to_string(*number) : ""; }

// Those that a record of this file or a statistic rests on, once each.
Table sources_table(const ExportSource& source) {
  const Dataset& data = source.dataset;
  std::vector<bool> cited(data.sources.size());
  for (const IncidentIndex row : source.rows)
    for (const SourceIndex s : data.incidents[row].sources) cited[s] = true;
  for (const Statistic& statistic : data.statistics)
    if (statistic.source) cited[*statistic.source] = true;
  Table table{"sources",
              {"id", "title", "publisher", "author", "url", "published", "quote", "lang", "kind", "accessed",
               "archived", "graphic"},
              {}};
  for (std::size_t s = 0; s < cited.size(); ++s) {
    if (!cited[s]) continue;
    const Source& one = data.sources[s];
    table.rows.push_back({one.id, one.title, one.publisher, one.author, one.url, one.published, one.quote, one.lang,
                          std::string(name_of(kSourceKinds, one.kind)), one.accessed, one.archived,
                          one.graphic ? "yes" : ""});
  }
  return table;
}

Table statistics_table(const ExportSource& source) {
  Table table{"statistics",
              {"id", "period", "first", "last", "area", "killed", "injured", "attacks", "source", "note"},
              {},
              {5, 6, 7}};
  for (const Statistic& s : source.dataset.statistics)
    table.rows.push_back({s.id, s.period, day_text(s.span.first()), day_text(s.span.last()), s.area,
                          number_text(s.killed), number_text(s.injured), number_text(s.attacks),
                          s.source ? source.dataset.sources[*s.source].id : std::string(), s.note});
  return table;
}

Table codebook_table() {
  static constexpr std::array<std::string_view, 5> kKinds{"text", "day", "whole number", "number", "yes or no"};
  Table table{"codebook", {"column", "kind", "about", "codes", "hxl"}, {}};
  for (const Column& column : export_columns()) {
    std::string codes;
    for (const std::string_view code : column.codes) codes.append(codes.empty() ? "" : ";").append(code);
    table.rows.push_back({std::string(column.name), std::string(kKinds[static_cast<std::size_t>(column.kind)]),
                          std::string(column.about), codes, std::string(column.hxl)});
  }
  return table;
}

Table provenance_table(const std::vector<std::pair<std::string_view, std::string>>& lines) {
  Table table{"provenance", {"name", "value"}, {}};
  for (const auto& [name, value] : lines) table.rows.push_back({std::string(name), value});
  return table;
}

std::vector<Table> tables_of(const ExportSource& source, const ExportPlan& plan) {
  return {sources_table(source), statistics_table(source), codebook_table(),
          provenance_table(provenance(source, plan))};
}

void demand(bool good, std::string_view table) {
  if (!good) throw std::runtime_error("export: the table " + std::string(table) + " cannot be written");
}

void write_table(GDALDataset& dataset, const Table& table, ExportFormat format) {
  OGRLayer* layer = dataset.CreateLayer(std::string(table.name).c_str(), nullptr, wkbNone, nullptr);
  demand(layer != nullptr, table.name);
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const bool whole = std::find(table.whole.begin(), table.whole.end(), c) != table.whole.end();
    OGRFieldDefn field(std::string(table.columns[c]).c_str(), whole ? OFTInteger64 : OFTString);
    demand(layer->CreateField(&field) == OGRERR_NONE, table.name);
  }
  for (const Row& row : table.rows) {
    OGRFeature feature(layer->GetLayerDefn());
    for (std::size_t c = 0; c < row.size(); ++c)
      if (!row[c].empty()) feature.SetField(static_cast<int>(c), safe_text(row[c], format).c_str());
    demand(layer->CreateFeature(&feature) == OGRERR_NONE, table.name);
  }
}

}  // namespace

std::vector<ExportTable> export_tables(const ExportSource& source, const ExportPlan& plan) {
  std::vector<ExportTable> list;
  for (const Table& table : tables_of(source, plan)) list.push_back({table.name, table.rows.size()});
  return list;
}

void write_export_tables(GDALDataset& dataset, const ExportSource& source, const ExportPlan& plan) {
  for (const Table& table : tables_of(source, plan)) write_table(dataset, table, plan.format);
}

void write_provenance_table(GDALDataset& dataset, const std::vector<std::pair<std::string_view, std::string>>& lines) {
  write_table(dataset, provenance_table(lines), ExportFormat::gpkg);
}

}  // namespace yaad::geo
