// One question put to a TimeTree: a walk down from the root with the range of matching rows in every node.
//
// N is the number of strands that are added up: one for day-dated records (or for others by one of their days), three
// for all that touch a window. Written for space_time_index.cpp; what it answers is said there.
#pragma once

#include "geo/filter.hpp"
#include "geo/region.hpp"
#include "geo/rows_read.hpp"
#include "geo/time_order.hpp"
#include "geo/time_tree.hpp"

#include <bit>
#include <type_traits>

namespace yaad::geo {

// A filter in the terms of the tree. Holds references: lives no longer than they do.
struct RowFilter {
  const Dataset& dataset;
  ClassSets sets;
  bool any_class = true;                             // the sets hold everything
  std::optional<std::vector<std::uint16_t>> groups;  // of the tree, where the sets are whole groups
  const Matcher* by_record = nullptr;  // asked of each record that the sets hold, where they do not settle it
  Region region{std::nullopt};
  Day not_before = kBeforeTime;  // of rows read from the strand by_first: their last possible day

  bool settled() const { return any_class && by_record == nullptr; }
  bool holds(const RowBytes& row, bool ask_region) const {
    if (!any_class && !sets.contains(row)) return false;
    if (by_record == nullptr && !ask_region) return true;
    const Incident& incident = dataset.incidents[row.incident];
    return (!ask_region || region.contains(row.x, incident.at)) && (by_record == nullptr || (*by_record)(incident));
  }
};

template <std::size_t N>
class Walk {
 public:
  struct Item {
    std::uint32_t node = 0;
    bool ask_region = false;  // the node stands on the border of the region
    std::array<RowRange, N> ranges;
  };

  Walk(const TimeTree& tree, const std::array<Strand, N>& strands, const RowFilter& filter)
      : tree_(tree), strands_(strands), filter_(filter) {}

  const TimeTree::Node& node(const Item& item) const { return tree_.node(item.node); }

  // Rows in the window, before any other filter. The third strand is taken away from the second.
  std::uint32_t count(const Item& item) const {
    if constexpr (N == 1) return item.ranges[0].size();
    else return item.ranges[0].size() + item.ranges[1].size() - item.ranges[2].size();
  }

  // The root with these ranges; none where it holds nothing.
  std::optional<Item> root(const std::array<RowRange, N>& ranges) const {
    if (tree_.empty()) return std::nullopt;
    Item item{0, false, ranges};
    return count(item) > 0 && in_region(item) ? std::optional(item) : std::nullopt;
  }

  // The children that have rows in the window and a part in the region, in order of quadrants.
  template <class Use>
  void children(const Item& item, const Use& use) const {
    const TimeTree::Node& parent = node(item);
    std::array<QuadRanks::Counts, N> first{}, last{};
    for (std::size_t s = 0; s < N; ++s) {
      const TimeTree::Place& place = tree_.place(item.node, strands_[s]);
      const QuadRanks& ranks = tree_.ranks(parent.level, strands_[s]);
      const RowRange& range = item.ranges[s];
      first[s] = range.first == 0 ? place.before : ranks.before(place.start + range.first);
      last[s] = range.empty() ? first[s] : ranks.before(place.start + range.last);
      for (unsigned q = 0; q < 4; ++q) {
        first[s][q] -= place.before[q];
        last[s][q] -= place.before[q];
      }
    }
    std::uint32_t child = parent.first_child;
    for (unsigned q = 0; q < 4; ++q) {
      if ((parent.quadrants >> q & 1U) == 0) continue;
      Item next{child++, item.ask_region, {}};
      for (std::size_t s = 0; s < N; ++s) next.ranges[s] = {first[s][q], last[s][q]};
      if (count(next) > 0 && (!item.ask_region || in_region(next))) use(next);
    }
  }

  // What the rows of a node that is divided or a point add up to, of those that the filter holds; and how many of them
  // are not day-dated.
  template <class Totals>
  Totals totals(const Item& item, std::uint64_t* not_day_dated = nullptr) const {
    if (has_offsets(node(item).level)) return own_totals<Totals>(item, not_day_dated);
    Totals result;
    const World corner{node(item).x, node(item).y};
    children(item, [&](const Item& child) {
      if (node(child).kind == TimeTree::Kind::listed) {
        add_own_rows(child, result, corner, not_day_dated);
        return;
      }
      auto part = totals<Totals>(child, not_day_dated);
      part.x += part.count * ((node(child).x - corner.x) >> (32 - kGridBits));
      part.y += part.count * ((node(child).y - corner.y) >> (32 - kGridBits));
      result.add(part);
    });
    return result;
  }

