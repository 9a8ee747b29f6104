// Running totals by group, for filters by attack type and by whom: where a node holds many rows, the totals of every
// group before each few thousand of them. What a filter asks for is then the difference of two such snapshots, group by
// group, and a pass over the rows at the two ends only.
//
// A group is a pair of attack type and class of who (row_classes.hpp) that occurs. A snapshot is 88 bytes a group, taken
// so seldom that it costs one byte a row.
#pragma once

#include "geo/row_sums.hpp"

#include <optional>

namespace yaad::geo {

class RowGroups {
 public:
  RowGroups() { numbers_.fill(kNone); }
  // Before any other question: that such a row occurs.
  void add(const RowBytes& row);

  std::size_t size() const { return types_.size(); }
  std::uint16_t of(const RowBytes& row) const { return numbers_[slot(row)]; }
  AttackType type(std::uint16_t group) const { return types_[group]; }
  // The groups that the sets hold; none where they hold a part of one (a filter by precision cuts through groups).
  std::optional<std::vector<std::uint16_t>> in(const ClassSets& sets) const;

 private:
  static constexpr std::uint16_t kNone = 0xffff;
  static constexpr std::size_t kWhos = kCodeBits + 1;
  static std::size_t slot(const RowBytes& row) {
    return static_cast<std::size_t>(type_of_kind(row.kind)) * kWhos + (row.who & kCodeBits);
  }

  std::array<std::uint16_t, kAttackTypes.size() * kWhos> numbers_{};
  std::vector<AttackType> types_;  // by group
};

class GroupSums {
 public:
  static constexpr std::uint32_t kNoSnapshots = ~std::uint32_t{0};

  GroupSums() = default;
  explicit GroupSums(RowGroups groups);

  // Takes the snapshots of a node of `level`, and says where they begin; none where it has few rows.
  std::uint32_t append(std::span<const RowBytes> rows, int level, const std::vector<Incident>& incidents);
  void settle() { entries_.settle(); }

  // A node's rows: where they begin in the sums of its level, how many, and where its snapshots begin.
  struct NodeRows {
    const RowSums& sums;
    std::uint32_t start = 0, rows = 0, snapshots = kNoSnapshots;
  };
  // The totals of a node's rows first … last-1 (counted from its first) that the sets hold, which are these groups.
  template <class Totals>
  Totals range(const NodeRows& node, std::uint32_t first, std::uint32_t last, const ClassSets& sets,
               const std::vector<std::uint16_t>& groups) const;

  const RowGroups& groups() const { return groups_; }
  std::size_t bytes() const { return entries_.size() * sizeof(Entry); }

 private:
  // The totals of one group in a node's rows before a snapshot.
  struct Entry {
    std::uint64_t killed, injured, x, y, killed_low, killed_high;
    std::uint32_t no_figure, disputed;
    std::array<std::uint32_t, kPlacePrecisions.size()> by_precision;  // their sum is the count
  };

  template <class Totals>
  void add(Totals& totals, const Entry& before, const Entry& through, std::uint16_t group) const;
  const Entry* snapshot(const NodeRows& node, std::uint32_t number) const {
    return entries_.data() + (std::size_t{node.snapshots} + number - 1) * groups_.size();
  }

  RowGroups groups_;
  std::uint32_t stride_ = 0;   // rows from one snapshot to the next; the last of a node is at its end
  GrownArray<Entry> entries_;  // node by node, snapshot by snapshot, by group
};

}  // namespace yaad::geo
