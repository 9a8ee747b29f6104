// Tables of other producers, for `yaad import` and `yaad serve --source`: where one is, and by whose rules it is read.
// A connection to a database is told to nobody but the library that opens it.
#pragma once

#include "geo/import_rules.hpp"

#include <string>
#include <string_view>

namespace yaad::server {

struct TableSource {
  std::string table;     // a file, or "PG:…"; blank: none
  std::string from;      // ucdp, acled, gtd or csv
  std::string mapping;   // a file; with csv
  std::string encoding;  // blank: found out
};

bool is_producer(std::string_view name);

// Reads the mapping, where there is one. The areas must stand as long as the rules.
geo::Result<geo::ImportRules> rules_of(const TableSource& source, const geo::Areas& areas);

// The table as CSV: a .csv file as it stands, every other format through OGR.
geo::Result<std::string> table_text(const TableSource& source);

// How the source is called in a log: of a database nothing but that it is one.
std::string shown(const TableSource& source);
// A name for its last good copy, which says nothing of a database either.
std::string state_name(const TableSource& source);
// A text that is another one after the file or its mapping was changed; of a database always the same.
std::string look_of(const TableSource& source);

}  // namespace yaad::server
