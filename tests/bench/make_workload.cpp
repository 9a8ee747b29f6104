// The distributions: cities by a power law, bursts, a tide over the years, heavy tails, places rounded as geocoders do.
#include "tests/bench/workload.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace yaad::bench {
namespace {

constexpr double kWest = 60, kEast = 78, kSouth = 24, kNorth = 38;
constexpr std::int64_t kBegin = 978307200, kEnd = 1767225600;  // 2001-01-01 to 2026-01-01
constexpr std::size_t kCities = 48, kBursts = 400, kYears = 25;
constexpr double kBackground = 0.10, kInBurst = 0.15, kMidnight = 0.5;

std::uint64_t mixed(std::uint64_t z) {  // the output step of splitmix64
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

// One stream a row: a row is the same whatever stands before it.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream) : state_(mixed(seed ^ mixed(stream + 0x9E3779B97F4A7C15ULL))) {}
  std::uint64_t next() { return mixed(state_ += 0x9E3779B97F4A7C15ULL); }
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(uniform() * static_cast<double>(n)); }
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

 private:
  std::uint64_t state_;
};

// Draws a position with the probability of its weight.
class Weighted {
 public:
  template <class Weight>
  Weighted(std::size_t n, Weight weight) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) below_.push_back(sum += weight(i));
  }
  std::size_t draw(Random& random) const {
    const double at = random.uniform() * below_.back();
    return static_cast<std::size_t>(std::upper_bound(below_.begin(), below_.end() - 1, at) - below_.begin());
  }

 private:
  std::vector<double> below_;
};

template <std::size_t N>
Weighted shares(const std::array<double, N>& percent) {
  return {N, [&](std::size_t i) { return percent[i]; }};
}

double rank_weight(std::size_t rank, double power) { return std::pow(static_cast<double>(rank + 1), -power); }

struct City {
  double lon = 0, lat = 0, spread = 0;
};
struct Burst {
  std::size_t city = 0;
  double at = 0, width = 0;  // seconds
};

class Country {
 public:
  explicit Country(std::uint64_t seed) {
    constexpr std::array<double, 4> spreads{0.02, 0.06, 0.15, 0.4};
    Random random(seed, ~std::uint64_t{0});
    for (City& c : cities_)
      c = {random.between(kWest + 1, kEast - 1), random.between(kSouth + 1, kNorth - 1), spreads[random.below(4)]};
    for (Burst& b : bursts_) {
      b.city = city_.draw(random);
      b.at = random.between(static_cast<double>(kBegin), static_cast<double>(kEnd));
      const double wide = random.uniform();
      b.width = static_cast<double>(kSecondsOfDay) * (0.5 + 20 * wide * wide);
    }
  }

  void add_record(Random random, Workload& out) const {
    const double kind = random.uniform();
    const City* city = nullptr;
    double lon = random.between(kWest, kEast), lat = random.between(kSouth, kNorth), at = time_by_year(random);
    if (kind >= kBackground) {
      const Burst* burst = kind < kBackground + kInBurst ? &bursts_[burst_.draw(random)] : nullptr;
      city = &cities_[burst != nullptr ? burst->city : city_.draw(random)];
      const double spread = city->spread * (random.uniform() < 0.25 ? 3 : 1);
      lon = city->lon + spread * random.normal();
      lat = city->lat + spread * 0.85 * random.normal();
      if (burst != nullptr) at = burst->at + burst->width * random.normal();
    }
    auto t = std::clamp(static_cast<std::int64_t>(std::floor(at)), kBegin, kEnd - 1);
    if (random.uniform() < kMidnight) t -= t % kSecondsOfDay;
    const auto precision = static_cast<std::uint8_t>(1 + precision_.draw(random));
    round_place(precision, city, lon, lat);
    out.lon.push_back(hundred_thousandths(std::clamp(lon, kWest, kEast)));
    out.lat.push_back(hundred_thousandths(std::clamp(lat, kSouth, kNorth)));
    out.t.push_back(t);
    out.killed.push_back(heavy_tail(random, 0.45, 0.75, 1, 3000));
    out.injured.push_back(heavy_tail(random, 0.40, 0.80, 2, 6000));
    out.attack.push_back(static_cast<std::uint8_t>(attack_.draw(random)));
    out.group.push_back(static_cast<std::uint8_t>(group_.draw(random)));
    out.precision.push_back(precision);
  }

 private:
  double time_by_year(Random& random) const {
    const double year = static_cast<double>(year_.draw(random)) + random.uniform();
    return static_cast<double>(kBegin) + year * static_cast<double>(kEnd - kBegin) / kYears;
  }

