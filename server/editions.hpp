// The edition that is served now, and the older ones that still answer what was asked before.
//
// A request takes the current one once and holds it while its answer is made; taking it costs a lock and a count. An
// edition that nobody holds any more is freed by a thread of this class: freeing ten million records takes a second
// that no connection should wait for.
#pragma once

#include "server/edition.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace yaad::server {

// One that is served, one that is being built, and one that the last requests of the former still hold.
inline constexpr std::size_t kMaxGenerations = 3;

class Editions {
 public:
  Editions();
  ~Editions();  // every request has ended by then
  Editions(const Editions&) = delete;
  Editions& operator=(const Editions&) = delete;

  // Null before the first put().
  std::shared_ptr<const Edition> now() const;
  // From here on new requests see this one.
  void put(std::unique_ptr<const Edition> next);

  // How many are in memory, whether served, still held or about to be freed.
  std::size_t alive() const;
  // Waits until another may be built; false when the wait was stopped. What holds the oldest is asked to let go.
  bool wait_for_room(const std::stop_token& stop) const;
  // Whether what is made from this edition has to end, so that another may be built: a file that is sent slowly holds its
  // edition for minutes. Asked by who can end with an error.
  bool must_end(const Edition& edition) const;

 private:
  class Graveyard;
  static void free_the_dead(const std::stop_token& stop, Graveyard& graveyard);

  std::shared_ptr<Graveyard> graveyard_;
  mutable std::mutex mutex_;
  mutable std::deque<std::weak_ptr<const Edition>> older_;  // oldest first
  mutable const Edition* ending_ = nullptr;                 // compared, never looked into
  std::shared_ptr<const Edition> now_;
  std::jthread undertaker_;
};

}  // namespace yaad::server
