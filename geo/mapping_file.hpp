// The mapping file: which column of a table is which field of ours, what its codes mean, how its dates are written.
// JSON, read strictly: a member that nobody knows is an error that lists the known ones. Described in geo/MAPPING.md.
#pragma once

#include "geo/import_text.hpp"
#include "geo/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

struct Mapping {
  std::string id_prefix;
  std::map<std::string, std::string> columns;                       // our field -> their column
  std::map<std::string, std::string> constants;                     // our field -> what stands in every row
  std::map<std::string, std::map<std::string, std::string>> codes;  // our field -> their value -> ours; "*": any other
  std::vector<std::string> dates;                                   // "edtf", "excel", or a pattern as "%d/%m/%Y"
  Encoding encoding = Encoding::detect;
  std::map<std::string, std::string> title;  // by language
  std::string licence, attribution, contact;
};

// Fails (bad_data) with the path of the member that is wrong: "columns.datum: is no field …".
Result<Mapping> parse_mapping(std::string_view text);

}  // namespace yaad::geo
