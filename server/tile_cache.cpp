#include "server/tile_cache.hpp"

#include <iterator>

namespace yaad::server {
namespace {

constexpr std::size_t kShareOfOne = 8;  // one answer larger than an eighth would push out too many others

std::size_t weight(const std::string& key, const Reply& reply) {
  std::size_t bytes = 512 + 2 * key.size();  // the entry, its node and its fields, roughly
  if (reply.body) bytes += reply.body->size();
  if (reply.body && reply.gzip_twin) bytes += reply.body->size();  // made or not; it is smaller
  return bytes;
}

}  // namespace

std::optional<Reply> TileCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  count_hit();
  by_age_.splice(by_age_.begin(), by_age_, found->second);
  Reply reply = found->second->reply;
  reply.lasting = true;
  return reply;
}

Reply TileCache::keep(const std::string& key, Reply reply) {
  seal(reply);
  const std::size_t bytes = weight(key, reply);
  // Copied and freed without the lock, which every answer waits for.
  std::list<Entry> kept{{key, reply, bytes}}, dropped;
  const std::lock_guard lock(mutex_);
  misses_.fetch_add(1, std::memory_order_release);
  if (bytes > limit_bytes_ / kShareOfOne || !by_key_.emplace(key, kept.begin()).second) return reply;
  by_age_.splice(by_age_.begin(), kept);
  bytes_ += bytes;
  while (bytes_ > limit_bytes_) {
    bytes_ -= by_age_.back().bytes;
    by_key_.erase(by_age_.back().key);
    dropped.splice(dropped.begin(), by_age_, std::prev(by_age_.end()));
  }
  return reply;
}

void TileCache::clear() {
  std::list<Entry> dropped;  // freed without the lock
  const std::lock_guard lock(mutex_);
  by_key_.clear();
  dropped.swap(by_age_);
  bytes_ = 0;
}

TileCache::Use TileCache::use() const {
  const std::lock_guard lock(mutex_);
  return {hits_.load(std::memory_order_relaxed), misses_.load(std::memory_order_relaxed), bytes_, by_age_.size()};
}

}  // namespace yaad::server
