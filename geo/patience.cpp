#include "geo/patience.hpp"

#include <ctime>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::uint32_t kStepsBetweenLooks = 1024;

thread_local const Patience* in_force = nullptr;
thread_local std::uint32_t since_look = 0;

std::chrono::nanoseconds processor_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

}  // namespace

Patience::Patience(std::optional<std::chrono::nanoseconds> time, std::function<bool()> nobody_waits)
    : time_(time), nobody_waits_(std::move(nobody_waits)), before_(in_force) {
  in_force = this;
  since_look = 0;
}

Patience::~Patience() { in_force = before_; }

void Patience::look() const {
  if (nobody_waits_ && nobody_waits_()) throw GaveUp(GaveUp::Why::nobody_waits);
  if (!time_) return;
  const std::chrono::nanoseconds now = processor_time();
  if (!end_) end_ = now + *time_;
  if (now > *end_) throw GaveUp(GaveUp::Why::takes_too_long);
}

void look_up(std::uint32_t steps) {
  if (in_force == nullptr || (since_look += steps) < kStepsBetweenLooks) return;
  since_look = 0;
  in_force->look();
}

}  // namespace yaad::geo
