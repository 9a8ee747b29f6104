#include "server/metrics.hpp"

#include "server/wire.hpp"

#include <algorithm>
#include <cassert>
#include <cstdio>

namespace yaad::server {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr std::chrono::seconds kStall{1};

std::string decimal(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

void declare(std::string& out, std::string_view name, std::string_view type) {
  out += "# TYPE " + std::string(name) + ' ' + std::string(type) + '\n';
}

void write_one(std::string& out, std::string_view name, std::string_view type, const std::string& value) {
  declare(out, name, type);
  out += std::string(name) + ' ' + value + '\n';
}

}  // namespace

bool Metrics::knows(std::string_view route) {
  return route != "other" && std::find(kNames.begin(), kNames.end(), route) != kNames.end();
}

void Metrics::count_request(std::string_view route, unsigned status, Clock::duration took) {
  static_assert(kReasons.size() <= kStatuses);
  const auto name = std::find(kNames.begin(), kNames.end() - 1, route);  // "other" is last
  Row& row = rows_[static_cast<std::size_t>(name - kNames.begin())];
  const auto known = std::find_if(kReasons.begin(), kReasons.end(), [&](const auto& r) { return r.first == status; });
  assert(known != kReasons.end());
  row.by_status[static_cast<std::size_t>(known - kReasons.begin())].fetch_add(1, kRelaxed);
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
  row.by_time[static_cast<std::size_t>(bound - kBounds.begin())].fetch_add(1, kRelaxed);
  row.nanoseconds.fetch_add(static_cast<std::uint64_t>(std::chrono::nanoseconds(took).count()), kRelaxed);
}

void Metrics::beat(std::size_t loop, Clock::time_point now) {
  const auto before = beats_[loop].exchange(now.time_since_epoch().count(), kRelaxed);
  if (before != 0 && now.time_since_epoch() - Clock::duration(before) > kStall) ++stalls_total;
}

std::chrono::duration<double> Metrics::longest_silence() const {
  const auto now = Clock::now().time_since_epoch().count();
  Clock::rep longest = 0;
  for (const auto& beat : beats_)
    if (const auto last = beat.load(kRelaxed); last != 0) longest = std::max(longest, now - last);
  return Clock::duration(longest);
}

void Metrics::write_requests(std::string& out) const {
  declare(out, "yaad_requests_total", "counter");
  for (std::size_t r = 0; r < rows_.size(); ++r)
    for (std::size_t s = 0; s < kReasons.size(); ++s)
      if (const auto n = rows_[r].by_status[s].load(kRelaxed); n > 0)
        out += "yaad_requests_total{route=\"" + std::string(kNames[r]) + "\",status=\"" +
               std::to_string(kReasons[s].first) + "\"} " + std::to_string(n) + '\n';
  declare(out, "yaad_answer_seconds", "histogram");
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const std::string label = "{route=\"" + std::string(kNames[r]) + '"';
    std::string lines;
    std::uint64_t sum = 0;
    for (std::size_t b = 0; b < rows_[r].by_time.size(); ++b) {
      sum += rows_[r].by_time[b].load(kRelaxed);
      lines += "yaad_answer_seconds_bucket" + label + ",le=\"" + (b < kBounds.size() ? decimal(kBounds[b]) : "+Inf") +
               "\"} " + std::to_string(sum) + '\n';
    }
    if (sum == 0) continue;
    out += lines;
    out += "yaad_answer_seconds_sum" + label + "} " +
           decimal(static_cast<double>(rows_[r].nanoseconds.load(kRelaxed)) * 1e-9) + '\n';
    out += "yaad_answer_seconds_count" + label + "} " + std::to_string(sum) + '\n';
  }
}

std::string Metrics::text(const Edition& edition) const {
  std::string out;
  write_requests(out);
  declare(out, "yaad_refusals_total", "counter");
  for (std::size_t i = 0; i < refusals_.size(); ++i)
    out += "yaad_refusals_total{reason=\"" + std::string(kRefusedFor[i]) + "\"} " +
           std::to_string(refusals_[i].load(kRelaxed)) + '\n';
  const auto one = [&](std::string_view name, std::string_view type, std::uint64_t value) {
    write_one(out, name, type, std::to_string(value));
  };
  one("yaad_connections_open", "gauge", connections_open);
  one("yaad_connections_total", "counter", connections_total);
  one("yaad_connections_evicted_total", "counter", evicted_total);
  one("yaad_errors_total", "counter", errors_total);
  one("yaad_unsent_bytes", "gauge", unsent_bytes);
  one("yaad_work_waiting", "gauge", work_waiting);
  one("yaad_loop_stalls_total", "counter", stalls_total);
  write_one(out, "yaad_loop_silence_seconds", "gauge", decimal(longest_silence().count()));
  const TileCache::Use use = edition.cache.use();
  one("yaad_cache_hits_total", "counter", use.hits);
  one("yaad_cache_misses_total", "counter", use.misses);
  one("yaad_cache_bytes", "gauge", use.bytes);
  one("yaad_cache_entries", "gauge", use.entries);
  one("yaad_single_flight_joins_total", "counter", joins_total);
  one("yaad_resident_bytes", "gauge", resident_bytes);
  one("yaad_memory_is_tight", "gauge", memory_is_tight ? 1 : 0);
  one("yaad_incidents", "gauge", edition.snapshot->dataset.incidents.size());
  std::uint64_t refused = 0;
  for (const geo::FileAccount& file : edition.snapshot->report.files) refused += file.refused;
  one("yaad_rows_refused", "gauge", refused);
  write_one(out, "yaad_edition_age_seconds", "gauge",
            decimal(std::chrono::duration<double>(Clock::now() - edition.made).count()));
  return out;
}

}  // namespace yaad::server
