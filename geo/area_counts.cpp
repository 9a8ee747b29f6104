#include "geo/area_counts.hpp"

#include "geo/patience.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace yaad::geo {

AreaCounts::AreaCounts(const Dataset& dataset, const Areas& areas) {
  using Codes = std::array<std::string_view, 3>;
  std::map<Codes, std::uint32_t> combinations;
  bearing_.reserve(dataset.incidents.size());
  for (const Incident& i : dataset.incidents)
    bearing_.push_back(
        combinations.try_emplace({i.country, i.area, i.district}, static_cast<std::uint32_t>(combinations.size()))
            .first->second);

  codes_.reserve(areas.all().size());
  for (const Area& area : areas.all()) codes_.push_back(area.code);
  for (const auto& [codes, number] : combinations)
    for (const std::string_view code : codes)
      if (!code.empty()) codes_.emplace_back(code);
  std::sort(codes_.begin(), codes_.end());
  codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());

  areas_of_.resize(combinations.size());
  for (const auto& [codes, number] : combinations)
    for (std::uint32_t a = 0; a < codes_.size(); ++a)
      if (std::any_of(codes.begin(), codes.end(),
                      [&](std::string_view code) { return area_includes(codes_[a], code); }))
        areas_of_[number].push_back(a);
}

std::vector<Tally> AreaCounts::of(const Dataset& dataset, const std::vector<IncidentIndex>& records) const {
  std::vector<Tally> by_combination(areas_of_.size());
  for (const IncidentIndex i : records) {
    look_up(kStepsARecord);
    geo::add(by_combination[bearing_[i]], dataset.incidents[i]);
  }
  std::vector<Tally> counts(codes_.size());
  for (std::size_t c = 0; c < by_combination.size(); ++c)
    for (const std::uint32_t area : areas_of_[c]) counts[area].add(by_combination[c]);
  return counts;
}

}  // namespace yaad::geo
