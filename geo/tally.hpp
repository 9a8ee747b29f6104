// Figures of one record, and their sums over many: the toll rule, written once.
//
// A figure has up to three values: low (the smallest credible), best, high. What counts in a sum is best, else
// low; the lower bound is low, else best; the upper bound is high, else best, else low. A record with none of the
// three has no figure and is counted as such beside every sum.
#pragma once

#include "geo/codes.hpp"
#include "geo/precision.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace yaad::geo {

struct Figure {
  std::optional<std::uint32_t> low, best, high;

  std::optional<std::uint32_t> counted() const { return best ? best : low; }
  std::optional<std::uint32_t> lower() const { return low ? low : best; }
  std::optional<std::uint32_t> upper() const { return high ? high : counted(); }
  bool at_least() const { return !best && low; }
  bool none() const { return !low && !best && !high; }
  friend bool operator==(const Figure&, const Figure&) = default;
};

// Sums over records. 64 bits: ten million records of 2^32 each still fit.
struct Tally {
  std::uint64_t count = 0;
  std::uint64_t killed = 0, killed_low = 0, killed_high = 0;
  std::uint64_t injured = 0;
  std::uint64_t no_figure = 0;      // records without a killed figure
  std::uint64_t disputed = 0;       // records whose sources dispute them
  std::uint64_t not_day_dated = 0;  // records known less exactly than to the day
  std::array<std::uint64_t, kAttackTypes.size()> by_type{};
  PlacePrecision worst = PlacePrecision::site;  // the coarsest place among them

  void add(const Tally& other) {
    count += other.count;
    killed += other.killed;
    killed_low += other.killed_low;
    killed_high += other.killed_high;
    injured += other.injured;
    no_figure += other.no_figure;
    disputed += other.disputed;
    not_day_dated += other.not_day_dated;
    for (std::size_t i = 0; i < by_type.size(); ++i) by_type[i] += other.by_type[i];
    if (coarseness(other.worst) > coarseness(worst)) worst = other.worst;
  }
  friend bool operator==(const Tally&, const Tally&) = default;
};

}  // namespace yaad::geo
