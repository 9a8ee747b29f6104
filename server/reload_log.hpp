// What became of the last loading of the folder: for /readyz, /metrics, /dataset.json and the log.
// Safe from any thread; a reading costs a lock and a copy.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace yaad::server {

// Why a folder did not become an edition.
enum class LoadFault : std::uint8_t { unreadable, refused, shrunk, loader, internal };

struct LoadFaultWords {
  std::string_view label;  // of metrics
  std::string_view
      in_public;  // says nothing of what stands in the folder: a refused row may hold what must not be shown
};
inline constexpr std::array<LoadFaultWords, 5> kLoadFaults{{
    {"unreadable", "the folder could not be read"},
    {"refused", "the folder has errors that forbid serving it"},
    {"shrunk", "the folder lost more than a tenth of its rows"},
    {"loader", "the folder could not be read to its end"},
    {"internal", "the server could not build the edition"},
}};

struct LoadOutcome {
  std::optional<LoadFault> fault;  // none: it is served
  std::string why;                 // one line for operators
  std::chrono::system_clock::time_point at = std::chrono::system_clock::now();
};

// "2026-11-25T22:15:00Z"
std::string utc(std::chrono::system_clock::time_point at);

class ReloadLog {
 public:
  void record(LoadOutcome outcome);
  // None before the first.
  std::optional<LoadOutcome> last() const;
  // "ready", or for a server whose data are old, "degraded: " and why: one line for operators.
  std::string state() const;
  // Prometheus text: attempts, failures by reason, when the last good one was.
  std::string metrics() const;

 private:
  mutable std::mutex mutex_;
  std::optional<LoadOutcome> last_;
  std::optional<std::chrono::system_clock::time_point> last_good_;
  std::size_t attempts_ = 0;
  std::array<std::size_t, kLoadFaults.size()> failures_{};
};

}  // namespace yaad::server
