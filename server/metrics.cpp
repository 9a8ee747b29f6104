#include "server/metrics.hpp"

#include <algorithm>

namespace yaad::server {

void Metrics::count_request(std::string_view route, unsigned status) {
  const auto found = std::find(kNames.begin(), kNames.end(), route);
  const auto row = found == kNames.end() ? kRoutes - 1 : static_cast<std::size_t>(found - kNames.begin());
  requests_[row][std::min(status / 100, 5U)].fetch_add(1, std::memory_order_relaxed);
}

std::string Metrics::text(const Edition& edition) const {
  std::string out = "# TYPE yaad_requests_total counter\n";
  for (std::size_t row = 0; row < kRoutes; ++row)
    for (unsigned group = 1; group < 6; ++group) {
      const auto n = requests_[row][group].load(std::memory_order_relaxed);
      if (n > 0)
        out += "yaad_requests_total{route=\"" + std::string(kNames[row]) + "\",status=\"" + std::to_string(group) +
               "xx\"} " + std::to_string(n) + '\n';
    }
  const auto gauge = [&](std::string_view name, std::string_view type, std::uint64_t value) {
    out += "# TYPE " + std::string(name) + ' ' + std::string(type) + '\n' + std::string(name) + ' ' +
           std::to_string(value) + '\n';
  };
  gauge("yaad_connections_open", "gauge", connections_open.load());
  gauge("yaad_connections_total", "counter", connections_total.load());
  gauge("yaad_connections_evicted_total", "counter", evicted_total.load());
  gauge("yaad_connections_refused_total", "counter", refused_total.load());
  gauge("yaad_errors_total", "counter", errors_total.load());
  gauge("yaad_unsent_bytes", "gauge", unsent_bytes.load());
  const TileCache::Use use = edition.cache.use();
  gauge("yaad_cache_hits_total", "counter", use.hits);
  gauge("yaad_cache_misses_total", "counter", use.misses);
  gauge("yaad_cache_bytes", "gauge", use.bytes);
  gauge("yaad_incidents", "gauge", edition.snapshot->dataset.incidents.size());
  std::uint64_t refused = 0;
  for (const geo::FileAccount& file : edition.snapshot->report.files) refused += file.refused;
  gauge("yaad_rows_refused", "gauge", refused);
  return out;
}

}  // namespace yaad::server
