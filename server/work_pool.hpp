// A few threads for answers that take long, so that the threads of sockets never wait for one.
// Takes no more than it can begin soon; what it refuses is answered 503 at once, which is kinder than a long wait.
// Where many wait, who has had little of it lately goes first (fair_share). What reads record by record never takes the
// last thread: what the index answers goes on beside it.
#pragma once

#include "server/answer.hpp"
#include "server/fair_share.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
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

  // False when what waits already of this kind, and goes before it, would take longer than kLongestWait, by what it
  // took lately. The client is the one for whom it is; work of nobody's waits behind those who have had little.
  // Work that throws ends the program: who gives it in catches.
  bool submit(Work kind, std::function<void()> work, const std::optional<boost::asio::ip::address>& client = {});
  // What has begun is finished, what waits is dropped. Nothing is taken after this.
  void stop();

 private:
  using Clock = std::chrono::steady_clock;
  // Each kind waits for itself, and is judged by what its own work takes.
  struct Waiting {
    std::function<void()> work;
    std::optional<FairShare::Place> client;
  };
  struct Lane {
    std::deque<Waiting> first, queue;  // of those who have had little, and of all others
    std::size_t running = 0, most_running = 1;
    Clock::duration mean{0};  // of the work done lately
    std::size_t turn = 0;
    bool is_full(bool goes_first) const;
    bool has_next() const { return !(first.empty() && queue.empty()) && running < most_running; }
    Waiting take_next();
  };
  void run();
  Lane* next();

  std::mutex mutex_;
  std::condition_variable changed_;
  FairShare shares_;
  std::array<Lane, 3> lanes_;  // by Work
  std::size_t turn_ = 0;       // the lane that goes first, in turns, so that neither starves
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace yaad::server
