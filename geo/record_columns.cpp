#include "geo/record_columns.hpp"

#include <map>

namespace yaad::geo {

RecordColumns::RecordColumns(const Dataset& dataset) : words(dataset) {
  const std::size_t records = dataset.incidents.size();
  killed.reserve(records);
  date_precision.reserve(records);
  codes.reserve(records);
  std::map<std::array<std::string_view, 3>, std::uint32_t> numbers;
  for (const Incident& i : dataset.incidents) {
    killed.push_back(i.killed.counted().value_or(kNoFigure));
    date_precision.push_back(geo::date_precision(i.span));
    const auto [known, is_new] =
        numbers.try_emplace({i.country, i.area, i.district}, static_cast<std::uint32_t>(numbers.size()));
    if (is_new) all_codes.push_back({i.country, i.area, i.district});
    codes.push_back(known->second);
  }
}

}  // namespace yaad::geo
