#include "server/unsent_bodies.hpp"

#include "server/client_address.hpp"
#include "server/connection.hpp"

#include <algorithm>
#include <map>

namespace yaad::server {
namespace {

// What one asker counts for at most, and how much more room is made than it needs, so that not each one has to look.
constexpr std::size_t kSharesOfAll = 8;

}  // namespace

UnsentBodies::Held::Held(Connection& connection, std::size_t bytes) : connection_(connection) {
  if (connection.unsent_bodies != nullptr && bytes > 0) connection.unsent_bodies->hold(connection, bytes);
}

UnsentBodies::Held::~Held() {
  if (connection_.unsent_bodies != nullptr) connection_.unsent_bodies->release(connection_);
}

void UnsentBodies::hold(Connection& connection, std::size_t bytes) {
  holders_.insert(&connection);
  connection.unsent = bytes;
  held_ += bytes;
  metrics_.unsent_bytes += bytes;
}

void UnsentBodies::release(Connection& connection) {
  if (holders_.erase(&connection) == 0) return;
  held_ -= connection.unsent;
  metrics_.unsent_bytes -= connection.unsent;
  connection.unsent = 0;
}

bool UnsentBodies::has_room_for(const Connection& asking, std::size_t bytes) {
  const std::size_t share = most_ / kSharesOfAll;
  const std::size_t asked = std::min(bytes, share);
  if (held_ + asked <= most_) return true;
  make_room(asking, most_ - share - asked);
  return held_ + asked <= most_;
}

void UnsentBodies::make_room(const Connection& asking, std::size_t until) {
  std::map<boost::asio::ip::address, std::size_t> by_address;
  for (const Connection* c : holders_) by_address[counted_address(c->client)] += c->unsent;
  const std::size_t own = by_address[counted_address(asking.client)];
  while (held_ > until) {
    const auto most = std::ranges::max_element(by_address, {}, [](const auto& one) { return one.second; });
    if (most->second <= own) return;
    Connection* oldest = nullptr;
    for (Connection* c : holders_)
      if (counted_address(c->client) == most->first && (oldest == nullptr || c->since < oldest->since)) oldest = c;
    most->second -= oldest->unsent;
    release(*oldest);
    oldest->cut();
    ++metrics_.evicted_total;
  }
}

}  // namespace yaad::server
