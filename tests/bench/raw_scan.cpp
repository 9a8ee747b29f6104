#include "tests/bench/raw_scan.hpp"

#include "geo/lonlat.hpp"
#include "tests/bench/asked.hpp"

#include <algorithm>
#include <numeric>

namespace yaad::bench {
namespace {

constexpr std::uint32_t kAll = ~std::uint32_t{0};

template <class T>
std::vector<T> in_order(const std::vector<T>& column, const std::vector<std::uint32_t>& order) {
  std::vector<T> out;
  out.reserve(order.size());
  for (const std::uint32_t i : order) out.push_back(column[i]);
  return out;
}

}  // namespace

RawScan::RawScan(const Workload& w) {
  std::vector<std::int32_t> day;
  day.reserve(w.size());
  for (const std::int64_t t : w.t) day.push_back(day_of_second(t));
  std::vector<std::uint32_t> order(w.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return day[a] < day[b]; });
  day_ = in_order(day, order);
  killed_ = in_order(w.killed, order);
  injured_ = in_order(w.injured, order);
  attack_ = in_order(w.attack, order);
  group_ = in_order(w.group, order);
  x_.reserve(w.size());
  y_.reserve(w.size());
  for (const std::uint32_t i : order) {
    const geo::World at = geo::to_world(geo::LonLat::from_degrees(w.lon[i], w.lat[i]).value());
    x_.push_back(at.x);
    y_.push_back(at.y);
  }
}

RawScan::Rows RawScan::in_window(const Request& asked) const {
  const auto first = std::lower_bound(day_.begin(), day_.end(), first_day(asked));
  const auto last = std::upper_bound(first, day_.end(), last_day(asked));
  return {static_cast<std::size_t>(first - day_.begin()), static_cast<std::size_t>(last - day_.begin())};
}

std::vector<ScannedCell> RawScan::cells(const Request& asked, int cell_bits, bool filtered) const {
  const std::uint32_t attacks = filtered ? asked.attack_mask : kAll, groups = filtered ? asked.group_mask : kAll;
  const int tile_shift = 32 - asked.z, cell_shift = tile_shift - cell_bits;
  const std::uint32_t side = 1U << cell_bits, inside = side - 1;
  std::vector<ScannedCell> grid(std::size_t{side} * side);
  const Rows rows = in_window(asked);
  for (std::size_t i = rows.begin; i < rows.end; ++i) {
    const std::uint32_t x = x_[i], y = y_[i];
    if (std::uint64_t{x} >> tile_shift != asked.x || std::uint64_t{y} >> tile_shift != asked.y) continue;
    if ((attacks >> attack_[i] & groups >> group_[i] & 1U) == 0) continue;
    ScannedCell& cell = grid[std::size_t{y >> cell_shift & inside} * side + (x >> cell_shift & inside)];
    ++cell.count;
    cell.killed += killed_[i];
    cell.injured += injured_[i];
    cell.sum_x += x >> 8;
    cell.sum_y += y >> 8;
  }
  std::vector<ScannedCell> out;
  for (std::uint32_t at = 0; at < grid.size(); ++at) {
    if (grid[at].count == 0) continue;
    grid[at].x = (asked.x << cell_bits) + (at & inside);
    grid[at].y = (asked.y << cell_bits) + (at >> cell_bits);
    out.push_back(grid[at]);
  }
  return out;
}

ScannedCell RawScan::total(const Request& asked, bool filtered) const {
  const std::uint32_t attacks = filtered ? asked.attack_mask : kAll, groups = filtered ? asked.group_mask : kAll;
  ScannedCell sum;
  const Rows rows = in_window(asked);
  for (std::size_t i = rows.begin; i < rows.end; ++i) {
    if ((attacks >> attack_[i] & groups >> group_[i] & 1U) == 0) continue;
    ++sum.count;
    sum.killed += killed_[i];
    sum.injured += injured_[i];
  }
  return sum;
}

}  // namespace yaad::bench
