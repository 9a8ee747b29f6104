#include "geo/time_tree.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace yaad::geo {

TimeTree::Level::Level(int level) : sums{RowSums(level), RowSums(level), RowSums(level)} {}

// The state of one build; nothing of it is kept.
struct TimeTree::Build {
  TimeTree& tree;
  const Dataset& dataset;

  unsigned quadrant(const RowBytes& row, int level) const {
    const int shift = 31 - level;
    return ((row.y >> shift) & 1U) * 2U + ((row.x >> shift) & 1U);
  }

  bool name_one_place(const Spans& rows) const {
    std::optional<PlaceIndex> seen;
    for (const Strand strand : {by_day, by_first})
      for (const RowBytes& row : rows[strand]) {
        if (seen && *seen != row.place) return false;
        seen = row.place;
      }
    return true;
  }

  // Makes the node `index` of the rows in `from`; `spare` is as large and is written over. The rows differ from each
  // other in the bits of differ_x and differ_y, so no pass is needed to know their smallest cell.
  void make(std::uint32_t index, Spans from, Spans spare, std::uint32_t differ_x, std::uint32_t differ_y) {
    const RowBytes& any = from[by_day].empty() ? from[by_first].front() : from[by_day].front();
    Node node;
    node.level = static_cast<std::uint8_t>(std::min(std::countl_zero(differ_x), std::countl_zero(differ_y)));
    const std::uint32_t corner = node.level == 0 ? 0 : ~std::uint32_t{0} << (32 - node.level);
    node.x = any.x & corner;
    node.y = any.y & corner;
    const bool few = from[by_day].size() + from[by_first].size() <= kListedRows;
    node.kind = few ? Kind::listed : (differ_x | differ_y) == 0 ? Kind::point : Kind::divided;
    node.one_place = node.kind == Kind::point && name_one_place(from);

    std::array<Place, kStrands> places;
    for (const Strand strand : {by_day, by_first, by_last}) {
      Place& place = places[strand];
      place.rows = static_cast<std::uint32_t>(from[strand].size());
      if (node.kind != Kind::listed) {
        Level& level = tree.levels_[node.level];
        place.start = node.kind == Kind::divided ? level.ranks[strand].size() : level.sums[strand].size();
        if (has_sums(node.level)) {
          level.sums[strand].append(from[strand], dataset.incidents);
          place.snapshots = tree.group_sums_.append(from[strand], node.level, dataset.incidents);
        }
      }
      if (node.kind != Kind::divided) {
        auto& kept = tree.rows_[strand];
        place.before[0] = static_cast<std::uint32_t>(kept.size());
        std::copy(from[strand].begin(), from[strand].end(), kept.append(from[strand].size()));
      }
    }
    if (node.kind == Kind::divided) divide(node, places, from, spare);
    node.day = places[by_day];
    tree.nodes_[index] = node;
    if (!tree.others_.empty()) tree.others_[index] = {places[by_first], places[by_last]};
  }

