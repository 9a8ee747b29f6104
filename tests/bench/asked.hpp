// A request of the list as the geo room is asked it: its days, its tile, its filter; and the codes behind the numbers.
// The one table of those codes, for the folder that is written and for the filters that are asked.
#pragma once

#include "geo/filter.hpp"
#include "geo/tile_id.hpp"
#include "tests/bench/workload.hpp"

#include <array>
#include <string>
#include <string_view>

namespace yaad::bench {

inline constexpr std::array<std::string_view, kAttackKinds> kAttackCodes{
    "shooting", "bombing", "targeted_killing", "suicide_bombing", "grenade", "rocket_mortar", "execution", "other"};
// Every record stays a point: 5, the corner of half a degree, is a point with its radius.
inline constexpr std::array<std::string_view, 5> kPrecisionCodes{"P1", "P2", "P3", "P4", "P7"};
// "group-07"
inline std::string group_code(unsigned group) { return (group < 10 ? "group-0" : "group-") + std::to_string(group); }

// The day that holds the second, also before 1970.
inline geo::Day day_of_second(std::int64_t t) {
  return static_cast<geo::Day>(t / kSecondsOfDay - (t % kSecondsOfDay < 0 ? 1 : 0));
}
inline geo::Day first_day(const Request& r) { return day_of_second(r.from); }
inline geo::Day last_day(const Request& r) { return day_of_second(r.until - 1); }

inline geo::TileId tile_of(const Request& r) { return geo::TileId::from(r.z, r.x, r.y).value(); }

// The window alone, or the window with the attack types and the groups of the masks.
inline geo::Filter filter_of(const Request& r, bool filtered) {
  geo::Filter f;
  f.window = geo::DateSpan::between(first_day(r), last_day(r));
  if (!filtered) return f;
  for (unsigned a = 0; a < kAttackKinds; ++a)
    if ((r.attack_mask >> a & 1U) != 0)
      f.attack_types.insert(*geo::code_from<geo::AttackType>(geo::kAttackTypes, kAttackCodes[a]));
  for (unsigned g = 0; g < kGroups; ++g)
    if ((r.group_mask >> g & 1U) != 0) f.actors.push_back(group_code(g));
  return f;
}

}  // namespace yaad::bench
