// Who a request comes from: the other end of the socket, or, where that is a proxy the operator trusts, who the proxy
// says it came from. Used to count, never written down.
#pragma once

#include "geo/result.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace yaad::server {

// Addresses and networks: "127.0.0.1,10.0.0.0/8,::1,2001:db8::/32".
class TrustedProxies {
 public:
  static geo::Result<TrustedProxies> parse(std::string_view list);
  bool contain(const boost::asio::ip::address& address) const;

 private:
  std::vector<boost::asio::ip::network_v4> v4_;
  std::vector<boost::asio::ip::network_v6> v6_;
};

// The right-most address of X-Forwarded-For that is no trusted proxy: what stands left of it, its client could have
// written. The peer where that is not trusted, or where the field cannot be read.
boost::asio::ip::address client_of(const boost::asio::ip::address& peer, std::string_view forwarded_for,
                                   const TrustedProxies& proxies);

// The address that caps and rates count: the /64 of IPv6, which is one household or one machine room.
boost::asio::ip::address counted_address(const boost::asio::ip::address& address);

}  // namespace yaad::server
