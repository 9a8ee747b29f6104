// The quad tree over places whose every node keeps its rows in time order: a quad wavelet tree with running sums.
//
// A window is one contiguous range of rows at the root. Descending, the range of a child is two look-ups in QuadRanks;
// where a node lies inside one cell of the question, RowSums gives the totals of its range. So a cell costs the same
// whether ten or ten million records match in it.
//
// Three orders (strands) stand on one tree: the day-dated records by their day, and the others twice, by their first
// and by their last possible day. All that touch [a, b] = day-dated in [a, b] + others with first <= b - others with
// last < a, and the second are among the first, so the same holds in every node.
//
// Nodes that would have one child are left out (path compression): a node's level is that of the smallest cell that
// holds its rows. A node with few rows is a list; one whose rows stand at one point cannot be divided.
#pragma once

#include "geo/dataset.hpp"
#include "geo/group_sums.hpp"
#include "geo/quad_ranks.hpp"

#include <span>
#include <vector>

namespace yaad::geo {

// Up to so many rows are a list: reading them costs about what two ends of a range cost.
inline constexpr std::uint32_t kListedRows = 48;

// The levels whose nodes have sums; a cell of another is added up from those just below it. Every second level is enough
// where cells are few (up to zoom 5 as served), at 16 bytes a record for each level left out.
constexpr bool has_sums(int level) { return level >= 8 || level % 2 == 0; }
// The root is asked for totals only, which have no centroid.
constexpr bool has_offsets(int level) { return level != 0 && has_sums(level); }

inline constexpr std::size_t kStrands = 3;
enum Strand : std::uint8_t { by_day, by_first, by_last };

class TimeTree {
 public:
  enum class Kind : std::uint8_t {
    divided,  // has children, ranks and sums
    point,    // no children, all rows at one point; sums
    listed,   // no children; its rows are read
  };
  // Where a node's rows stand in one strand.
  struct Place {
    std::uint32_t rows = 0;
    std::uint32_t start = 0;     // in the level's ranks (divided) and in its sums, if it has any
    QuadRanks::Counts before{};  // divided: the ranks at `start`. Else before[0] is the position in rows(strand)
    std::uint32_t snapshots = GroupSums::kNoSnapshots;  // divided, point: in group_sums()
    std::uint32_t listed_at() const { return before[0]; }
  };
  // One line of memory, as a walk is thousands of them.
  struct alignas(64) Node {
    std::uint32_t x = 0, y = 0;     // the north-west corner of its cell
    std::uint32_t first_child = 0;  // children stand in a row, those of `quadrants` only
    std::uint8_t level = 0;         // 0 … 32; 32: all rows at one point
    std::uint8_t quadrants = 0;     // a bit for each child
    Kind kind = Kind::listed;
    bool one_place = false;  // point: all its records name the same place, or none does
    Place day;               // in the strand by_day
  };

  using Rows = std::array<GrownArray<RowBytes>, kStrands>;
  // Rows in time order: the day-dated by day, the others by first, the same others by last. The dataset is asked only
  // for what the rows leave out, and only now.
  TimeTree() = default;
  TimeTree(Rows rows, const Dataset& dataset);

  bool empty() const { return nodes_.empty(); }
  // Some record is not dated to the day.
  bool has_others() const { return !others_.empty(); }
  const Node& node(std::uint32_t index) const { return nodes_[index]; }
  const Place& place(std::uint32_t node, Strand strand) const {
    return strand == by_day ? nodes_[node].day : others_[node][strand - 1U];
  }
  const QuadRanks& ranks(int level, Strand strand) const {
    return levels_[static_cast<std::size_t>(level)].ranks[strand];
  }
  const RowSums& sums(int level, Strand strand) const { return levels_[static_cast<std::size_t>(level)].sums[strand]; }
  const GroupSums& group_sums() const { return group_sums_; }
  // The rows of nodes without children, node by node, each in time order.
  const RowBytes* rows(Strand strand) const { return rows_[strand].data(); }

  void prefetch_node(std::uint32_t index) const { __builtin_prefetch(&nodes_[index]); }
  std::size_t bytes() const;

 private:
  struct Level {
    explicit Level(int level);
    std::array<QuadRanks, kStrands> ranks;
    std::array<RowSums, kStrands> sums;
  };
  struct Build;
  // By depth, then as they lie on the map: the nodes of a tile stand in a few pages of memory, not in one for each parent.
  void put_in_order_of_depth();
  using Spans = std::array<std::span<RowBytes>, kStrands>;

  GrownArray<Node> nodes_;
  GrownArray<std::array<Place, 2>> others_;  // by node; empty where every record is day-dated
  std::vector<Level> levels_;
  GroupSums group_sums_;
  std::array<GrownArray<RowBytes>, kStrands> rows_;
};

}  // namespace yaad::geo
