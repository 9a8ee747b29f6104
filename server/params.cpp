#include "server/params.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Well-formed UTF-8 (Unicode table 3-7) without control characters.
bool clean_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U; };
    const auto continues = [&](std::size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    std::size_t length = 0;
    if (lead < 0x80) {
      if (lead < 0x20 || lead == 0x7f) return false;
      length = 1;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
      length = continues(1) ? 2 : 0;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      const bool shortest = lead != 0xE0 || byte(1) >= 0xA0;
      const bool no_surrogate = lead != 0xED || byte(1) < 0xA0;
      length = continues(1) && continues(2) && shortest && no_surrogate ? 3 : 0;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      const bool shortest = lead != 0xF0 || byte(1) >= 0x90;
      const bool in_range = lead != 0xF4 || byte(1) < 0x90;
      length = continues(1) && continues(2) && continues(3) && shortest && in_range ? 4 : 0;
    }
    if (length == 0) return false;
    i += length;
  }
  return true;
}

}  // namespace

geo::Error bad_parameter(std::string_view name, std::string detail, std::vector<std::string> allowed) {
  return {geo::Errc::bad_parameter, std::move(detail), std::string(name), std::move(allowed)};
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  if (!clean_utf8(out)) return std::nullopt;
  return out;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                            c == '.' || c == '_' || c == '~' || c == ',' || c == '/' || c == ':';
    if (unreserved) {
      out += c;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
      out += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

geo::Result<Params> Params::parse(std::string_view query) {
  Params params;
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query = end == query.npos ? std::string_view() : query.substr(end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(equals == pair.npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value)
      return geo::Error{
          geo::Errc::bad_parameter, "the query is not percent-encoded UTF-8 without control characters", "", {}};
    if (params.get(*name))
      return geo::Error{
          geo::Errc::repeated_parameter, "this parameter is given twice; join its values with a comma", *name, {}};
    if (params.pairs_.size() == kMaxParams) return geo::Error{geo::Errc::bad_parameter, "too many parameters", "", {}};
    params.pairs_.emplace_back(std::move(*name), std::move(*value));
  }
  return params;
}

std::optional<std::string_view> Params::get(std::string_view name) const {
  for (const auto& [known, value] : pairs_)
    if (known == name) return value;
  return std::nullopt;
}

geo::Result<void> Params::allow_only(std::span<const std::string_view> known) const {
  for (const auto& [name, value] : pairs_)
    if (std::find(known.begin(), known.end(), name) == known.end())
      return geo::Error{
          geo::Errc::unknown_parameter, "this route has no such parameter", name, {known.begin(), known.end()}};
  return {};
}

}  // namespace yaad::server
