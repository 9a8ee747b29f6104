// Which clients have had little of the pool beside the others who ask: they go first where many wait. So a visitor is
// answered beside a crowd that asks for what is dear, and nothing changes where nobody waits.
// A table of one size under a keyed hash: clients that fall on one place are taken for one, as in McKenney, "Stochastic
// fairness queueing" (1990), so that no number of addresses takes more memory. For one thread at a time.
#pragma once

#include "server/keyed_hash.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <vector>

namespace yaad::server {

inline constexpr std::size_t kSharePlaces = 4096;
inline constexpr std::chrono::seconds kShareHalfLife{5};  // some views of a map

class FairShare {
 public:
  using Clock = std::chrono::steady_clock;
  using Place = std::size_t;

  // Where a client stands in the table. Safe from any thread.
  Place place_of(const boost::asio::ip::address& client) const;
  // A client asks: true when it has had less than half of what those who asked lately had had.
  bool has_had_little(Place client, Clock::time_point now);
  void charge(Place client, Clock::duration took, Clock::time_point now);

 private:
  struct Had {
    double seconds = 0;
    Clock::time_point at{};
  };
  Had& up_to(Clock::time_point now, Place client);

  KeyedHash hash_;
  std::vector<Had> had_ = std::vector<Had>(kSharePlaces);
  double usual_ = 0;  // seconds that those who asked lately had had
};

}  // namespace yaad::server
