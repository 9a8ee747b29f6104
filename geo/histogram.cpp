#include "geo/histogram.hpp"

#include "geo/patience.hpp"

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

// Open ends reach no bin of their own: only stated days stretch the axis.
std::optional<DateSpan> extent_of(const Dataset& dataset, const std::vector<IncidentIndex>& records) {
  std::optional<DateSpan> extent;
  for (const IncidentIndex i : records) {
    const DateSpan& span = dataset.incidents[i].span;
    for (const Day day : {span.first(), span.last()}) {
      if (day == kBeforeTime || day == kAfterTime) continue;
      extent = extent ? DateSpan::between(std::min(extent->first(), day), std::max(extent->last(), day))
                      : DateSpan::day(day);
    }
  }
  return extent;
}

Result<std::vector<Bin>> bins_over(const std::optional<DateSpan>& extent, Step step) {
  if (!extent) return std::vector<Bin>();
  auto bins = bins_between(extent->first(), extent->last(), step);
  if (bins.empty())
    return Error{Errc::bad_parameter,
                 "the records span too many bins at this step; take a coarser one",
                 "step",
                 {"month", "year"}};
  return bins;
}

// One pass over the records, which come by their first day.
Result<Histogram> counted_by_record(const Dataset& dataset, const std::vector<IncidentIndex>& records, Step step) {
  auto bins = bins_over(extent_of(dataset, records), step);
  if (!bins) return bins.error();
  Histogram result{step, std::move(*bins), {}, {}};
  auto bin = result.bins.begin();
  for (const IncidentIndex i : records) {
    look_up();
    const Incident& incident = dataset.incidents[i];
    if (!incident.span.is_one_day()) {
      add_span(result.bins, result.unbinned, incident.span, tally_of(incident));
      continue;
    }
    while (bin->span.last() < incident.span.first()) ++bin;
    add(bin->certain, incident);
  }
  result.total = result.unbinned;
  for (const Bin& one : result.bins) result.total.add(one.certain);
  return result;
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
  return bins_over(index.extent(filter), step);
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
  // To ask the index bin by bin would read all records for each of them.
  if (asks_each_record(filter)) return counted_by_record(dataset, index.records(filter), step);
  auto bins = bins_of(index, filter, step);
  if (!bins) return bins.error();
  Histogram result{step, std::move(*bins), {}, {}};
  for (const IncidentIndex i : index.not_day_dated(filter)) {
    const Incident& incident = dataset.incidents[i];
    const Tally one = tally_of(incident);
    result.total.add(one);
    add_span(result.bins, result.unbinned, incident.span, one);
  }

  // What is known to the day lies inside one bin: one question to the index each.
  Filter of_bin = filter;
  for (Bin& bin : result.bins) {
    const Day first = std::max(bin.span.first(), filter.window.first());
    const Day last = std::min(bin.span.last(), filter.window.last());
    if (first > last) continue;
    of_bin.window = DateSpan::between(first, last);
    const Tally certain = index.total(of_bin, Dating::day_dated);
    bin.certain.add(certain);
    result.total.add(certain);
  }
  return result;
}

}  // namespace yaad::geo
