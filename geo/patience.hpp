// How long work on this thread may go on, and whether anyone still waits for it. Loops over records look up now and
// then; where nobody waits any more, or the work has taken more of the processor than one answer may, they throw.
// Without a Patience on this thread, as for a command line, work goes on to its end. A look costs a nanosecond; every
// 1,024th asks the clock. One that is never looked at costs nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>

namespace yaad::geo {

// Thrown by look_up(). Whoever set the Patience catches it.
struct GaveUp : std::exception {
  enum class Why : std::uint8_t { nobody_waits, takes_too_long };
  explicit GaveUp(Why reason) : why(reason) {}
  const char* what() const noexcept override { return "the work was given up"; }
  Why why;
};

// In force on the thread that made it until it goes.
class Patience {
 public:
  // Of the processor, not of the clock: work that others make wait is not at fault. None: without end.
  Patience(std::optional<std::chrono::nanoseconds> processor_time, std::function<bool()> nobody_waits);
  ~Patience();
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

  void look() const;  // throws GaveUp

 private:
  const std::optional<std::chrono::nanoseconds> time_;
  mutable std::optional<std::chrono::nanoseconds>
      end_;  // on the processor clock of this thread, from the first look on
  const std::function<bool()> nobody_waits_;
  const Patience* before_;
};

// So many steps of a loop over records, of some ten nanoseconds each.
void look_up(std::uint32_t steps = 1);
// Of a loop that reads each record itself: a line or two of memory that no one has looked at lately.
inline constexpr std::uint32_t kStepsARecord = 8;

}  // namespace yaad::geo
