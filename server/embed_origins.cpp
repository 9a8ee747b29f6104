#include "server/embed_origins.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

// "https://*.ngo.example:8443": a scheme, a host that may begin with "*.", a port; no path.
bool is_origin(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    text.remove_prefix(scheme.size());
    if (text.starts_with("*.")) text.remove_prefix(2);
    const auto colon = text.find(':');
    const std::string_view host = text.substr(0, colon);
    const std::string_view port = colon == text.npos ? std::string_view("80") : text.substr(colon + 1);
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
    return !host.empty() && host.front() != '.' && host.back() != '.' &&
           std::all_of(host.begin(), host.end(), letter) && !port.empty() && port.size() <= 5 &&
           port.find_first_not_of("0123456789") == port.npos;
  }
  return false;
}

}  // namespace

std::optional<std::string> frame_ancestors(std::string_view list) {
  if (list == "*") return "*";
  if (list == "none") return "'none'";
  std::string out = "'self'";  // the share panel shows the embed on the map's own page
  while (true) {
    const auto comma = list.find(',');
    const std::string_view entry = list.substr(0, comma);
    if (!is_origin(entry)) return std::nullopt;
    (out += ' ') += entry;
    if (comma == list.npos) return out;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace yaad::server
