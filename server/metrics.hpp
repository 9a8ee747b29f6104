// Counters for operators (Prometheus text format 0.0.4). Labels come from fixed lists: no path and no address is one.
// Costs three relaxed additions a request.
#pragma once

#include "server/edition.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace yaad::server {

// Why somebody got no answer, or a short one.
enum class RefusedFor : std::uint8_t {
  head,
  connections,
  address,
  rate,
  work,
  unsent,
  descriptors,
  slots,
  host,
  budget,
  left,
  memory,
  drawing
};
inline constexpr std::array<std::string_view, 13> kRefusedFor{"head",   "connections", "address", "rate", "work",
                                                              "unsent", "descriptors", "slots",   "host", "budget",
                                                              "left",   "memory",      "drawing"};

class Metrics {
 public:
  using Clock = std::chrono::steady_clock;
  void count_request(std::string_view route, unsigned status, Clock::duration took);
  void count_refusal(RefusedFor reason) { ++refusals_[static_cast<std::size_t>(reason)]; }
  std::uint64_t refusals(RefusedFor reason) const { return refusals_[static_cast<std::size_t>(reason)]; }
  // Each loop of sockets says every quarter of a second that it lives. A gap of more than a second is a stall.
  void beat(std::size_t loop, Clock::time_point now);
  // Since the one that has said nothing for longest did.
  std::chrono::duration<double> longest_silence() const;

  std::atomic<std::uint64_t> connections_open{0}, connections_total{0}, evicted_total{0}, errors_total{0},
      unsent_bytes{0}, joins_total{0}, work_waiting{0}, stalls_total{0};

  std::atomic<std::uint64_t> resident_bytes{0};
  std::atomic<bool> memory_is_tight{false};  // files are refused then (memory_watch.hpp)

  std::string text(const Edition& edition) const;
  // False for a name that would be counted among "other".
  static bool knows(std::string_view route);

 private:
  static constexpr std::array<std::string_view, 24> kNames{
      "map",       "tiles",   "spacetime",  "basemap", "tilejson",    "items",  "item",    "cluster",
      "histogram", "geocode", "statistics", "api",     "collections", "areas",  "places",  "page",
      "list",      "dataset", "assets",     "healthz", "refused",     "export", "preview", "other"};
  static constexpr std::size_t kStatuses = 24;  // at least as many as wire.hpp knows
  // Upper bounds in seconds; the last row counts what took longer.
  static constexpr std::array<double, 10> kBounds{0.0001, 0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1};
  static constexpr std::size_t kMaxLoops = 256;  // what --threads grants
  struct Row {
    std::array<std::atomic<std::uint64_t>, kStatuses> by_status{};
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> by_time{};
    std::atomic<std::uint64_t> nanoseconds{0};
  };
  std::array<Row, kNames.size()> rows_;
  std::array<std::atomic<std::uint64_t>, kRefusedFor.size()> refusals_{};
  std::array<std::atomic<Clock::rep>, kMaxLoops> beats_{};

  void write_requests(std::string& out) const;
};

}  // namespace yaad::server
