#include "geo/histogram.hpp"

#include <algorithm>
#include <utility>

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

Result<std::vector<Bin>> bins_of(const SpaceTimeIndex& index, const Filter& filter, Step step) {
  // Open ends reach no bin of their own: only stated days stretch the axis.
  const auto extent = index.extent(filter);
  if (!extent) return std::vector<Bin>();
  auto bins = bins_between(extent->first(), extent->last(), step);
  if (bins.empty())
    return Error{Errc::bad_parameter,
                 "the records span too many bins at this step; take a coarser one",
                 "step",
                 {"month", "year"}};
  return bins;
}

void add_span(std::vector<Bin>& bins, Tally& unbinned, const DateSpan& span, const Tally& record) {
  const auto begin =
      std::partition_point(bins.begin(), bins.end(), [&](const Bin& bin) { return bin.span.last() < span.first(); });
  bool inside_one = false;
  for (auto bin = begin; bin != bins.end() && bin->span.first() <= span.last(); ++bin) {
    const bool inside = span.within(bin->span);
    (inside ? bin->certain : bin->possible).add(record);
    inside_one |= inside;
  }
  if (!inside_one) unbinned.add(record);
}

Result<Histogram> histogram(const Dataset& dataset, const SpaceTimeIndex& index, const Filter& filter, Step step) {
  auto bins = bins_of(index, filter, step);
  if (!bins) return bins.error();
  Histogram result;
  result.step = step;
  result.bins = std::move(*bins);

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
    add_span(result.bins, result.unbinned, incident.span, one);
  }
  return result;
}

}  // namespace yaad::geo