  void divide(Node& node, std::array<Place, kStrands>& places, Spans from, Spans spare) {
    std::array<Spans, 4> parts;
    std::array<std::uint32_t, 4> differ_x{}, differ_y{};
    std::array<std::optional<RowBytes>, 4> any;  // some row of each quadrant
    for (const Strand strand : {by_day, by_first, by_last}) {
      QuadRanks& ranks = tree.levels_[node.level].ranks[strand];
      Place& place = places[strand];
      place.before = ranks.running();
      ranks.append(from[strand].size(), [&](std::size_t i) { return quadrant(from[strand][i], node.level); });
      const QuadRanks::Counts after = ranks.running();
      std::array<RowBytes*, 4> next{};
      RowBytes* begin = spare[strand].data();
      for (unsigned q = 0; q < 4; ++q) {
        const std::size_t count = after[q] - place.before[q];
        parts[q][strand] = {begin, count};
        next[q] = begin;
        begin += count;
      }
      for (const RowBytes& row : from[strand]) {  // stable, so each child is in time order
        const unsigned q = quadrant(row, node.level);
        if (!any[q]) any[q] = row;
        differ_x[q] |= row.x ^ any[q]->x;
        differ_y[q] |= row.y ^ any[q]->y;
        *next[q]++ = row;
      }
    }
    for (unsigned q = 0; q < 4; ++q)
      if (!parts[q][by_day].empty() || !parts[q][by_first].empty())
        node.quadrants |= static_cast<std::uint8_t>(1U << q);
    node.first_child = static_cast<std::uint32_t>(tree.nodes_.size());
    const auto children = static_cast<std::size_t>(std::popcount(node.quadrants));
    tree.nodes_.append(children);
    if (!tree.others_.empty()) tree.others_.append(children);
    std::uint32_t child = node.first_child;
    std::array<std::size_t, kStrands> done{};
    for (unsigned q = 0; q < 4; ++q) {
      if ((node.quadrants >> q & 1U) == 0) continue;
      Spans back;  // the child's share of the room it came from
      for (std::size_t s = 0; s < kStrands; ++s) {
        back[s] = from[s].subspan(done[s], parts[q][s].size());
        done[s] += parts[q][s].size();
      }
      make(child++, parts[q], back, differ_x[q], differ_y[q]);
    }
  }
};

TimeTree::TimeTree(Rows rows, const Dataset& dataset) {
  const bool any_others = !rows[by_first].empty();
  if (rows[by_day].empty() && !any_others) return;
  for (int level = 0; level <= 32; ++level) levels_.emplace_back(level);
  const RowBytes any = rows[any_others ? by_first : by_day][0];
  std::uint32_t differ_x = 0, differ_y = 0;
  RowGroups groups;
  for (const Strand strand : {by_day, by_first})
    for (std::size_t i = 0; i < rows[strand].size(); ++i) {
      const RowBytes& row = rows[strand][i];
      groups.add(row);
      differ_x |= row.x ^ any.x;
      differ_y |= row.y ^ any.y;
    }
  group_sums_ = GroupSums(std::move(groups));
  nodes_.append(1);
  if (any_others) others_.append(1);
  Rows spare;
  Spans from, room;
  for (std::size_t s = 0; s < kStrands; ++s) {
    from[s] = {rows[s].data(), rows[s].size()};
    room[s] = {spare[s].append(rows[s].size()), rows[s].size()};
  }
  Build{*this, dataset}.make(0, from, room, differ_x, differ_y);
  put_in_order_of_depth();
  nodes_.settle();
  others_.settle();
  group_sums_.settle();
  for (const Strand strand : {by_day, by_first, by_last}) {
    rows_[strand].settle();
    for (Level& level : levels_) {
      level.ranks[strand].settle();
      level.sums[strand].settle();
    }
  }
}

void TimeTree::put_in_order_of_depth() {
  GrownArray<Node> nodes;
  GrownArray<std::array<Place, 2>> others;
  const auto take = [&](std::uint32_t first, std::size_t count) {
    if (count == 0) return;
    std::copy_n(&nodes_[first], count, nodes.append(count));
    if (!others_.empty()) std::copy_n(&others_[first], count, others.append(count));
  };
  take(0, 1);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto children = static_cast<std::size_t>(std::popcount(nodes[i].quadrants));
    const std::uint32_t first = std::exchange(nodes[i].first_child, static_cast<std::uint32_t>(nodes.size()));
    take(first, children);
  }
  nodes_ = std::move(nodes);
  others_ = std::move(others);
}

std::size_t TimeTree::bytes() const {
  std::size_t sum = group_sums_.bytes() + nodes_.size() * sizeof(Node) + others_.size() * sizeof(std::array<Place, 2>);
  for (const Level& level : levels_)
    for (std::size_t s = 0; s < kStrands; ++s) sum += level.ranks[s].bytes() + level.sums[s].bytes();
  for (const auto& rows : rows_) sum += rows.size() * sizeof(RowBytes);
  return sum;
}

}  // namespace yaad::geo
