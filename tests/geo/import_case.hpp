// Rows of another producer for a test: artificial, by the published names of columns. The areas are rectangles with the
// codes of Pakistan, for the importers know countries by their names.
#pragma once

#include "data_folder.hpp"
#include "geo/csv_rows.hpp"
#include "geo/importer.hpp"
#include "geo/reader.hpp"

#include <map>
#include <string>
#include <vector>

namespace yaad::test {

using Fields = std::map<std::string, std::string>;

inline const geo::Areas& import_areas() {
  static const geo::Areas areas = [] {
    const std::string json =
        R"({"type":"FeatureCollection","features":[)" +
        rectangle(R"("code":"PK","name":"Pakistan","level":"country")", 60, 20, 80, 40) + "," +
        rectangle(R"("code":"PK-BA","name":"Balochistan","aliases":"Baluchistan","level":"province","parent":"PK")", 60,
                  20, 70, 32) +
        "," +
        rectangle(R"("code":"PK-KP","name":"Khyber Pakhtunkhwa","level":"province","parent":"PK")", 70, 32, 80, 40) +
        "," +
        rectangle(R"("code":"PK-BA.kachhi","name":"Kachhi","aliases":"Bolan","level":"district","parent":"PK-BA")", 66,
                  28, 68, 30) +
        "]}";
    return geo::Areas::from_geojson(std::as_bytes(std::span(json))).value();
  }();
  return areas;
}

// One CSV of rows that may differ in their columns from `base`.
inline std::string csv_of(const Fields& base, const std::vector<Fields>& rows) {
  std::string text;
  for (const auto& [column, unused] : base) text += (text.empty() ? "" : ",") + column;
  text += '\n';
  for (const Fields& row : rows) {
    std::string line;
    for (const auto& [column, value] : base) {
      if (!line.empty()) line += ',';
      const auto own = row.find(column);
      // In quotes, so that a blank first field is a field too.
      line += '"';
      for (const char c : own == row.end() ? value : own->second)
        line += c == '"' ? std::string("\"\"") : std::string(1, c);
      line += '"';
    }
    text += line + '\n';
  }
  return text;
}

// A folder as the importer made it, and as the reader that serves reads it.
struct ImportCase {
  geo::Imported imported;
  geo::LoadedFolder folder;

  const geo::Incident& incident(std::size_t n = 0) const { return folder.dataset.incidents.at(n); }
  const geo::Place& place_of(const geo::Incident& i) const { return folder.dataset.places.at(i.place.value()); }
  const geo::NotTaken* why(std::size_t n) const {
    const auto& row = imported.report.rows.at(n);
    return row.why ? &*row.why : nullptr;
  }
};

inline ImportCase import_text(const std::string& text, const geo::ImportRules& rules) {
  auto imported = geo::import_table(text, rules, import_areas(), {}).value();
  auto folder = geo::read_files(imported.files, import_areas(), {.drafts = true, .progress = {}}).value();
  return {std::move(imported), std::move(folder)};
}

inline std::size_t errors_in(const geo::LoadedFolder& folder) {
  std::size_t errors = 0;
  for (const auto& f : folder.report.findings) errors += f.severity == geo::Severity::error ? 1 : 0;
  return errors;
}

}  // namespace yaad::test
