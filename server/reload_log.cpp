#include "server/reload_log.hpp"

#include <ctime>
#include <utility>

namespace yaad::server {

std::string utc(std::chrono::system_clock::time_point at) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(at);
  std::tm t{};
  gmtime_r(&seconds, &t);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &t)};
}

void ReloadLog::record(LoadOutcome outcome) {
  const std::lock_guard lock(mutex_);
  ++attempts_;
  if (outcome.fault) ++failures_.at(static_cast<std::size_t>(*outcome.fault));
  else last_good_ = outcome.at;
  last_ = std::move(outcome);
}

std::optional<LoadOutcome> ReloadLog::last() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

std::string ReloadLog::state() const {
  const auto last = this->last();
  if (!last || !last->fault) return "ready";
  return "degraded: the folder was not loaded at " + utc(last->at) + ": " + last->why;
}

std::string ReloadLog::metrics() const {
  const std::lock_guard lock(mutex_);
  std::string out = "# TYPE yaad_reload_total counter\nyaad_reload_total " + std::to_string(attempts_) +
                    "\n# TYPE yaad_reload_failed_total counter\n";
  for (std::size_t i = 0; i < failures_.size(); ++i)
    out += "yaad_reload_failed_total{reason=\"" + std::string(kLoadFaults[i].label) + "\"} " +
           std::to_string(failures_[i]) + '\n';
  out += "# TYPE yaad_edition_degraded gauge\nyaad_edition_degraded " + std::string(last_ && last_->fault ? "1" : "0") +
         '\n';
  if (last_good_)
    out += "# TYPE yaad_edition_loaded_timestamp_seconds gauge\nyaad_edition_loaded_timestamp_seconds " +
           std::to_string(std::chrono::system_clock::to_time_t(*last_good_)) + '\n';
  return out;
}

}  // namespace yaad::server
