#include "server/client_address.hpp"

#include <catch2/catch.hpp>

using namespace yaad::server;
namespace ip = boost::asio::ip;

namespace {

std::string client(const std::string& peer, const std::string& forwarded_for, const std::string& trusted) {
  return client_of(ip::make_address(peer), forwarded_for, TrustedProxies::parse(trusted).value()).to_string();
}

}  // namespace

TEST_CASE("A24: what a peer says about others is believed of trusted proxies only") {
  CHECK(client("1.2.3.4", "9.9.9.9", "") == "1.2.3.4");
  CHECK(client("1.2.3.4", "9.9.9.9", "10.0.0.0/8,::1") == "1.2.3.4");
  CHECK(client("10.1.2.3", "9.9.9.9", "10.0.0.0/8") == "9.9.9.9");
  CHECK(client("::ffff:10.1.2.3", "9.9.9.9", "10.0.0.0/8") == "9.9.9.9");
  CHECK(client("::1", "2001:db8::7", "::1") == "2001:db8::7");
}

TEST_CASE("A24: the right-most address that is no proxy counts; what stands left of it anybody could have written") {
  const std::string trusted = "10.0.0.0/8,2001:db8::/32";
  CHECK(client("10.0.0.1", "6.6.6.6, 9.9.9.9, 10.0.0.2", trusted) == "9.9.9.9");
  CHECK(client("10.0.0.1", "6.6.6.6,[2001:db8::5]:443", trusted) == "6.6.6.6");
  CHECK(client("10.0.0.1", " 9.9.9.9:5678 ", trusted) == "9.9.9.9");
  CHECK(client("10.0.0.1", "10.0.0.3, 10.0.0.2", trusted) == "10.0.0.3");
  CHECK(client("10.0.0.1", "", trusted) == "10.0.0.1");
  for (const char* unreadable : {"unknown", "fe80::1%eth0", "1.2.3", "999.1.1.1", "<x>", "9.9.9.9,", "[::1", "_hidden"})
    CHECK(client("10.0.0.1", unreadable, trusted) == "10.0.0.1");
  std::string hops = "6.6.6.6";
  for (int i = 0; i < 200; ++i) hops += ", 10.0.0.9";
  CHECK(client("10.0.0.1", hops, trusted) == "6.6.6.6");
}

TEST_CASE("A24: a list of proxies that is not addresses and networks is refused") {
  for (const char* right : {"", "127.0.0.1", "127.0.0.1, ::1", "0.0.0.0/0", "::/0", "10.0.0.0/8,2001:db8::/32"})
    CHECK(TrustedProxies::parse(right).has_value());
  for (const char* wrong :
       {"localhost", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x", "10.0.0", ",", "1.1.1.1;2.2.2.2"})
    CHECK_FALSE(TrustedProxies::parse(wrong).has_value());
}

TEST_CASE("an address of IPv6 counts by its /64, one of IPv4 as itself however it is written") {
  const auto counted = [](const char* text) { return counted_address(ip::make_address(text)).to_string(); };
  CHECK(counted("2001:db8:1:2:3:4:5:6") == counted("2001:db8:1:2::1"));
  CHECK(counted("2001:db8:1:2::1") != counted("2001:db8:1:3::1"));
  CHECK(counted("::ffff:1.2.3.4") == "1.2.3.4");
}
