#include "server/cursor.hpp"

#include "server/fingerprint.hpp"
#include "server/params.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <vector>

namespace yaad::server {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";  // RFC 4648 section 5
constexpr std::size_t kMaxCursor = 400;  // a version, a hash, a day and an id of 64 stay far below

std::string base64url(std::string_view bytes) {
  std::string out;
  unsigned bits = 0, held = 0;
  for (const char c : bytes) {
    held = (held << 8 | static_cast<unsigned char>(c)) & 0xFFFFU;
    for (bits += 8; bits >= 6; bits -= 6) out += kAlphabet[held >> (bits - 6) & 63U];
  }
  if (bits > 0) out += kAlphabet[held << (6 - bits) & 63U];
  return out;
}

bool from_base64url(std::string_view text, std::string& out) {
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    const auto value = kAlphabet.find(c);
    if (value == kAlphabet.npos) return false;
    held = (held << 6 | static_cast<unsigned>(value)) & 0xFFFFU;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>(held >> bits & 0xFFU);
    }
  }
  return true;
}

}  // namespace

std::string write_cursor(const Cursor& cursor) {
  return base64url(cursor.version + '\n' + fingerprint(cursor.filter) + '\n' + std::to_string(cursor.first) + '\n' +
                   cursor.id);
}

geo::Result<Cursor> read_cursor(std::string_view text, std::string_view filter) {
  const geo::Error bad = bad_parameter("cursor", "not a cursor of this list; take it from the link to the next page");
  std::string decoded;
  if (text.size() > kMaxCursor || !from_base64url(text, decoded)) return bad;
  std::vector<std::string_view> parts;
  std::string_view rest = decoded;
  for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
    parts.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  parts.push_back(rest);
  if (parts.size() != 4) return bad;
  Cursor cursor{std::string(parts[0]), std::string(filter), 0, std::string(parts[3])};
  const auto [end, error] = std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), cursor.first);
  if (error != std::errc() || end != parts[2].data() + parts[2].size()) return bad;
  if (parts[1] != fingerprint(filter))
    return bad_parameter("cursor", "this cursor belongs to another filter; begin again without it");
  // One spelling: a day as "007" or other bits after the last byte come from no link of ours.
  if (write_cursor(cursor) != text) return bad;
  return cursor;
}

geo::IncidentIndex first_behind(const Cursor& cursor, const geo::Dataset& dataset) {
  const auto at_or_before = [&](const geo::Incident& incident) {
    return std::tuple(incident.span.first(), std::string_view(incident.id)) <=
           std::tuple(cursor.first, std::string_view(cursor.id));
  };
  const auto next = std::partition_point(dataset.incidents.begin(), dataset.incidents.end(), at_or_before);
  return static_cast<geo::IncidentIndex>(next - dataset.incidents.begin());
}

}  // namespace yaad::server
