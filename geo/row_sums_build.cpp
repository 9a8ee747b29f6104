#include "geo/row_sums.hpp"

#include <algorithm>
#include <cstring>

namespace yaad::geo {

RowSums::RowSums(int level)
    : level_(level),
      offset_bytes_(level == 0 || level >= kGridBits ? 0 : static_cast<unsigned>(kGridBits - level + 7) / 8),
      line_bytes_(static_cast<unsigned>(sizeof(LineHead) + (1 + offset_bytes_) * kPairBytes)),
      // 2^15 rows keep the count of extras in 15 bits and the dead in 24; an offset of (24 - level) bits leaves
      // 2^(8 + level) rows in 32.
      base_shift_(level >= 7 ? 15U : 8U + static_cast<unsigned>(level)) {}

void RowSums::begin_line() {
  const Base& base = bases_.back();
  const auto extras = static_cast<std::uint32_t>(running_.extras - base.extras);
  const LineHead head{static_cast<std::uint32_t>(running_.killed - base.killed) | (extras & 0xffU) << kTotalBits,
                      static_cast<std::uint32_t>(running_.injured - base.injured) | extras >> 8U << kTotalBits,
                      static_cast<std::uint32_t>(running_.x - base.x), static_cast<std::uint32_t>(running_.y - base.y)};
  std::memcpy(lines_.append(line_bytes_), &head, sizeof(head));
}

void RowSums::begin_block() {
  const BlockBase &base = block_bases_.back(), &now = running_rest_;
  Block& block = *blocks_.append(1);
  block.killed_low = static_cast<std::uint32_t>(now.killed_low - base.killed_low);
  block.killed_high = static_cast<std::uint32_t>(now.killed_high - base.killed_high);
  for (std::size_t i = 0; i < kRowCounts; ++i)
    block.counts[i] = static_cast<std::uint16_t>(now.counts[i] - base.counts[i]);
}

void RowSums::append(std::span<const RowBytes> rows, const std::vector<Incident>& incidents) {
  while (!rows.empty()) {
    const std::size_t within = size_ % kLineRows;
    if (within == 0) begin();
    const std::size_t count = std::min(rows.size(), kLineRows - within);
    append_within(within, rows.first(count), incidents);
    rows = rows.subspan(count);
  }
}

// What begins before the next row, which is the first of a line.
void RowSums::begin() {
  if ((size_ & ((1U << base_shift_) - 1)) == 0) {
    bases_.push_back(running_);
    block_bases_.push_back(running_rest_);
  }
  begin_line();
  if (size_ % kBlockRows == 0) begin_block();
}

// Rows that fit into the last line, from its row `within`.
void RowSums::append_within(std::size_t within, std::span<const RowBytes> rows,
                            const std::vector<Incident>& incidents) {
  unsigned char* column = lines_.data() + lines_.size() - line_bytes_ + sizeof(LineHead) + within;
  Block& block = blocks_.back();
  std::uint64_t killed = 0, injured = 0, low = 0, high = 0, sum_x = 0, sum_y = 0;
  std::uint32_t no_figure = 0, disputed = 0;
  KindsSeen kinds;
  for (const RowBytes& row : rows) {
    column[0] = row.killed;
    column[kLineRows] = row.injured;
    const unsigned at = within_block(size_);
    block.lanes[kind_lane][at] = row.kind;
    block.lanes[who_lane][at] = row.who;
    block.lanes[low_lane][at] = row.killed_low;
    block.lanes[high_lane][at] = row.killed_high;
    if (offset_bytes_ > 0) {
      std::uint32_t x = grid_offset(row.x, level_), y = grid_offset(row.y, level_);
      sum_x += x;
      sum_y += y;
      for (unsigned i = 1; i <= offset_bytes_; ++i, x >>= 8, y >>= 8) {
        column[i * kPairBytes] = static_cast<unsigned char>(x);
        column[i * kPairBytes + kLineRows] = static_cast<unsigned char>(y);
      }
    }
    ++column;
    killed += row.killed;
    injured += row.injured;
    low += row.killed_low;
    high += row.killed_high;
    no_figure += row.no_figure();
    disputed += row.disputed();
    kinds.add(row.kind);
    if (!row.figures_fit() && add_extra(row, exact_figures(row, incidents))) mark_extras();
    ++size_;
  }
  running_.killed += killed;
  running_.injured += injured;
  running_.x += sum_x;
  running_.y += sum_y;
  running_rest_.killed_low += low;
  running_rest_.killed_high += high;
  running_rest_.counts[kNoFigureAt] += no_figure;
  running_rest_.counts[kDisputedAt] += disputed;
  kinds.add_to(running_rest_.counts);
}

// False: the row is as its bytes say.
bool RowSums::add_extra(const RowBytes& row, const Figures& figures) {
  const std::array<std::uint64_t, 4> above{figures.killed - row.killed, figures.killed_low - row.killed_low,
                                           figures.killed_high - row.killed_high, figures.injured - row.injured};
  if ((above[0] | above[1] | above[2] | above[3]) == 0) return false;
  extras_.push_back({size_, running_extra_});
  for (std::size_t i = 0; i < above.size(); ++i) running_extra_[i] += above[i];
  ++running_.extras;
  return true;
}

// In the last line.
void RowSums::mark_extras() {
  unsigned char* at = lines_.data() + lines_.size() - line_bytes_;
  LineHead head{};
  std::memcpy(&head, at, sizeof(head));
  head.injured |= (kHasExtras >> 8U) << kTotalBits;
  std::memcpy(at, &head, sizeof(head));
}

void RowSums::settle() {
  // So that the end of the last row needs no special case.
  if (size_ % kLineRows == 0) begin();
  extras_.push_back({size_, running_extra_});
  lines_.settle();
  blocks_.settle();
  bases_.settle();
  block_bases_.settle();
  extras_.settle();
}

}  // namespace yaad::geo
