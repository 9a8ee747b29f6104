// What a request about areas or places asks for: `bbox`, `area` and `level` choose features, all other filters choose the
// records that are counted in them.
#pragma once

#include "geo/snapshot.hpp"
#include "server/handlers.hpp"

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::server {

inline constexpr std::array<std::string_view, 3> kAreaLevels{"country", "province", "district"};

struct AskedAreas {
  std::vector<std::string> areas;
  std::optional<geo::Bbox> bbox;
  std::function<bool(const geo::LonLat&, std::string_view)> in_sheet;  // what else is asked of a bbox. For one thread
  std::optional<geo::AreaLevel> level;
  geo::Filter records;
  std::string query;  // canonical

  bool wants(const geo::Snapshot& data, const std::string& code) const;
  bool wants(const geo::Snapshot& data, const geo::Place& place) const;
};

geo::Result<AskedAreas> parse_asked_areas(const Call& call, std::span<const std::string_view> known);

// "PK" is a country, "PK-BA" a province, "PK-BA.mastung" a district.
geo::AreaLevel level_of(std::string_view code);
// As its records are counted in an area: its district, else its province, else its country.
std::string code_of(const geo::Place& place);

}  // namespace yaad::server
