// The records behind the sums, and the days they reach.
#include "geo/patience.hpp"
#include "geo/space_time_index.hpp"
#include "geo/space_time_question.hpp"

#include <algorithm>
#include <bit>

namespace yaad::geo {
namespace {

// Records of a dataset of `all`, each once, in the order of the list. Many are marked and read off the marks: sorting ten
// million takes ten times as long.
void put_in_order(std::vector<IncidentIndex>& records, std::size_t all) {
  constexpr std::size_t kBits = 64;
  if (records.size() < all / kBits) return std::sort(records.begin(), records.end());
  std::vector<std::uint64_t> marks(all / kBits + 1);
  for (const IncidentIndex i : records) marks[i / kBits] |= std::uint64_t{1} << i % kBits;
  auto next = records.begin();
  for (std::size_t word = 0; word < marks.size(); ++word)
    for (std::uint64_t bits = marks[word]; bits != 0; bits &= bits - 1)
      *next++ = static_cast<IncidentIndex>(word * kBits + static_cast<std::size_t>(std::countr_zero(bits)));
}

}  // namespace

// Every matching record, in no order.
template <class Use>
void SpaceTimeIndex::each_record(const Filter& filter, Dating dating, const Use& use) const {
  for (const bool dots : {true, false}) {
    const Question question = this->question(filter, dots);
    ask(dots ? dots_ : areas_part_, question, dating, [&](const auto& walk, const auto& root) {
      walk.each_row(root, [&](const RowBytes& row, bool) {
        look_up();
        use(row.incident);
        return true;
      });
    });
  }
}

std::vector<IncidentIndex> SpaceTimeIndex::records(const Filter& filter) const {
  std::vector<IncidentIndex> result;
  each_record(filter, Dating::any, [&](IncidentIndex i) { result.push_back(i); });
  put_in_order(result, dataset_.incidents.size());
  return result;
}

std::vector<IncidentIndex> SpaceTimeIndex::not_day_dated(const Filter& filter) const {
  std::vector<IncidentIndex> result;
  for (const bool dots : {true, false}) {
    const IndexPart& part = dots ? dots_ : areas_part_;
    Question question = this->question(filter, dots);
    question.rows.not_before = filter.window.first();
    const Walk<1> walk(part.tree, {by_first}, question.rows);
    if (const auto root = walk.root({RowRange{0, part.orders[by_first].rows_through(filter.window.last())}}))
      walk.each_row(*root, [&](const RowBytes& row, bool) {
        look_up();
        result.push_back(row.incident);
        return true;
      });
  }
  return result;
}

std::vector<IncidentIndex> SpaceTimeIndex::records_in(const CellId& cell, const Filter& filter) const {
  std::vector<IncidentIndex> result;
  const Question question = this->question(filter, true);
  ask(dots_, question, Dating::any, [&](const auto& walk, const auto& root) {
    const auto keep = [&](const RowBytes& row, bool) {
      look_up();
      if (cell_of({row.x, row.y}, cell.level) == cell) result.push_back(row.incident);
      return true;
    };
    walk.template cells<ShortTotals>(
        root, cell, cell.level, [&](const auto& item) { walk.each_row(item, keep); },
        [&](const auto& item) { walk.own_rows(item, keep); });
  });
  put_in_order(result, dataset_.incidents.size());
  return result;
}

std::vector<IncidentIndex> SpaceTimeIndex::records_in(std::string_view area_code, const Filter& filter) const {
  const auto code = std::lower_bound(area_codes_.begin(), area_codes_.end(), area_code);
  if (code == area_codes_.end() || *code != area_code) return {};
  const auto slot = static_cast<std::uint32_t>(code - area_codes_.begin());
  std::vector<IncidentIndex> result;
  const Question question = this->question(filter, false);
  ask(areas_part_, question, Dating::any, [&](const auto& walk, const auto& root) {
    const auto keep = [&](const RowBytes& row, bool) {
      look_up();
      if (area_slot(row.x) == slot) result.push_back(row.incident);
      return true;
    };
    walk.template cells<ShortTotals>(
        root, {kAreaLevel, slot, 0}, kAreaLevel, [&](const auto& item) { walk.each_row(item, keep); },
        [&](const auto& item) { walk.own_rows(item, keep); });
  });
  put_in_order(result, dataset_.incidents.size());
  return result;
}

// The first day (or the last) at which day-dated records match, by bisection over the days there are.
std::optional<DateSpan> SpaceTimeIndex::extent(const Filter& filter) const {
  std::optional<DateSpan> extent;
  const auto stretch = [&](Day day) {
    if (day == kBeforeTime || day == kAfterTime) return;
    extent =
        extent ? DateSpan::between(std::min(extent->first(), day), std::max(extent->last(), day)) : DateSpan::day(day);
  };
  for (const bool dots : {true, false}) {
    const IndexPart& part = dots ? dots_ : areas_part_;
    const std::vector<Day>& days = part.orders[by_day].days();
    const auto first = std::lower_bound(days.begin(), days.end(), filter.window.first());
    const auto last = std::upper_bound(days.begin(), days.end(), filter.window.last());
    if (first == last) continue;
    Question question = this->question(filter, dots);
    const auto any = [&](Day from, Day to) {
      question.window = DateSpan::between(from, to);
      bool found = false;
      ask(part, question, Dating::day_dated, [&](const auto& walk, const auto& root) {
        found = !walk.each_row(root, [](const RowBytes&, bool) { return false; });
      });
      return found;
    };
    if (!any(*first, last[-1])) continue;
    stretch(*std::partition_point(first, last, [&](Day day) { return !any(*first, day); }));
    stretch(std::partition_point(first, last, [&](Day day) { return any(day, last[-1]); })[-1]);
  }
  for (const IncidentIndex i : not_day_dated(filter)) {
    stretch(dataset_.incidents[i].span.first());
    stretch(dataset_.incidents[i].span.last());
  }
  return extent;
}

}  // namespace yaad::geo