  // 2 and 3 are rounded, 4 is the city's centre, 5 the corner of half a degree: many records share a point.
  static void round_place(std::uint8_t precision, const City* city, double& lon, double& lat) {
    if (precision == 1) return;
    if (precision == 4 && city != nullptr) {
      lon = city->lon;
      lat = city->lat;
      return;
    }
    constexpr std::array<double, 6> steps{0, 0, 1000, 100, 2, 2};  // to a degree
    lon = std::round(lon * steps[precision]) / steps[precision];
    lat = std::round(lat * steps[precision]) / steps[precision];
  }

  static double hundred_thousandths(double degrees) { return std::round(degrees * 1e5) / 1e5; }

  // Pareto with a share of zeros; a mean near two, the largest in the thousands.
  static std::uint32_t heavy_tail(Random& random, double zeros, double power, double jitter, double most) {
    if (random.uniform() < zeros) return 0;
    const double value = std::pow(random.uniform() + 1e-9, -power) - 1 + jitter * random.uniform();
    return static_cast<std::uint32_t>(std::min(value, most));
  }

  std::array<City, kCities> cities_{};
  std::array<Burst, kBursts> bursts_{};
  Weighted city_{kCities, [](std::size_t i) { return rank_weight(i, 1.1); }};
  Weighted burst_{kBursts, [](std::size_t i) { return rank_weight(i, 0.7); }};
  Weighted year_{kYears, [](std::size_t y) {
                   const double from_peak = (static_cast<double>(y) - 12) / 4;
                   return 0.5 + 2 * std::exp(-0.5 * from_peak * from_peak) + 0.02 * static_cast<double>(y);
                 }};
  Weighted attack_ = shares(std::array<double, kAttackKinds>{40, 25, 12, 8, 6, 4, 3, 2});
  Weighted group_ = shares(std::array<double, kGroups>{30, 20, 12, 9, 7, 6, 5, 4, 3, 2, 1, 1});
  Weighted precision_ = shares(std::array<double, 5>{50, 20, 15, 10, 5});
};

// `count` of the first n bits.
std::uint32_t some_bits(Random& random, unsigned n, unsigned count) {
  std::uint32_t mask = 0;
  for (unsigned set = 0; set < count;) {
    const std::uint32_t bit = 1U << random.below(n);
    if ((mask & bit) == 0) ++set;
    mask |= bit;
  }
  return mask;
}

}  // namespace

Workload make_workload(std::uint64_t seed, std::size_t rows) {
  const Country country(seed);
  Workload out;
  for (auto* column : {&out.lon, &out.lat}) column->reserve(rows);
  for (auto* column : {&out.killed, &out.injured}) column->reserve(rows);
  for (auto* column : {&out.attack, &out.group, &out.precision}) column->reserve(rows);
  out.t.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) country.add_record(Random(seed, row), out);
  return out;
}

std::vector<Request> make_requests(const Workload& workload, std::uint64_t seed, std::size_t count) {
  constexpr std::size_t kDrawnFrom = 10000;  // in every size of the workload, so that every size gets the same list
  constexpr std::array<const char*, 4> kinds{"full", "year", "month", "day"};
  constexpr std::array<std::int64_t, 4> days{0, 365, 30, 1};
  constexpr std::array<unsigned, 3> attacks{1, 2, 4}, groups{1, 3, 6};
  Random random(seed, ~std::uint64_t{1});
  std::vector<Request> out;
  for (std::size_t i = 0; i < count && workload.size() > 0; ++i) {
    const std::size_t record = random.below(std::min(kDrawnFrom, workload.size()));
    const std::size_t kind = i / 11 % 4;
    Request r;
    r.z = 4 + static_cast<int>(i % 11);
    const double sine = std::sin(workload.lat[record] * std::numbers::pi / 180);
    const double side = std::exp2(r.z);
    r.x = static_cast<std::uint32_t>(side * (workload.lon[record] / 360 + 0.5));
    r.y = static_cast<std::uint32_t>(side * (0.5 - std::log((1 + sine) / (1 - sine)) / (4 * std::numbers::pi)));
    r.from = kBegin;
    r.until = kEnd;
    if (days[kind] > 0) {
      const std::int64_t length = days[kind] * kSecondsOfDay;
      const auto back = static_cast<std::int64_t>(random.uniform() * static_cast<double>(length - kSecondsOfDay));
      const std::int64_t from = workload.t[record] - back;
      r.from = std::clamp(from - from % kSecondsOfDay, kBegin, kEnd - length);
      r.until = r.from + length;
    }
    r.window = kinds[kind];
    r.attack_mask = some_bits(random, kAttackKinds, attacks[random.below(3)]);
    r.group_mask = some_bits(random, kGroups, groups[random.below(3)]);
    out.push_back(std::move(r));
  }
  return out;
}

}  // namespace yaad::bench
