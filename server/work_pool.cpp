#include "server/work_pool.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

constexpr int kMemory = 16;   // the mean forgets a piece of work after about so many others
constexpr int kSurprise = 4;  // and believes at most so many times what it expected
constexpr std::chrono::milliseconds kShort{1};
constexpr std::size_t kTurnOfOthers = 4;  // of so many turns one is theirs, so that nobody waits for ever

}  // namespace

WorkPool::WorkPool(unsigned threads) {
  const std::size_t count = std::max(1U, threads);
  lanes_[static_cast<std::size_t>(Work::indexed)].most_running = count;
  lanes_[static_cast<std::size_t>(Work::scan)].most_running = std::max<std::size_t>(1, count - 1);
  lanes_[static_cast<std::size_t>(Work::file)].most_running = count;
  try {
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
  } catch (...) {
    stop();  // those that were begun; a thread that is let go ends the program
    throw;
  }
}

WorkPool::~WorkPool() { stop(); }

bool WorkPool::Lane::is_full(bool goes_first) const {
  const std::size_t before_it = first.size() + (goes_first ? 0 : queue.size());
  if (before_it < kQueuedPerThread * most_running) return false;
  return mean * before_it / most_running > kLongestWait;
}

WorkPool::Waiting WorkPool::Lane::take_next() {
  const bool of_others = first.empty() || (!queue.empty() && ++turn % kTurnOfOthers == 0);
  std::deque<Waiting>& from = of_others ? queue : first;
  Waiting next = std::move(from.front());
  from.pop_front();
  return next;
}

bool WorkPool::submit(Work kind, std::function<void()> work, const std::optional<boost::asio::ip::address>& client) {
  std::optional<FairShare::Place> place;
  if (client) place = shares_.place_of(*client);
  {
    const std::lock_guard lock(mutex_);
    Lane& lane = lanes_[static_cast<std::size_t>(kind)];
    const bool goes_first = place && shares_.has_had_little(*place, Clock::now());
    if (stopped_ || lane.is_full(goes_first)) return false;
    (goes_first ? lane.first : lane.queue).push_back({std::move(work), place});
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
    auto [work, client] = lane->take_next();
    ++lane->running;
    lock.unlock();
    const auto begun = Clock::now();
    work();
    work = nullptr;  // what it held goes before the lock is taken
    const auto ended = Clock::now();
    const auto took = ended - begun;
    lock.lock();
    if (client) shares_.charge(*client, took, ended);
    --lane->running;
    // One that the system made wait does not speak for the others.
    lane->mean += (std::min<Clock::duration>(took, lane->mean * kSurprise + kShort) - lane->mean) / kMemory;
  }
}

void WorkPool::stop() {
  std::deque<Waiting> dropped;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (Lane& lane : lanes_)
      while (!(lane.first.empty() && lane.queue.empty())) dropped.push_back(lane.take_next());
  }
  changed_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

}  // namespace yaad::server
