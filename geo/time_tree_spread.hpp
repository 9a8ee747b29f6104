// How far the matching rows of one node of a walk lie apart: whether they stand at one place, at which, and from which
// zoom they are more than one cell. Reads as few rows as can tell; nothing where the nodes or the sums say it.
#pragma once

#include "geo/time_tree_walk.hpp"

#include <array>
#include <bit>
#include <optional>
#include <vector>

namespace yaad::geo {

struct Spread {
  std::optional<RowBytes> first;  // some row; may be none where differ is not 0
  std::uint32_t differ = 0;       // bits of x or y in which others differ from it
  bool same_name = true;          // where differ is 0: all name one place, or none
};

// Of rows that part below a node of `level`.
inline Spread parted_at(int level) { return {std::nullopt, std::uint32_t{1} << (31 - level), true}; }

// Into a Spread, or whatever has its three members.
template <class Into>
void add_to_spread(Into& into, const RowBytes& row) {
  if (!into.first) {
    into.first = row;
    return;
  }
  into.differ |= (row.x ^ into.first->x) | (row.y ^ into.first->y);
  if (into.differ == 0) into.same_name = into.same_name && row.place == into.first->place;
}

template <std::size_t N>
class SpreadOf {
 public:
  using Item = typename Walk<N>::Item;

  explicit SpreadOf(const Walk<N>& walk) : walk_(walk) {}

  // Of a node that has matches.
  Spread operator()(const Item& item) {
    if (walk_.holds_all(item)) {  // then its level says where they part, and no row need be read
      part_at(walk_.node(item).level);
    } else if (N == 1 && !walk_.filter().any_class && walk_.filter().by_record == nullptr && !item.ask_region) {
      add_by_classes(item);
    } else {
      add(item, walk_.node(item).level);
    }
    return result_;
  }

 private:
  void part_at(int level) { result_.differ |= parted_at(level).differ; }

  // Stops (false) as soon as two rows differ as early as rows of `top` can: no later row changes the answer.
  bool add(const Item& item, int top) {
    const TimeTree::Node& here = walk_.node(item);
    const auto apart = [&] { return std::countl_zero(result_.differ) <= top; };
    // Rows that agree further than those seen so far: any one of them stands for all.
    if (result_.first && result_.differ != 0 && here.level >= std::countl_zero(result_.differ)) {
      walk_.each_row(item, [&](const RowBytes& row, bool) {
        add_to_spread(result_, row);
        return false;
      });
      return !apart();
    }
    if (here.kind != TimeTree::Kind::divided) {
      add_leaf(item, top);
      return !apart();
    }
    std::array<Item, 4> with_rows;
    std::size_t count = 0;
    walk_.children(item, [&](const Item& child) { with_rows[count++] = child; });
    if (count > 1 && walk_.filter().settled() && !item.ask_region) {  // each has a match, and no row need be read
      part_at(here.level);
      return false;
    }
    for (std::size_t i = 0; i < count; ++i)
      if (!add(with_rows[i], top)) return false;
    return true;
  }

  // Where the classes are the whole filter, the sums say in which quadrants a node has matches, so that only the rows
  // of one leaf are read.
  void add_by_classes(Item item) {
    const int top = walk_.node(item).level;
    while (walk_.node(item).kind == TimeTree::Kind::divided) {
      const int level = walk_.node(item).level;
      const unsigned quadrants = quadrants_with_matches(item);
      if (std::popcount(quadrants) > 1) return part_at(level);
      std::optional<Item> next;
      walk_.children(item, [&](const Item& child) {
        if ((quadrants >> quadrant(child, level) & 1U) != 0) next = child;
      });
      item = next.value();
    }
    add_leaf(item, top);
  }

  void add_leaf(const Item& item, int top) {
    const TimeTree::Node& leaf = walk_.node(item);
    const bool point = leaf.kind == TimeTree::Kind::point;
    walk_.own_rows(item, [&](const RowBytes& row, bool) {
      add_to_spread(result_, row);
      const bool apart = result_.differ != 0 && std::countl_zero(result_.differ) <= top;
      // At a point of one name the first match says it all.
      return !apart && !(point && (leaf.one_place || !result_.same_name));
    });
  }

  unsigned quadrant(const Item& child, int level) const {
    const TimeTree::Node& node = walk_.node(child);
    return (node.y >> (31 - level) & 1U) * 2U + (node.x >> (31 - level) & 1U);
  }

  // Of a divided node; at least two of them where there are more.
  unsigned quadrants_with_matches(const Item& item) const {
    const int level = walk_.node(item).level;
    const RowSums& sums = walk_.tree().sums(level, walk_.strand(0));
    if (has_sums(level) && sums.has_offsets()) {
      const std::uint32_t start = walk_.tree().place(item.node, walk_.strand(0)).start;
      return sums.quadrants(start + item.ranges[0].first, start + item.ranges[0].last, walk_.filter().sets);
    }
    unsigned quadrants = 0;
    walk_.children(item, [&](const Item& child) {
      const bool any = walk_.node(child).kind == TimeTree::Kind::listed
                           ? !walk_.own_rows(child, [](const RowBytes&, bool) { return false; })
                           : walk_.template totals<ShortTotals>(child).count > 0;
      if (any) quadrants |= 1U << quadrant(child, level);
    });
    return quadrants;
  }

  const Walk<N>& walk_;
  Spread result_;
};

template <std::size_t N>
Spread spread(const Walk<N>& walk, const typename Walk<N>::Item& item) {
  return SpreadOf<N>(walk)(item);
}

// The same of many nodes: use(index, spread) for each, in any order. Where every row of the window matches, the way down
// is one child after the other until two have rows, and each step waits for memory: all nodes take it together.
template <std::size_t N, class Use>
void spreads(const Walk<N>& walk, const std::vector<typename Walk<N>::Item>& items, const Use& use) {
  struct Way {
    typename Walk<N>::Item item;
    std::size_t index = 0;
  };
  constexpr int kPointLevel = 32;
  std::vector<Way> now, next;
  now.reserve(items.size());
  next.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (walk.filter().settled() && !items[i].ask_region && !walk.holds_all(items[i])) now.push_back({items[i], i});
    else use(i, spread(walk, items[i]));
  }
  const auto step = [&](Way way) {
    const TimeTree::Node& here = walk.node(way.item);
    if (here.kind != TimeTree::Kind::divided) return use(way.index, spread(walk, way.item));
    std::size_t with_rows = 0;
    walk.children(way.item, [&](const auto& child) {
      way.item = child;
      ++with_rows;
    });
    if (with_rows > 1) return use(way.index, parted_at(here.level));
    walk.tree().prefetch_node(way.item.node);
    next.push_back(way);
  };
  while (!now.empty()) {
    next.clear();
    walk.in_batches(
        now, [&](const Way& way) { walk.prefetch_descent(way.item, kPointLevel); }, step);
    std::swap(now, next);
  }
}

}  // namespace yaad::geo