  // All that the filter holds, into totals whose x and y mean nothing.
  void add_all(const Item& item, RowTotals& into, std::uint64_t& not_day_dated) const {
    const TimeTree::Kind kind = node(item).kind;
    if (kind == TimeTree::Kind::listed) {
      add_own_rows(item, into, {node(item).x, node(item).y}, &not_day_dated);
    } else if (kind == TimeTree::Kind::divided && (item.ask_region || !has_sums(node(item).level))) {
      children(item, [&](const Item& child) { add_all(child, into, not_day_dated); });
    } else {
      into.add(own_totals<RowTotals>(item, &not_day_dated));
    }
  }

  template <class Totals>
  void add_row(RowsRead<Totals>& into, const RowBytes& row, Totals& sum) const {
    into.add(row, filter_.dataset.incidents, sum);
  }

  // Every row that matches, node by node, and whether it is day-dated; stops and returns false as soon as `use` does.
  template <class Use>
  bool each_row(const Item& item, const Use& use) const {
    if (node(item).kind != TimeTree::Kind::divided) return own_rows(item, use);
    bool go_on = true;
    children(item, [&](const Item& child) { go_on = go_on && each_row(child, use); });
    return go_on;
  }

  // The same for a node without children.
  template <class Use>
  bool own_rows(const Item& item, const Use& use) const {
    for (std::size_t s = 0; s < std::min<std::size_t>(N, 2); ++s) {
      const TimeTree::Place& place = tree_.place(item.node, strands_[s]);
      const RowBytes* rows = tree_.rows(strands_[s]) + place.listed_at();
      for (std::uint32_t r = item.ranges[s].first; r < item.ranges[s].last; ++r) {
        const RowBytes& row = rows[r];
        if (strands_[s] == by_first && filter_.dataset.incidents[row.incident].span.last() < filter_.not_before)
          continue;
        if (filter_.holds(row, item.ask_region) && !use(row, strands_[s] == by_day)) return false;
      }
    }
    return true;
  }

  // Walks to the cells of `level` that lie in `within` (a cell of that level or coarser): use_node for each node that
  // lies in one cell and is divided or a point, use_list for each list, whose rows may lie in several cells or beside.
  // Totals: what use_node will ask for, so that memory is asked for it in time.
  template <class Totals, class UseNode, class UseList>
  void cells(const Item& root, const CellId& within, int level, const UseNode& use_node,
             const UseList& use_list) const {
    std::vector<Item> now, next, found;
    for (auto* items : {&now, &next, &found}) items->reserve(kUsualCells);
    if (const auto start = descend(root, within)) now.push_back(*start);
    while (!now.empty()) {
      next.clear();
      const auto ask_memory = [&](const Item& item) { prefetch_descent(item, level); };
      in_batches(now, ask_memory, [&](const Item& item) {
        const TimeTree::Node& here = node(item);
        if (here.kind == TimeTree::Kind::listed) {
          use_list(item);
        } else if (here.level >= level) {
          found.push_back(item);
        } else {
          children(item, [&](const Item& child) {
            tree_.prefetch_node(child.node);
            next.push_back(child);
          });
        }
      });
      std::swap(now, next);
    }
    in_batches(
        found, [&](const Item& item) { prefetch_sums<Totals>(item); }, use_node);
  }

