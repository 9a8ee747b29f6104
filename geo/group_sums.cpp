#include "geo/group_sums.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::size_t kBytesARow = 1;
constexpr std::size_t kLeastStride = 1024;

}  // namespace

void RowGroups::add(const RowBytes& row) {
  std::uint16_t& number = numbers_[slot(row)];
  if (number != kNone) return;
  number = static_cast<std::uint16_t>(types_.size());
  types_.push_back(type_of_kind(row.kind));
}

std::optional<std::vector<std::uint16_t>> RowGroups::in(const ClassSets& sets) const {
  std::vector<std::uint16_t> result;
  for (std::size_t type = 0; type < kAttackTypes.size(); ++type) {
    std::size_t held = 0;
    for (std::size_t precision = 0; precision < kPlacePrecisions.size(); ++precision)
      held += sets.kinds.contains(kind_code(static_cast<AttackType>(type), static_cast<PlacePrecision>(precision)));
    if (held == 0) continue;
    if (held < kPlacePrecisions.size()) return std::nullopt;
    for (std::size_t who = 0; who < kWhos; ++who) {
      const std::uint16_t number = numbers_[type * kWhos + who];
      if (number != kNone && sets.whos.contains(static_cast<std::uint8_t>(who))) result.push_back(number);
    }
  }
  return result;
}

GroupSums::GroupSums(RowGroups groups)
    : groups_(std::move(groups)),
      stride_(static_cast<std::uint32_t>(std::max(kLeastStride, groups_.size() * sizeof(Entry) / kBytesARow))) {}

std::uint32_t GroupSums::append(std::span<const RowBytes> rows, int level, const std::vector<Incident>& incidents) {
  if (rows.size() < stride_) return kNoSnapshots;
  const auto first = static_cast<std::uint32_t>(entries_.size() / groups_.size());
  std::vector<Entry> running(groups_.size(), Entry{});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RowBytes& row = rows[i];
    const Figures figures = exact_figures(row, incidents);
    Entry& entry = running[groups_.of(row)];
    entry.killed += figures.killed;
    entry.injured += figures.injured;
    entry.x += grid_offset(row.x, level);
    entry.y += grid_offset(row.y, level);
    entry.killed_low += figures.killed_low;
    entry.killed_high += figures.killed_high;
    entry.no_figure += row.no_figure();
    entry.disputed += row.disputed();
    ++entry.by_precision[static_cast<std::size_t>(precision_of_kind(row.kind))];
    if ((i + 1) % stride_ == 0 || i + 1 == rows.size())
      std::copy(running.begin(), running.end(), entries_.append(running.size()));
  }
  return first;
}

template <class Totals>
void GroupSums::add(Totals& totals, const Entry& before, const Entry& through, std::uint16_t group) const {
  totals.killed += through.killed - before.killed;
  totals.injured += through.injured - before.injured;
  totals.x += through.x - before.x;
  totals.y += through.y - before.y;
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < through.by_precision.size(); ++i) {
    const std::uint32_t n = through.by_precision[i] - before.by_precision[i];
    count += n;
    if constexpr (std::is_same_v<Totals, RowTotals>) add_rows(totals.counts, static_cast<PlacePrecision>(i), n);
  }
  totals.count += count;
  if constexpr (std::is_same_v<Totals, RowTotals>) {
    totals.killed_low += through.killed_low - before.killed_low;
    totals.killed_high += through.killed_high - before.killed_high;
    totals.counts[kNoFigureAt] += through.no_figure - before.no_figure;
    totals.counts[kDisputedAt] += through.disputed - before.disputed;
    add_rows(totals.counts, groups_.type(group), count);
  }
}

template <class Totals>
Totals GroupSums::range(const NodeRows& node, std::uint32_t first, std::uint32_t last, const ClassSets& sets,
                        const std::vector<std::uint16_t>& groups) const {
  const auto scan = [&](std::uint32_t from, std::uint32_t to) {
    return node.sums.range<Totals>(node.start + from, node.start + to, sets);
  };
  if (node.snapshots == kNoSnapshots) return scan(first, last);
  // Snapshots are numbered from 1; before the first row all is zero, and no snapshot is kept of it.
  const std::uint32_t begin = (first + stride_ - 1) / stride_;
  const std::uint32_t end = last == node.rows ? (last + stride_ - 1) / stride_ : last / stride_;
  if (begin >= end) return scan(first, last);
  static constexpr Entry kZero{};
  Totals totals = scan(first, begin * stride_);
  totals.add(scan(std::min(end * stride_, node.rows), last));
  const Entry* through = snapshot(node, end);
  for (const std::uint16_t group : groups)
    add(totals, begin == 0 ? kZero : snapshot(node, begin)[group], through[group], group);
  return totals;
}

template ShortTotals GroupSums::range(const NodeRows&, std::uint32_t, std::uint32_t, const ClassSets&,
                                      const std::vector<std::uint16_t>&) const;
template RowTotals GroupSums::range(const NodeRows&, std::uint32_t, std::uint32_t, const ClassSets&,
                                    const std::vector<std::uint16_t>&) const;

}  // namespace yaad::geo
