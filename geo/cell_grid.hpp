// The cells of one question to the index in the order of rows and columns, whatever the order in which they are found,
// and the mean of places on the grid on which they are summed. Two bytes a cell of the tile, and what is kept of each.
#pragma once

#include "geo/row_totals.hpp"
#include "geo/tile_id.hpp"

#include <algorithm>
#include <vector>

namespace yaad::geo {

inline World corner_of(const CellId& cell) {
  if (cell.level == 0) return {0, 0};
  return {cell.x << (32 - cell.level), cell.y << (32 - cell.level)};
}

// The mean of places whose offsets from `corner` on the grid add up to these sums.
inline World mean(const World& corner, std::uint64_t sum_x, std::uint64_t sum_y, std::uint64_t count) {
  const auto coordinate = [count](std::uint32_t from, std::uint64_t sum) {
    return ((from >> (32 - kGridBits)) + static_cast<std::uint32_t>(sum / count)) << (32 - kGridBits);
  };
  return {coordinate(corner.x, sum_x), coordinate(corner.y, sum_y)};
}

// The cells of one question in the order of rows and columns, whatever the order in which they are found.
template <class Cell>
class CellGrid {
 public:
  CellGrid(const TileId& tile, int cell_bits)
      : west_(tile.x() << cell_bits),
        north_(tile.y() << cell_bits),
        bits_(cell_bits),
        level_(tile.z() + cell_bits),
        slots_(std::size_t{1} << (2 * cell_bits), kNone) {
    cells_.reserve(std::min<std::size_t>(slots_.size(), 256));
  }

  // The cell of this place; made when it is first asked for. None where the place is in another tile.
  Cell* at(const World& place) {
    const CellId id = cell_of(place, level_);
    const std::uint32_t column = id.x - west_, row = id.y - north_;
    if ((column | row) >> bits_ != 0) return nullptr;
    std::uint16_t& slot = slots_[row << bits_ | column];
    if (slot == kNone) {
      slot = static_cast<std::uint16_t>(cells_.size());
      cells_.emplace_back();
      cells_.back().cell = id;
    }
    return &cells_[slot];
  }
  template <class Use>
  void in_order(const Use& use) {
    for (const std::uint16_t slot : slots_)
      if (slot != kNone) use(cells_[slot]);
  }
  std::size_t size() const { return cells_.size(); }
  int level() const { return level_; }

 private:
  static constexpr std::uint16_t kNone = 0xffff;
  std::uint32_t west_, north_;
  int bits_, level_;
  std::vector<std::uint16_t> slots_;
  std::vector<Cell> cells_;
};

}  // namespace yaad::geo
