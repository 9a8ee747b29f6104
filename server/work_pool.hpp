// A few threads for answers that take long, so that the threads of sockets never wait for one.
// Takes no more than it can begin soon; what it refuses is answered 503 at once, which is kinder than a long wait.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace yaad::server {

// A queue this long in time: what waits longer is given up by who asked, and the work is for nobody.
inline constexpr std::chrono::milliseconds kLongestWait{100};
inline constexpr std::size_t kQueuedPerThread = 2;  // always taken, however long each takes

class WorkPool {
 public:
  explicit WorkPool(unsigned threads);
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  // False when what waits already would take longer than kLongestWait, by what work took lately.
  // Work that throws ends the program: who gives it in catches.
  bool submit(std::function<void()> work);
  std::size_t waiting() const;
  // What has begun is finished, what waits is dropped. Nothing is taken after this.
  void stop();

 private:
  using Clock = std::chrono::steady_clock;
  void run();
  bool is_full() const;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  Clock::duration mean_{0};  // of the work done lately
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace yaad::server
