// How many connections there are, in all and of each address, and whether one more is let in. One for all threads of a
// listener; holds no more addresses than there are connections.
#pragma once

#include "server/metrics.hpp"

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>

namespace yaad::server {

inline constexpr double kEvictAbove = 0.8;                    // of the most: from here on, idle ones make room
inline constexpr std::size_t kMaxConnectionsPerAddress = 64;  // a browser opens 6; of IPv6, the /64 is one address

class AddressCounts {
 public:
  explicit AddressCounts(std::size_t most) : most_(most) {}
  // Why there is no room for one more of this address, or nothing: then it is counted. A proxy has many behind it.
  std::optional<RefusedFor> enter(const boost::asio::ip::address& address, bool is_proxy) {
    const std::lock_guard lock(mutex_);
    if (total_ >= most_) return RefusedFor::connections;
    std::size_t& count = counts_[address];  // one just made is 0 and passes
    if (count >= kMaxConnectionsPerAddress && !is_proxy) return RefusedFor::address;
    ++total_;
    ++count;
    return std::nullopt;
  }
  void leave(const boost::asio::ip::address& address) {
    const std::lock_guard lock(mutex_);
    --total_;
    if (--counts_[address] == 0) counts_.erase(address);
  }
  bool crowded() const {
    const std::lock_guard lock(mutex_);
    return static_cast<double>(total_) >= kEvictAbove * static_cast<double>(most_);
  }

 private:
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::map<boost::asio::ip::address, std::size_t> counts_;
  std::size_t total_ = 0;
};

}  // namespace yaad::server
