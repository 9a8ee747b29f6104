#include "server/work_pool.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

constexpr int kMemory = 16;   // the mean forgets a piece of work after about so many others
constexpr int kSurprise = 4;  // and believes at most so many times what it expected
constexpr std::chrono::milliseconds kShort{1};

}  // namespace

WorkPool::WorkPool(unsigned threads) {
  const std::size_t count = std::max(1U, threads);
  lanes_[static_cast<std::size_t>(Work::indexed)].most_running = count;
  lanes_[static_cast<std::size_t>(Work::scan)].most_running = std::max<std::size_t>(1, count - 1);
  lanes_[static_cast<std::size_t>(Work::file)].most_running = count;
  for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
}

WorkPool::~WorkPool() { stop(); }

bool WorkPool::Lane::is_full() const {
  if (queue.size() < kQueuedPerThread * most_running) return false;
  return mean * queue.size() / most_running > kLongestWait;
}

bool WorkPool::submit(Work kind, std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    Lane& lane = lanes_[static_cast<std::size_t>(kind)];
    if (stopped_ || lane.is_full()) return false;
    lane.queue.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

WorkPool::Lane* WorkPool::next() {
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    Lane& lane = lanes_[(turn_ + i) % lanes_.size()];
    if (!lane.has_next()) continue;
    turn_ = turn_ + i + 1;
    return &lane;
  }
  return nullptr;
}

void WorkPool::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    Lane* lane = nullptr;
    changed_.wait(lock, [&] { return stopped_ || (lane = next()) != nullptr; });
    if (stopped_) return;
    auto work = std::move(lane->queue.front());
    lane->queue.pop_front();
    ++lane->running;
    lock.unlock();
    const auto begun = Clock::now();
    work();
    work = nullptr;  // what it held goes before the lock is taken
    const auto took = Clock::now() - begun;
    lock.lock();
    --lane->running;
    // One that the system made wait does not speak for the others.
    lane->mean += (std::min<Clock::duration>(took, lane->mean * kSurprise + kShort) - lane->mean) / kMemory;
  }
}

void WorkPool::stop() {
  std::deque<std::function<void()>> dropped;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (Lane& lane : lanes_)
      for (; !lane.queue.empty(); lane.queue.pop_front()) dropped.push_back(std::move(lane.queue.front()));
  }
  changed_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

}  // namespace yaad::server
