#include "server/editions.hpp"

#include <condition_variable>
#include <utility>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace yaad::server {

// Where an edition goes when its last holder lets go of it, on whatever thread that is.
class Editions::Graveyard {
 public:
  void born() {
    const std::lock_guard lock(mutex_);
    ++alive_;
  }
  void bury(std::unique_ptr<const Edition> edition) {
    {
      const std::lock_guard lock(mutex_);
      dead_.push_back(std::move(edition));
    }
    changed_.notify_all();
  }
  // Waits for some; none once stopped.
  std::vector<std::unique_ptr<const Edition>> take(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return !dead_.empty(); });
    return std::exchange(dead_, {});
  }
  void freed(std::size_t count) {
    {
      const std::lock_guard lock(mutex_);
      alive_ -= count;
    }
    changed_.notify_all();
  }
  bool wait_until_at_most(std::size_t count, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    return changed_.wait(lock, stop, [&] { return alive_ <= count; });
  }
  std::size_t alive() const {
    const std::lock_guard lock(mutex_);
    return alive_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<std::unique_ptr<const Edition>> dead_;
  std::size_t alive_ = 0;
};

Editions::Editions()
    : graveyard_(std::make_shared<Graveyard>()),
      undertaker_([graveyard = graveyard_](const std::stop_token& stop) { free_the_dead(stop, *graveyard); }) {}

Editions::~Editions() = default;

void Editions::free_the_dead(const std::stop_token& stop, Graveyard& graveyard) {
  while (!stop.stop_requested()) {
    auto dead = graveyard.take(stop);
    const std::size_t count = dead.size();
    dead.clear();
    graveyard.freed(count);
#ifdef __GLIBC__
    if (count > 0) ::malloc_trim(0);  // what a generation took goes back to the system, not to a heap that only grows
#endif
  }
}

std::shared_ptr<const Edition> Editions::now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

void Editions::put(std::unique_ptr<const Edition> next) {
  graveyard_->born();
  std::shared_ptr<const Edition> shared(next.release(), [graveyard = graveyard_](const Edition* edition) {
    graveyard->bury(std::unique_ptr<const Edition>(edition));
  });
  const std::lock_guard lock(mutex_);
  now_.swap(shared);
  if (shared) older_.push_back(shared);
  ending_ = nullptr;  // it made room; its address may be another's now
}

std::size_t Editions::alive() const { return graveyard_->alive(); }

bool Editions::wait_for_room(const std::stop_token& stop) const {
  if (alive() > kMaxGenerations - 1) {
    const std::lock_guard lock(mutex_);
    while (!older_.empty() && older_.front().expired()) older_.pop_front();
    ending_ = older_.empty() ? nullptr : older_.front().lock().get();
  }
  return graveyard_->wait_until_at_most(kMaxGenerations - 1, stop);
}

bool Editions::must_end(const Edition& edition) const {
  const std::lock_guard lock(mutex_);
  return ending_ == &edition;
}

}  // namespace yaad::server
