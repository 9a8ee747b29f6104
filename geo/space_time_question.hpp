// A filter made ready for one part of the index, and the choice of strands that answers it. Not the answer: that is for
// SpaceTimeIndex.
#pragma once

#include "geo/row_classes.hpp"
#include "geo/space_time_part.hpp"
#include "geo/time_tree_walk.hpp"

namespace yaad::geo {

// A filter made ready for one part of the index.
struct Question {
  Question(const Dataset& dataset, const Areas& areas, const RowClasses& classes, const TimeTree& tree, Region region,
           const Filter& asked)
      : window(asked.window),
        rest(without_place_and_time(asked)),
        matcher(rest, dataset, areas),
        resolved(classes.resolve(rest, dataset, areas)),
        rows{dataset,
             resolved.sets,
             resolved.sets.everything(),
             std::nullopt,
             resolved.by_record ? &matcher : nullptr,
             std::move(region)} {
    if (!rows.any_class) rows.groups = tree.group_sums().groups().in(resolved.sets);
  }
  ~Question() = default;
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;

  static Filter without_place_and_time(Filter filter) {
    filter.window = DateSpan();
    filter.bbox.reset();
    return filter;
  }

  DateSpan window;
  Filter rest;
  Matcher matcher;
  RowClasses::Resolved resolved;
  RowFilter rows;
};

// Calls use(walk, root) where anything stands in the window.
template <class Use>
void ask(const IndexPart& part, const Question& question, Dating dating, const Use& use) {
  const DateSpan& window = question.window;
  const auto one = [&](Strand strand) {
    const Walk<1> walk(part.tree, {strand}, question.rows);
    if (const auto root = walk.root({part.orders[strand].in(window)})) use(walk, *root);
  };
  if (dating != Dating::any)
    return one(dating == Dating::day_dated ? by_day : dating == Dating::by_first ? by_first : by_last);
  const std::uint32_t begun = part.orders[by_first].rows_through(window.last());
  const std::uint32_t over = part.orders[by_last].rows_before(window.first());
  if (begun == over) return one(by_day);
  RowFilter rows = question.rows;
  rows.not_before = window.first();
  const Walk<3> walk(part.tree, {by_day, by_first, by_last}, rows);
  if (const auto root = walk.root({part.orders[by_day].in(window), RowRange{0, begun}, RowRange{0, over}}))
    use(walk, *root);
}

}  // namespace yaad::geo
