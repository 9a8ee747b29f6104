#include "geo/space_time_index.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <map>

namespace yaad::geo {
namespace {

// What a cell gathers while its records are visited. Sums of 2^32 steps over 2^32 records would overflow 64 bits;
// IncidentIndex is 32 bits wide, so the sum of offsets from the cell's corner (below 2^32 each) is still < 2^64.
struct Gathering {
  Tally tally;
  std::uint64_t sum_x = 0, sum_y = 0;        // of places, in World steps
  std::uint32_t differ_x = 0, differ_y = 0;  // bits in which any place differs from the first
  World first;
  IncidentIndex only = 0;
  std::optional<PlaceIndex> place;  // of the first; none as soon as another differs

  void add(IncidentIndex incident, const World& at, const std::optional<PlaceIndex>& named, const Tally& one) {
    if (tally.count == 0) {
      first = at;
      only = incident;
      place = named;
      tally = one;
    } else {
      tally.add(one);
      if (place != named) place.reset();
    }
    differ_x |= at.x ^ first.x;
    differ_y |= at.y ^ first.y;
    sum_x += at.x;
    sum_y += at.y;
  }
};

// The zoom whose served cells first tell the places apart: one more level than their common leading bits.
std::optional<int> expansion_zoom(std::uint32_t differ, int zoom) {
  if (differ == 0) return std::nullopt;
  const int split_level = std::countl_zero(differ) + 1;
  const int z = std::max(split_level - kServedCellBits, zoom + 1);
  return z <= kMaxZoom ? std::optional(z) : std::nullopt;
}

CellTally finish(const CellId& cell, const Gathering& g, int zoom) {
  CellTally result;
  result.cell = cell;
  result.tally = g.tally;
  result.place = g.place;
  result.same_place = (g.differ_x | g.differ_y) == 0;
  result.centroid = {static_cast<std::uint32_t>(g.sum_x / g.tally.count),
                     static_cast<std::uint32_t>(g.sum_y / g.tally.count)};
  if (g.tally.count == 1) result.only = g.only;
  else result.expansion_zoom = expansion_zoom(g.differ_x | g.differ_y, zoom);
  return result;
}

// The filter of one question: its window is left to the matcher, or asked for one end of the dates.
class DatedMatcher {
 public:
  DatedMatcher(const Filter& filter, Dating dating, const Dataset& dataset, const Areas& areas)
      : filter_(filter), dating_(dating), window_(filter.window), matches_(open(), dataset, areas) {}
  DatedMatcher(const DatedMatcher&) = delete;  // matches_ refers to filter_
  DatedMatcher& operator=(const DatedMatcher&) = delete;
  ~DatedMatcher() = default;

  bool operator()(const Incident& incident) const { return in_window(incident.span) && matches_(incident); }

 private:
  const Filter& open() {
    if (dating_ != Dating::any) filter_.window = DateSpan();
    return filter_;
  }
  bool in_window(const DateSpan& span) const {
    if (dating_ == Dating::any) return true;
    if (span.is_one_day() != (dating_ == Dating::day_dated)) return false;
    const Day day = dating_ == Dating::by_last ? span.last() : span.first();
    return day >= window_.first() && day <= window_.last();
  }
  Filter filter_;
  Dating dating_;
  DateSpan window_;
  Matcher matches_;
};

}  // namespace

SpaceTimeIndex::SpaceTimeIndex(const Dataset& dataset, const Areas& areas) : dataset_(dataset), areas_(areas) {
  at_.reserve(dataset.incidents.size());
  for (const Incident& incident : dataset.incidents) {
    at_.push_back(to_world(incident.at));
    tally_.push_back(tally_of(incident));
    area_.push_back(area_cell(incident, areas));
  }
}

std::vector<CellTally> SpaceTimeIndex::cells(const TileId& tile, int cell_bits, const Filter& filter,
                                             Dating dating) const {
  assert(cell_bits >= 0 && cell_bits <= 6);
  const DatedMatcher matches(filter, dating, dataset_, areas_);
  std::map<std::pair<std::uint32_t, std::uint32_t>, Gathering> by_row_and_column;
  for (IncidentIndex i = 0; i < at_.size(); ++i) {
    const Incident& incident = dataset_.incidents[i];
    if (!incident.is_dot() || TileId::of(at_[i], tile.z()) != tile || !matches(incident)) continue;
    const CellId cell = cell_of(at_[i], tile.z() + cell_bits);
    by_row_and_column[{cell.y, cell.x}].add(i, at_[i], incident.place, tally_[i]);
  }
  std::vector<CellTally> result;
  result.reserve(by_row_and_column.size());
  for (const auto& [key, gathering] : by_row_and_column)
    result.push_back(finish({tile.z() + cell_bits, key.second, key.first}, gathering, tile.z()));
  return result;
}

std::vector<AreaTally> SpaceTimeIndex::areas(const Filter& filter, Dating dating) const {
  const DatedMatcher matches(filter, dating, dataset_, areas_);
  std::map<std::string_view, Gathering> by_code;
  for (IncidentIndex i = 0; i < at_.size(); ++i) {
    const Incident& incident = dataset_.incidents[i];
    if (!incident.is_dot() && matches(incident)) by_code[area_[i]].add(i, at_[i], incident.place, tally_[i]);
  }
  std::vector<AreaTally> result;
  for (const auto& [code, gathering] : by_code) {
    const Area* area = areas_.find(code);
    result.push_back({code, area ? to_world(area->label) : gathering.first, gathering.tally,
                      gathering.tally.count == 1 ? std::optional(gathering.only) : std::nullopt});
  }
  return result;
}

Tally SpaceTimeIndex::total(const Filter& filter) const {
  const Matcher matches(filter, dataset_, areas_);
  Tally sum;
  for (IncidentIndex i = 0; i < at_.size(); ++i)
    if (matches(dataset_.incidents[i])) sum.add(tally_[i]);
  return sum;
}

std::optional<DateSpan> SpaceTimeIndex::extent(const Filter& filter) const {
  const Matcher matches(filter, dataset_, areas_);
  std::optional<DateSpan> extent;
  for (const Incident& incident : dataset_.incidents) {
    if (!matches(incident)) continue;
    for (const Day day : {incident.span.first(), incident.span.last()}) {
      if (day == kBeforeTime || day == kAfterTime) continue;
      extent = extent ? DateSpan::between(std::min(extent->first(), day), std::max(extent->last(), day))
                      : DateSpan::day(day);
    }
  }
  return extent;
}

std::vector<IncidentIndex> SpaceTimeIndex::records(const Filter& filter) const {
  const Matcher matches(filter, dataset_, areas_);
  std::vector<IncidentIndex> result;
  for (IncidentIndex i = 0; i < at_.size(); ++i)
    if (matches(dataset_.incidents[i])) result.push_back(i);
  return result;
}

std::vector<IncidentIndex> SpaceTimeIndex::records_in(const CellId& cell, const Filter& filter) const {
  std::vector<IncidentIndex> result = records(filter);
  std::erase_if(
      result, [&](IncidentIndex i) { return !dataset_.incidents[i].is_dot() || cell_of(at_[i], cell.level) != cell; });
  return result;
}

std::vector<IncidentIndex> SpaceTimeIndex::records_in(std::string_view area_code, const Filter& filter) const {
  std::vector<IncidentIndex> result = records(filter);
  std::erase_if(result, [&](IncidentIndex i) { return dataset_.incidents[i].is_dot() || area_[i] != area_code; });
  return result;
}

}  // namespace yaad::geo