  // Uses each item, after memory was asked for it: for a batch at once, a batch ahead, and in a loop of nothing else. A
  // prefetch waits for the address of its page, and only what stands close behind it is waited for at the same time.
  static constexpr std::size_t kBatch = 16;
  template <class Items, class AskMemory, class Use>
  static void in_batches(const Items& items, const AskMemory& ask_memory, const Use& use) {
    const auto ask = [&](std::size_t from) {
      const std::size_t to = std::min(items.size(), from + kBatch);
      for (std::size_t i = from; i < to; ++i) ask_memory(items[i]);
    };
    ask(0);
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i % kBatch == 0) ask(i + kBatch);
      use(items[i]);
    }
  }

  // The rows of a list, or what the children of a node above `level` are found by.
  void prefetch_descent(const Item& item, int level) const {
    const TimeTree::Node& here = node(item);
    if (here.kind != TimeTree::Kind::divided) {
      __builtin_prefetch(tree_.rows(strands_[0]) + here.day.listed_at() + item.ranges[0].first);
    } else if (here.level < level) {
      const std::uint32_t start = tree_.place(item.node, strands_[0]).start;
      const QuadRanks& ranks = tree_.ranks(here.level, strands_[0]);
      ranks.prefetch(start + item.ranges[0].first);
      ranks.prefetch(start + item.ranges[0].last);
    }
  }

  // A divided node of which every row is in the answer. Its level is that of all strands: the rows of one of several
  // may lie closer together.
  bool holds_all(const Item& item) const {
    if constexpr (N > 1) return false;
    return node(item).kind == TimeTree::Kind::divided && !tree_.has_others() && filter_.settled() && !item.ask_region &&
           item.ranges[0].size() == node(item).day.rows;
  }

  const TimeTree& tree() const { return tree_; }
  const RowFilter& filter() const { return filter_; }
  Strand strand(std::size_t s) const { return strands_[s]; }

 private:
  static constexpr std::size_t kUsualCells = 256;

  // The same as totals(), from the sums of the node itself.
  template <class Totals>
  Totals own_totals(const Item& item, std::uint64_t* not_day_dated) const {
    Totals result;
    if (filter_.by_record != nullptr || item.ask_region) {
      RowsRead<Totals> read;
      each_row(item, [&](const RowBytes& row, bool day_dated) {
        add_row(read, row, result);
        if (not_day_dated != nullptr) *not_day_dated += day_dated ? 0U : 1U;
        return true;
      });
      read.settle(result, {node(item).x, node(item).y});
      return result;
    }
    for (std::size_t s = 0; s < N; ++s) {
      const RowRange& range = item.ranges[s];
      if (range.empty()) continue;
      const auto part = range_totals<Totals>(item, strands_[s], range);
      if (not_day_dated != nullptr && strands_[s] != by_day)
        *not_day_dated += s == 2 ? std::uint64_t{0} - part.count : part.count;
      if (N == 1) return part;
      if (s == 2) result.subtract(part);
      else result.add(part);
    }
    return result;
  }

  template <class Totals>
  void add_own_rows(const Item& item, Totals& into, const World& corner, std::uint64_t* not_day_dated) const {
    RowsRead<Totals> read;
    Totals sum;
    own_rows(item, [&](const RowBytes& row, bool day_dated) {
      add_row(read, row, sum);
      if (not_day_dated != nullptr) *not_day_dated += day_dated ? 0U : 1U;
      return true;
    });
    read.settle(sum, corner);
    into.add(sum);
  }

  // Of the rows of one strand that the sets hold.
  template <class Totals>
  Totals range_totals(const Item& item, Strand strand, const RowRange& range) const {
    const TimeTree::Place& place = tree_.place(item.node, strand);
    const RowSums& sums = tree_.sums(node(item).level, strand);
    const std::uint32_t first = place.start + range.first, last = place.start + range.last;
    if (filter_.any_class) return sums.range<Totals>(first, last);
    if (!filter_.groups) return sums.range<Totals>(first, last, filter_.sets);
    return tree_.group_sums().range<Totals>({sums, place.start, place.rows, place.snapshots}, range.first, range.last,
                                            filter_.sets, *filter_.groups);
  }

  bool in_region(Item& item) const {
    const TimeTree::Node& here = node(item);
    const Region::Side side = filter_.region.side_of(here.x, here.y, here.level);
    item.ask_region = side == Region::Side::border;
    return side != Region::Side::outside;
  }

  static bool within_cell(const TimeTree::Node& here, const CellId& cell) {
    const int level = std::min<int>(here.level, cell.level);
    return cell_of({here.x, here.y}, level) == CellId{level, level == 0 ? 0 : cell.x >> (cell.level - level),
                                                      level == 0 ? 0 : cell.y >> (cell.level - level)};
  }

  // Down to the one node that holds all rows of a cell.
  std::optional<Item> descend(Item item, const CellId& cell) const {
    for (;;) {
      const TimeTree::Node& here = node(item);
      if (!within_cell(here, cell)) return std::nullopt;
      if (here.level >= cell.level || here.kind != TimeTree::Kind::divided) return item;
      std::optional<Item> towards;
      const auto shift = static_cast<unsigned>(cell.level - here.level - 1);
      const unsigned wanted = (cell.y >> shift & 1U) * 2U + (cell.x >> shift & 1U);
      const unsigned bit = 1U << wanted;
      if ((here.quadrants & bit) == 0) return std::nullopt;
      const std::uint32_t child =
          here.first_child +
          static_cast<std::uint32_t>(std::popcount(static_cast<unsigned>(here.quadrants) & (bit - 1U)));
      children(item, [&](const Item& one) {
        if (one.node == child) towards = one;
      });
      if (!towards) return std::nullopt;
      item = *towards;
    }
  }

  template <class Totals>
  void prefetch_sums(const Item& item) const {
    if (!has_offsets(node(item).level)) return;
    const std::uint32_t start = tree_.place(item.node, strands_[0]).start;
    const RowSums& sums = tree_.sums(node(item).level, strands_[0]);
    sums.prefetch<Totals>(start + item.ranges[0].first);
    sums.prefetch<Totals>(start + item.ranges[0].last);
  }

  const TimeTree& tree_;
  const std::array<Strand, N> strands_;
  const RowFilter& filter_;
};

}  // namespace yaad::geo
