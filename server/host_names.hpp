// The names a server answers to. Without a list it answers to any: Host is never used to build an address here. With
// one, a page elsewhere that had its own name resolved to this machine (DNS rebinding) is answered 421.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::server {

class HostNames {
 public:
  HostNames() = default;  // any
  // "map.example,127.0.0.1,[::1]": names and addresses without ports. Nothing where an entry is none.
  static std::optional<HostNames> parse(std::string_view list);

  // A Host as it came, with or without a port, in any case. Blank is for HTTP/1.0, which no browser speaks.
  bool admit(std::string_view host) const;

 private:
  std::vector<std::string> names_;
};

// A Host without its port and the dot of the root, in lower case.
std::string host_name(std::string_view host);

}  // namespace yaad::server
