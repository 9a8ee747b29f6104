#include "server/rate_limiter.hpp"

#include "server/client_address.hpp"

#include <algorithm>
#include <cmath>

namespace yaad::server {

std::chrono::milliseconds RateLimiter::wait_for(const boost::asio::ip::address& client, Clock::time_point now) {
  const std::uint64_t key = hash_(counted_address(client).to_string());
  const std::lock_guard lock(mutex_);
  const auto known = by_client_.find(key);
  if (known == by_client_.end()) {
    if (by_use_.size() >= most_buckets_) {
      by_client_.erase(by_use_.back().client);
      by_use_.pop_back();
    }
    by_use_.push_front({key, rate_.burst, now});
    by_client_.emplace(key, by_use_.begin());
  } else {
    by_use_.splice(by_use_.begin(), by_use_, known->second);
  }
  Bucket& bucket = by_use_.front();
  const double passed = std::chrono::duration<double>(now - bucket.filled).count();
  bucket.tokens = std::min(rate_.burst, bucket.tokens + std::max(0.0, passed) * rate_.per_second);
  bucket.filled = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return {};
  }
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil((1 - bucket.tokens) / rate_.per_second * 1000)));
}

std::size_t RateLimiter::buckets() const {
  const std::lock_guard lock(mutex_);
  return by_use_.size();
}

}  // namespace yaad::server
