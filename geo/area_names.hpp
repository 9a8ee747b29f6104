// Provinces and districts by the names that other producers write: "Balochistan province", "Mastung district".
// Whole names only, folded, without the word for the kind of area; nothing is guessed from a likeness.
// Built once from the areas; a look-up costs a folding.
#pragma once

#include "geo/areas.hpp"

#include <string>
#include <string_view>
#include <unordered_map>

namespace yaad::geo {

class AreaNames {
 public:
  explicit AreaNames(const Areas& areas);

  // Null where no such area is known.
  const Area* province(std::string_view country_code, std::string_view name) const;
  const Area* district(std::string_view province_code, std::string_view name) const;

 private:
  const Area* find(std::string_view parent, std::string_view name) const;

  const Areas& areas_;
  std::unordered_map<std::string, AreaIndex> by_name_;  // "PK balochistan", "PK-BA mastung"
};

// "Mastung district" as "Mastung".
std::string without_area_kind(std::string_view name);

}  // namespace yaad::geo
