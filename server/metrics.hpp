// Counters for operators (Prometheus text format 0.0.4). Labels come from fixed lists: no path and no address is one.
// Costs one relaxed addition a request.
#pragma once

#include "server/edition.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace yaad::server {

class Metrics {
 public:
  void count_request(std::string_view route, unsigned status);
  std::atomic<std::uint64_t> connections_open{0}, connections_total{0}, evicted_total{0}, refused_total{0},
      errors_total{0}, unsent_bytes{0};

  std::string text(const Edition& edition) const;

 private:
  // A row per route name; statuses by class.
  static constexpr std::size_t kRoutes = 17;
  static constexpr std::array<std::string_view, kRoutes> kNames{
      "map",     "tiles", "basemap", "tilejson", "items",  "item",    "cluster", "histogram", "statistics",
      "geocode", "page",  "list",    "dataset",  "assets", "healthz", "refused", "other"};
  std::array<std::array<std::atomic<std::uint64_t>, 6>, kRoutes> requests_{};
};

}  // namespace yaad::server
