// How many requests one client may make: a bucket of tokens for each, filled at a steady rate (token bucket).
// Off unless --rate: an office behind one address is no attack. Holds no address: buckets stand under a keyed hash of
// it that only this process can compute. Bounded: about 8 MB when full. Safe from any thread.
#pragma once

#include "server/keyed_hash.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <unordered_map>

namespace yaad::server {

struct Rate {
  double per_second = 200;  // scrubbing the time bar asks for some tens of tiles a second
  double burst = 2000;      // a first view of the map, thirty times over
};
inline constexpr std::size_t kMaxBuckets = 65536;  // then the one that has been quiet longest is forgotten

class RateLimiter {
 public:
  explicit RateLimiter(Rate rate = {}, std::size_t most_buckets = kMaxBuckets)
      : rate_(rate), most_buckets_(most_buckets) {}

  using Clock = std::chrono::steady_clock;
  // Zero when the client may ask now; else how long until it may.
  std::chrono::milliseconds wait_for(const boost::asio::ip::address& client, Clock::time_point now = Clock::now());
  std::size_t buckets() const;

 private:
  struct Bucket {
    std::uint64_t client = 0;
    double tokens = 0;
    Clock::time_point filled;
  };
  const Rate rate_;
  const std::size_t most_buckets_;
  const KeyedHash hash_;
  mutable std::mutex mutex_;
  std::list<Bucket> by_use_;  // most recent first
  std::unordered_map<std::uint64_t, std::list<Bucket>::iterator> by_client_;
};

}  // namespace yaad::server
