#include "server/host_names.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_of_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_'; }

bool is_of_v6(char c) { return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.'; }

bool is_name(std::string_view name) {
  if (name.starts_with('[') && name.ends_with(']') && name.size() > 2) {
    name = name.substr(1, name.size() - 2);
    return std::all_of(name.begin(), name.end(), is_of_v6);
  }
  return !name.empty() && std::all_of(name.begin(), name.end(), is_of_name);
}

}  // namespace

std::string host_name(std::string_view host) {
  const auto bracket = host.find(']');
  host = host.substr(0, host.find(':', bracket == host.npos ? 0 : bracket));
  if (host.ends_with('.')) host.remove_suffix(1);
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(), lower);
  return name;
}

std::optional<HostNames> HostNames::parse(std::string_view list) {
  HostNames known;
  for (bool more = true; more;) {
    const auto comma = list.find(',');
    const std::string_view entry = list.substr(0, comma);
    std::string name = host_name(entry);
    // A port, or a dot too many, would be dropped without a word.
    if (!is_name(name) || name.size() != entry.size()) return std::nullopt;
    known.names_.push_back(std::move(name));
    more = comma != list.npos;
    if (more) list.remove_prefix(comma + 1);
  }
  return known;
}

bool HostNames::admit(std::string_view host) const {
  return names_.empty() || host.empty() || std::find(names_.begin(), names_.end(), host_name(host)) != names_.end();
}

}  // namespace yaad::server
