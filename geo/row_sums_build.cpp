#include "geo/row_sums.hpp"
#include "geo/row_sums_block.hpp"

#include <algorithm>
#include <cstring>

namespace yaad::geo {

RowSums::RowSums(int level)
    : level_(level),
      offset_bytes_(level == 0 || level >= kGridBits ? 0 : static_cast<unsigned>(kGridBits - level + 7) / 8),
      stride_(static_cast<unsigned>(sizeof(Prefix) +
                                    (first_offset_lane + 2 * offset_bytes_ + last_lane_count) * kBlockRows)),
      // 2^15 rows keep counts in 15 bits; an offset of (24 - level) bits leaves 2^(8 + level) rows in 32.
      base_shift_(level >= 7 ? 15U : 8U + static_cast<unsigned>(level)) {}

void RowSums::begin_block() {
  if ((size_ & ((1U << base_shift_) - 1)) == 0) bases_.push_back(running_);
  const Base& base = bases_.back();
  Prefix prefix{};
  prefix.killed = static_cast<std::uint32_t>(running_.killed - base.killed);
  prefix.injured = static_cast<std::uint32_t>(running_.injured - base.injured);
  prefix.x = static_cast<std::uint32_t>(running_.x - base.x);
  prefix.y = static_cast<std::uint32_t>(running_.y - base.y);
  prefix.killed_low = static_cast<std::uint32_t>(running_.killed_low - base.killed_low);
  prefix.killed_high = static_cast<std::uint32_t>(running_.killed_high - base.killed_high);
  prefix.no_figure = static_cast<std::uint16_t>(running_.no_figure - base.no_figure);
  prefix.disputed = static_cast<std::uint16_t>(running_.disputed - base.disputed);
  prefix.extras = static_cast<std::uint16_t>(running_.extras - base.extras);
  for (std::size_t i = 0; i < prefix.by_precision.size(); ++i)
    prefix.by_precision[i] = static_cast<std::uint16_t>(running_.by_precision[i + 1] - base.by_precision[i + 1]);
  for (std::size_t i = 0; i < prefix.by_type.size(); ++i)
    prefix.by_type[i] = static_cast<std::uint16_t>(running_.by_type[i] - base.by_type[i]);
  std::memcpy(blocks_.append(stride_), &prefix, sizeof(prefix));
}

void RowSums::append(std::span<const RowBytes> rows, const std::vector<Incident>& incidents) {
  while (!rows.empty()) {
    const std::size_t within = size_ % kBlockRows;
    if (within == 0) begin_block();
    const std::size_t count = std::min(rows.size(), kBlockRows - within);
    append_within(within, rows.first(count), incidents);
    rows = rows.subspan(count);
  }
}

// Rows that fit into the last block, from its row `within`.
void RowSums::append_within(std::size_t within, std::span<const RowBytes> rows,
                            const std::vector<Incident>& incidents) {
  unsigned char* block = blocks_.data() + blocks_.size() - stride_;
  unsigned char* lane = block + sizeof(Prefix) + within;
  unsigned char* last_lane = lane + (first_offset_lane + 2 * offset_bytes_) * kBlockRows;
  std::uint64_t killed = 0, injured = 0, low = 0, high = 0, sum_x = 0, sum_y = 0, no_figure = 0, disputed = 0;
  __m128i types = _mm_setzero_si128(), precisions = _mm_setzero_si128();
  for (const RowBytes& row : rows) {
    lane[killed_lane * kBlockRows] = row.killed;
    lane[injured_lane * kBlockRows] = row.injured;
    last_lane[kind_lane * kBlockRows] = row.kind;
    last_lane[who_lane * kBlockRows] = row.who;
    last_lane[low_lane * kBlockRows] = row.killed_low;
    last_lane[high_lane * kBlockRows] = row.killed_high;
    if (offset_bytes_ > 0) {
      std::uint32_t x = grid_offset(row.x, level_), y = grid_offset(row.y, level_);
      sum_x += x;
      sum_y += y;
      for (unsigned i = 0; i < offset_bytes_; ++i, x >>= 8, y >>= 8) {
        lane[(first_offset_lane + i) * kBlockRows] = static_cast<unsigned char>(x);
        lane[(first_offset_lane + offset_bytes_ + i) * kBlockRows] = static_cast<unsigned char>(y);
      }
    }
    ++lane;
    ++last_lane;
    killed += row.killed;
    injured += row.injured;
    low += row.killed_low;
    high += row.killed_high;
    no_figure += row.no_figure();
    disputed += row.disputed();
    const KindCounters::Entry& entry = kKindCounters.entries[row.kind & kCodeBits];
    types = _mm_add_epi8(types, load(entry.type.data()));
    precisions = _mm_add_epi8(precisions, load(entry.precision.data()));
    if (!row.figures_fit()) add_extra(block, row, exact_figures(row, incidents));
    ++size_;
  }
  running_.killed += killed;
  running_.injured += injured;
  running_.killed_low += low;
  running_.killed_high += high;
  running_.x += sum_x;
  running_.y += sum_y;
  running_.no_figure += no_figure;
  running_.disputed += disputed;
  add_counters(running_.by_type, types);
  add_counters(running_.by_precision, precisions);
}

void RowSums::add_extra(unsigned char* block, const RowBytes& row, const Figures& figures) {
  const std::array<std::uint64_t, 4> above{figures.killed - row.killed, figures.killed_low - row.killed_low,
                                           figures.killed_high - row.killed_high, figures.injured - row.injured};
  if ((above[0] | above[1] | above[2] | above[3]) == 0) return;
  extras_.push_back({size_, running_extra_});
  for (std::size_t i = 0; i < above.size(); ++i) running_extra_[i] += above[i];
  ++running_.extras;
  Prefix prefix{};
  std::memcpy(&prefix, block, sizeof(prefix));
  prefix.extras |= kHasExtras;
  std::memcpy(block, &prefix, sizeof(prefix));
}

void RowSums::settle() {
  // So that the end of the last row needs no special case.
  if (size_ % kBlockRows == 0) begin_block();
  extras_.push_back({size_, running_extra_});
  blocks_.settle();
  bases_.settle();
  extras_.settle();
}

}  // namespace yaad::geo
