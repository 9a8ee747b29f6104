#include "server/work_pool.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

constexpr int kMemory = 16;   // the mean forgets a piece of work after about so many others
constexpr int kSurprise = 4;  // and believes at most so many times what it expected
constexpr std::chrono::milliseconds kShort{1};

}  // namespace

WorkPool::WorkPool(unsigned threads) {
  for (unsigned i = 0; i < std::max(1U, threads); ++i) threads_.emplace_back([this] { run(); });
}

WorkPool::~WorkPool() { stop(); }

bool WorkPool::is_full() const {
  if (queue_.size() < kQueuedPerThread * threads_.size()) return false;
  return mean_ * queue_.size() / threads_.size() > kLongestWait;
}

bool WorkPool::submit(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || is_full()) return false;
    queue_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

std::size_t WorkPool::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void WorkPool::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    if (stopped_) return;
    auto work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    const auto begun = Clock::now();
    work();
    work = nullptr;  // what it held goes before the lock is taken
    const auto took = Clock::now() - begun;
    lock.lock();
    // One that the system made wait does not speak for the others.
    mean_ += (std::min<Clock::duration>(took, mean_ * kSurprise + kShort) - mean_) / kMemory;
  }
}

void WorkPool::stop() {
  std::deque<std::function<void()>> dropped;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    dropped.swap(queue_);
  }
  changed_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

}  // namespace yaad::server
