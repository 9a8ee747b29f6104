#include "server/fair_share.hpp"

#include "server/client_address.hpp"

#include <cmath>

namespace yaad::server {
namespace {

constexpr double kLittle = 0.5;
constexpr double kMemory = 64;  // what is usual forgets one who asked after about so many others

}  // namespace

FairShare::Place FairShare::place_of(const boost::asio::ip::address& client) const {
  return hash_(counted_address(client).to_string()) % kSharePlaces;
}

FairShare::Had& FairShare::up_to(Clock::time_point now, Place client) {
  Had& had = had_[client];
  const std::chrono::duration<double> passed = now - had.at;
  had.seconds *= std::exp2(-passed / kShareHalfLife);
  had.at = now;
  return had;
}

bool FairShare::has_had_little(Place client, Clock::time_point now) {
  const double seconds = up_to(now, client).seconds;
  const bool little = seconds < kLittle * usual_;
  usual_ += (seconds - usual_) / kMemory;
  return little;
}

void FairShare::charge(Place client, Clock::duration took, Clock::time_point now) {
  up_to(now, client).seconds += std::chrono::duration<double>(took).count();
}

}  // namespace yaad::server
