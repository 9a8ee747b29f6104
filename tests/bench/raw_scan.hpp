// The floor: the same questions answered by reading every record of the window in memory, column by column.
//
// No index but the order of time. It knows nothing of the geo room's index, so it is also the second opinion on every
// answer that is timed. 22 bytes a record; about 1 ns a record of the window.
#pragma once

#include "tests/bench/workload.hpp"

#include <cstdint>
#include <vector>

namespace yaad::bench {

struct ScannedCell {
  std::uint32_t x = 0, y = 0;  // of the world grid, at the tile's zoom and cell bits
  std::uint64_t count = 0, killed = 0, injured = 0;
  std::uint64_t sum_x = 0, sum_y = 0;  // of the places, in 2^-24 of the world, as the index counts centroids
};

class RawScan {
 public:
  explicit RawScan(const Workload& workload);
  // The non-empty cells of a tile with 2^cell_bits a side, by row then column.
  std::vector<ScannedCell> cells(const Request& asked, int cell_bits, bool filtered) const;
  // One cell for all that the window and the masks match, wherever it is.
  ScannedCell total(const Request& asked, bool filtered) const;

 private:
  struct Rows {
    std::size_t begin, end;
  };
  Rows in_window(const Request& asked) const;

  // By day.
  std::vector<std::int32_t> day_;
  std::vector<std::uint32_t> x_, y_, killed_, injured_;
  std::vector<std::uint8_t> attack_, group_;
};

}  // namespace yaad::bench
