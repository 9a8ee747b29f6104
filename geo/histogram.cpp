#include "geo/histogram.hpp"

#include <algorithm>

namespace yaad::geo {
namespace {

DateSpan next_unit(const DateSpan& unit, Step step) { return unit_of(unit.last() + 1, step); }

// Bins from the unit of `first` to the unit of `last`, gaps included; empty when there would be too many.
std::vector<Bin> bins_between(Day first, Day last, Step step) {
  std::vector<Bin> bins;
  for (DateSpan unit = unit_of(first, step);; unit = next_unit(unit, step)) {
    if (bins.size() == kMaxBins) return {};
    bins.push_back({unit, {}, {}});
    if (unit.last() >= last) return bins;
  }
}

}  // namespace

DateSpan unit_of(Day day, Step step) {
  if (step == Step::day) return DateSpan::day(day);
  if (step == Step::week) {
    const Day monday = day - (iso_weekday(day) - 1);
    return DateSpan::between(monday, monday + 6);
  }
  const CivilDate d = civil(day);
  if (step == Step::month)
    return DateSpan::between(day_of({d.year, d.month, 1}), day_of({d.year, d.month, days_in_month(d.year, d.month)}));
  return DateSpan::between(day_of({d.year, 1, 1}), day_of({d.year, 12, 31}));
}

Result<Histogram> histogram(const Dataset& dataset, const SpaceTimeIndex& index, const Filter& filter, Step step) {
  Histogram result;
  result.step = step;
  // Open ends reach no bin of their own: only stated days stretch the axis.
  if (const auto extent = index.extent(filter)) {
    result.bins = bins_between(extent->first(), extent->last(), step);
    if (result.bins.empty())
      return Error{Errc::bad_parameter,
                   "the records span too many bins at this step; take a coarser one",
                   "step",
                   {"month", "year"}};
  }

  // What is known to the day lies inside one bin: one question to the index each.
  Filter of_bin = filter;
  for (Bin& bin : result.bins) {
    const Day first = std::max(bin.span.first(), filter.window.first());
    const Day last = std::min(bin.span.last(), filter.window.last());
    if (first > last) continue;
    of_bin.window = DateSpan::between(first, last);
    bin.certain = index.total(of_bin, Dating::day_dated);
    result.total.add(bin.certain);
  }
  for (const IncidentIndex i : index.not_day_dated(filter)) {
    const Incident& incident = dataset.incidents[i];
    const Tally one = tally_of(incident);
    result.total.add(one);
    const auto begin = std::partition_point(result.bins.begin(), result.bins.end(),
                                            [&](const Bin& bin) { return bin.span.last() < incident.span.first(); });
    bool inside_one = false;
    for (auto bin = begin; bin != result.bins.end() && bin->span.first() <= incident.span.last(); ++bin) {
      const bool inside = incident.span.within(bin->span);
      (inside ? bin->certain : bin->possible).add(one);
      inside_one |= inside;
    }
    if (!inside_one) result.unbinned.add(one);
  }
  return result;
}

}  // namespace yaad::geo
