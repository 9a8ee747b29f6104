#include "geo/record_page.hpp"

#include <algorithm>

namespace yaad::geo {
namespace {

// A list that is this short is made whole.
constexpr std::uint64_t kShortList = 4096;
// How many records are looked at, one after the other, before the whole list is made instead: about a millisecond.
constexpr std::size_t kMostLookedAt = 20000;

// The records of the list that begin before its window: few, since a record of one day does not.
std::vector<IncidentIndex> begun_before(const Dataset& dataset, const SpaceTimeIndex& index, const Filter& filter) {
  if (filter.window.first() == kBeforeTime) return {};
  Filter at_its_edge = filter;
  at_its_edge.window = DateSpan::day(filter.window.first());
  std::vector<IncidentIndex> begun = index.not_day_dated(at_its_edge);
  std::erase_if(begun, [&](IncidentIndex i) { return dataset.incidents[i].span.first() >= filter.window.first(); });
  std::sort(begun.begin(), begun.end());
  return begun;
}

}  // namespace

RecordPage page_of(const std::vector<IncidentIndex>& list, const PageStart& start, std::size_t limit) {
  auto first = std::lower_bound(list.begin(), list.end(), start.at);
  first += static_cast<std::ptrdiff_t>(std::min(start.skipped, static_cast<std::size_t>(list.end() - first)));
  const auto last = first + static_cast<std::ptrdiff_t>(std::min(limit, static_cast<std::size_t>(list.end() - first)));
  return {list.size(), {first, last}, last != list.end()};
}

RecordPage record_page(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index, const Filter& filter,
                       const PageStart& start, std::size_t limit) {
  const std::uint64_t matched = index.total(filter).count;
  const std::size_t wanted = start.skipped + limit + 1;  // one more says that there is a next page
  if (matched <= kShortList || wanted > kMostLookedAt) return page_of(index.records(filter), start, limit);
  std::vector<IncidentIndex> found = begun_before(dataset, index, filter);
  const std::vector<Incident>& all = dataset.incidents;
  const auto begin = std::partition_point(all.begin(), all.end(),
                                          [&](const Incident& i) { return i.span.first() < filter.window.first(); });
  std::erase_if(found, [&](IncidentIndex i) { return i < start.at; });
  const Matcher matches(filter, dataset, areas);
  const std::size_t from = std::max(static_cast<std::size_t>(begin - all.begin()), std::size_t{start.at});
  for (std::size_t i = from; i < all.size() && found.size() < wanted; ++i) {
    if (i - from == kMostLookedAt) return page_of(index.records(filter), start, limit);
    if (matches(all[i])) found.push_back(static_cast<IncidentIndex>(i));
  }
  RecordPage page = page_of(found, {start.skipped, 0}, limit);
  page.matched = matched;
  return page;
}

}  // namespace yaad::geo
