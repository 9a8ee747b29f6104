// Countries by name and by number: what other producers write, as ISO 3166-1 codes ("PK"). Names only; where a country
// lies is the business of Areas. Costs a folding and a look-up.
#pragma once

#include <string_view>

namespace yaad::geo {

// Blank where no country of today has this name: "Pakistan", "Yemen (North Yemen)", "Ivory Coast".
std::string_view country_code(std::string_view name);
// ISO 3166-1 numeric, as ACLED's column `iso`: 586.
std::string_view country_code(unsigned iso_number);

}  // namespace yaad::geo
