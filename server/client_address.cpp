#include "server/client_address.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace yaad::server {
namespace {

namespace ip = boost::asio::ip;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// 127.0.0.1 also where it is written as ::ffff:127.0.0.1, which is how a socket for both families shows it.
ip::address plain(const ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

// "1.2.3.4", "::1", "[::1]", "1.2.3.4:5678", "[::1]:5678"; nothing for names, zones and the rest.
std::optional<ip::address> hop_of(std::string_view text) {
  const auto colon = text.find(':');
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == text.npos) return std::nullopt;
    text = text.substr(1, close - 1);
  } else if (colon != text.npos && text.find(':', colon + 1) == text.npos) {
    text = text.substr(0, colon);
  }
  if (text.find('%') != text.npos) return std::nullopt;
  boost::system::error_code failure;
  const auto address = ip::make_address(std::string(text), failure);
  if (failure) return std::nullopt;
  return plain(address);
}

}  // namespace

geo::Result<TrustedProxies> TrustedProxies::parse(std::string_view list) {
  TrustedProxies proxies;
  while (!list.empty()) {
    const auto comma = list.find(',');
    const std::string_view entry = trimmed(list.substr(0, comma));
    list = comma == list.npos ? std::string_view() : list.substr(comma + 1);
    const auto slash = entry.find('/');
    boost::system::error_code failure;
    const auto address = ip::make_address(std::string(entry.substr(0, slash)), failure);
    unsigned bits = address.is_v4() ? 32 : 128;
    bool right = !failure;
    if (slash != entry.npos) {
      const std::string_view digits = entry.substr(slash + 1);
      unsigned given = 0;
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), given);
      right = right && error == std::errc() && end == digits.data() + digits.size() && given <= bits;
      bits = given;
    }
    if (!right)
      return geo::Error{geo::Errc::bad_text,
                        "a trusted proxy is an address or a network, as 127.0.0.1 or 10.0.0.0/8; several are joined "
                        "with commas",
                        "",
                        {}};
    if (address.is_v4()) proxies.v4_.emplace_back(address.to_v4(), static_cast<std::uint16_t>(bits));
    else proxies.v6_.emplace_back(address.to_v6(), static_cast<std::uint16_t>(bits));
  }
  return proxies;
}

bool TrustedProxies::contain(const ip::address& address) const {
  const ip::address one = plain(address);
  const auto in = [&](const auto& network, const auto& host) {
    using Network = std::decay_t<decltype(network)>;
    return Network(host, network.prefix_length()).canonical() == network.canonical();
  };
  if (one.is_v4())
    return std::any_of(v4_.begin(), v4_.end(), [&](const auto& network) { return in(network, one.to_v4()); });
  return std::any_of(v6_.begin(), v6_.end(), [&](const auto& network) { return in(network, one.to_v6()); });
}

ip::address client_of(const ip::address& peer, std::string_view forwarded_for, const TrustedProxies& proxies) {
  ip::address client = peer;
  while (proxies.contain(client) && !trimmed(forwarded_for).empty()) {
    const auto comma = forwarded_for.rfind(',');
    const auto hop = hop_of(trimmed(comma == forwarded_for.npos ? forwarded_for : forwarded_for.substr(comma + 1)));
    if (!hop) break;
    client = *hop;
    forwarded_for = comma == forwarded_for.npos ? std::string_view() : forwarded_for.substr(0, comma);
  }
  return client;
}

ip::address counted_address(const ip::address& address) {
  ip::address one = plain(address);
  if (one.is_v4()) return one;
  auto bytes = one.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return ip::address_v6(bytes);
}

}  // namespace yaad::server
