#include "geo/exporter.hpp"

#include <algorithm>

namespace yaad::geo {

Result<void> check(const ExportPlan& plan) {
  const auto refused = [](std::string_view parameter, std::string detail) {
    return Error{Errc::bad_parameter, std::move(detail), std::string(parameter), {}};
  };
  const bool sheet = plan.format == ExportFormat::xlsx || plan.format == ExportFormat::ods;
  if (plan.format == ExportFormat::kml && !plan.crs.is_crs84())
    return refused("crs", "KML is in longitude and latitude always; leave crs out or take another format");
  if (plan.areas && plan.format == ExportFormat::shp)
    return refused("geometry", "a shapefile holds points or polygons, not both; take gpkg");
  if (plan.areas && sheet)
    return refused("geometry", "a cell of a spreadsheet is too small for a polygon; take csv or gpkg");
  if (plan.hxl && plan.format != ExportFormat::csv && plan.format != ExportFormat::xlsx)
    return refused("hxl", "only csv and xlsx have a row of HXL tags");
  return {};
}

std::vector<std::pair<std::string_view, std::string>> provenance(const ExportSource& source, const ExportPlan& plan) {
  return provenance(source, plan.crs, source.rows.size());
}

std::vector<std::pair<std::string_view, std::string>> provenance(const ExportSource& source, const CrsName& crs,
                                                                 std::size_t count) {
  const DatasetInfo& info = source.dataset.info;
  const auto title = info.title.find("en");
  return {
      {"title", title != info.title.end() ? title->second
                : info.title.empty()      ? std::string("Yaad")
                                          : info.title.begin()->second},
      {"version", source.version},
      {"sha256", source.sha256},
      {"filter", source.filter.empty() ? "none: all records" : source.filter},
      {"crs", crs.uri()},
      {"count", std::to_string(count)},
      {"withheld", std::to_string(source.withheld) + " records of the whole dataset are kept back"},
      {"licence", info.licence},
      {"attribution", info.attribution},
      {"contact", info.contact},
  };
}

std::string provenance_line(const std::vector<std::pair<std::string_view, std::string>>& provenance) {
  std::string line;
  for (const auto& [name, value] : provenance)
    line.append(line.empty() ? "" : "; ").append(name).append(": ").append(value);
  return line;
}

std::string provenance_line(const ExportSource& source, const ExportPlan& plan) {
  return provenance_line(provenance(source, plan));
}

bool begins_formula(std::string_view text) {
  // U+FF1D, U+FF0B, U+FF0D, U+FF20: some spreadsheets of East Asia read them as their narrow twins.
  static constexpr std::array<std::string_view, 4> kWide{"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
                                                         "\xef\xbc\xa0"};
  if (text.empty()) return false;
  constexpr std::string_view kNarrow("=+-@\t\r\n\0", 8);
  return kNarrow.find(text[0]) != kNarrow.npos ||
         std::any_of(kWide.begin(), kWide.end(), [&](std::string_view sign) { return text.starts_with(sign); });
}

}  // namespace yaad::geo
