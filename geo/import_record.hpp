// One row of another producer's file on its way into a data folder: what it says, in our columns, still as text.
// Rules of a producer fill it or say why the row is not taken; the tables are written from it. Plain values.
#pragma once

#include "geo/csv_rows.hpp"
#include "geo/precision.hpp"
#include "geo/table_file.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

// A row of the file that is read, by the names of its columns; blank where there is no such column.
class ImportRow {
 public:
  ImportRow(const std::vector<std::string>& header, const ColumnPositions& columns, const CsvFields& row)
      : header_(header), columns_(columns), row_(row) {}
  std::string_view operator[](std::string_view column) const {
    const auto i = columns_.find(column, header_);
    return i ? row_.fields[*i] : std::string_view();
  }
  std::size_t line() const { return row_.line; }
  std::span<const std::string_view> fields() const { return row_.fields; }

 private:
  const std::vector<std::string>& header_;
  const ColumnPositions& columns_;
  const CsvFields& row_;
};

// Why a row becomes no record. Refused is what cannot be read; left out is what can, and is no attack at a place.
struct NotTaken {
  bool left_out = false;
  std::string column;  // of the file that is read; may be blank
  std::string reason;  // the same text for every row of the kind: rows are counted by it
  std::string value;   // what stands in the row
};

struct ImportedPlace {
  std::string name;
  std::string lat, lon;  // as written
  PlacePrecision precision = PlacePrecision::town;
  std::string country, area, district;  // "PK", "PK-BA", "Mastung"
  std::string basis;
};

struct ImportedSource {
  std::string id;  // blank: made from what it says, so that equal ones are one
  std::string title, publisher, author, url, published, quote, lang, kind;
};

struct ImportedRecord {
  std::string id, date, date_as_stated;
  ImportedPlace place;
  std::string killed_low, killed, killed_high, injured_low, injured, injured_high, killed_perpetrators;
  std::string attack_type, target_type, community, actor_by, perpetrators, summary, status, sensitivity, note;
  std::vector<std::string> actors, claimed_by;  // names
  std::vector<ImportedSource> sources;
};

}  // namespace yaad::geo
