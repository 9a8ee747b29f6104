#include "geo/area_names.hpp"

#include "geo/fold.hpp"

#include <array>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::array<std::string_view, 5> kKinds{" province", " district", " velayat", " agency", " division"};

// Areas that are part of another one since: the outlines are those of today.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kJoined{
    {{"PK-KP", "Federally Administered Tribal Areas"}, {"PK-KP", "FATA"}, {"PK-IS", "Islamabad"}}};

std::string key(std::string_view parent, std::string_view name) {
  return std::string(parent) + ' ' + fold(without_area_kind(name));
}

}  // namespace

std::string without_area_kind(std::string_view name) {
  for (const std::string_view kind : kKinds) {
    if (name.size() <= kind.size()) continue;
    const std::string_view end = name.substr(name.size() - kind.size());
    if (fold(end) == fold(kind)) return std::string(name.substr(0, name.size() - kind.size()));
  }
  return std::string(name);
}

AreaNames::AreaNames(const Areas& areas) : areas_(areas) {
  const auto& all = areas.all();
  for (AreaIndex i = 0; i < all.size(); ++i) {
    by_name_.emplace(key(all[i].parent, all[i].name), i);
    for (const std::string& alias : all[i].aliases) by_name_.emplace(key(all[i].parent, alias), i);
  }
  for (const auto& [code, name] : kJoined)
    if (const auto index = areas.index_of(code)) by_name_.emplace(key(code.substr(0, 2), name), *index);
}

const Area* AreaNames::find(std::string_view parent, std::string_view name) const {
  if (parent.empty() || name.empty()) return nullptr;
  const auto found = by_name_.find(key(parent, name));
  return found == by_name_.end() ? nullptr : &areas_.all()[found->second];
}

const Area* AreaNames::province(std::string_view country_code, std::string_view name) const {
  return find(country_code, name);
}

const Area* AreaNames::district(std::string_view province_code, std::string_view name) const {
  return find(province_code, name);
}

}  // namespace yaad::geo
