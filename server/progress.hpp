// Says how far a loading is, once it has taken longer than anyone waits without a word; of a short one nothing.
// Costs a look at the clock each time it is told.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace yaad::server {

using Say = std::function<void(const std::string&)>;

class Progress {
 public:
  explicit Progress(Say say) : say_(std::move(say)) {}

  // what: "reading incidents.csv".
  void rows(const std::string& what, std::size_t read, std::size_t all) {
    const auto now = Clock::now();
    if (!say_ || now - begun_ < kPatience || now - last_ < kBetweenLines) return;
    say_(what + ": " + std::to_string(read) + " of " + std::to_string(all) + " rows");
    last_ = now;
  }
  // A step that says nothing until it is done; told even if a line was said just now.
  void step(const std::string& what) {
    if (say_ && Clock::now() - begun_ >= kPatience) say_(what);
  }

 private:
  using Clock = std::chrono::steady_clock;
  // Whoever waits longer than this wonders whether anything happens; a line every few seconds is enough.
  static constexpr std::chrono::seconds kPatience{2}, kBetweenLines{3};
  Say say_;
  Clock::time_point begun_ = Clock::now(), last_;
};

}  // namespace yaad::server
