// Answers that were made once: replies by canonical request, bounded in bytes, least recently used first to go.
// It belongs to one edition and dies with it, so nothing is ever invalidated. Safe from any thread.
#pragma once

#include "server/keyed_hash.hpp"
#include "server/reply.hpp"
#include "server/single_flight.hpp"

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace yaad::server {

inline constexpr std::size_t kTileCacheBytes = std::size_t{256} << 20;  // a small server has a gigabyte

class TileCache {
 public:
  explicit TileCache(std::size_t limit_bytes = kTileCacheBytes) : limit_bytes_(limit_bytes) {}

  std::optional<Reply> find(const std::string& key);
  // Seals the answer (tag, gzip) and keeps it; gives it back as it is kept.
  Reply keep(const std::string& key, Reply reply);
  // Forgets all of it; what is being sent is held by who sends it.
  void clear();
  // Answers made so far. Where it is the same as before a look, another look finds no more.
  std::size_t made() const { return misses_.load(std::memory_order_acquire); }
  // An answer of this cache that a thread still had (ready_answers).
  void count_hit() { hits_.fetch_add(1, std::memory_order_relaxed); }
  // Who makes an answer for this cache makes it for all who ask for it meanwhile.
  const std::shared_ptr<Flights>& flights() const { return flights_; }
  struct Use {
    std::size_t hits = 0, misses = 0, bytes = 0, entries = 0;  // a miss is an answer that had to be made
  };
  Use use() const;

 private:
  struct Entry {
    std::string key;
    Reply reply;
    std::size_t bytes;
  };
  const std::size_t limit_bytes_;
  const std::shared_ptr<Flights> flights_ = std::make_shared<Flights>();
  mutable std::mutex mutex_;
  std::list<Entry> by_age_;                                                        // most recently used first
  std::unordered_map<std::string, std::list<Entry>::iterator, KeyedHash> by_key_;  // keys come from outside
  std::size_t bytes_ = 0;
  std::atomic<std::size_t> hits_{0}, misses_{0};
};

}  // namespace yaad::server
