// Lines for operators, one event a line, as names and values: level=error event=answer_failed route=items what="…".
// Never an address, an agent, a path or a query: who asks for what is nobody's business, and stays nowhere.
// Bounded a second, so that no attack fills a disk; how many were left out stands in the next line. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <mutex>
#include <string_view>
#include <utility>

namespace yaad::server {

inline constexpr unsigned kLogLinesPerSecond = 100;  // about 1 GB a day at the very worst

class Log {
 public:
  explicit Log(std::ostream& out, unsigned lines_per_second = kLogLinesPerSecond)
      : out_(out), most_(lines_per_second) {}

  using Clock = std::chrono::steady_clock;
  using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  // A value of other than plain characters is quoted; control characters become escapes.
  void line(std::string_view level, std::string_view event, Fields fields, Clock::time_point now = Clock::now());

 private:
  std::ostream& out_;
  const unsigned most_;
  std::mutex mutex_;
  Clock::time_point second_;
  unsigned in_second_ = 0;
  std::uint64_t suppressed_ = 0;
};

}  // namespace yaad::server
