#include "server/cursor.hpp"

#include "server/params.hpp"

#include <charconv>
#include <cstdint>
#include <vector>

namespace yaad::server {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";  // RFC 4648 section 5
constexpr std::size_t kMaxCursor = 400;  // a version, a hash, a day and an id of 64 stay far below

// FNV-1a: it tells filters apart, it does not protect anything.
std::string filter_hash(std::string_view filter) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : filter) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return std::to_string(hash);
}

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
  return base64url(cursor.version + '\n' + filter_hash(cursor.filter) + '\n' + std::to_string(cursor.first) + '\n' +
                   cursor.id);
}

geo::Result<Cursor> read_cursor(std::string_view text, std::string_view filter) {
  const geo::Error bad = bad_parameter("cursor", "not a cursor of this list; take it from the link to the next page");
  std::string decoded;
  if (text.size() > kMaxCursor || !from_base64url(text, decoded) || base64url(decoded) != text) return bad;
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
  if (parts[1] != filter_hash(filter))
    return bad_parameter("cursor", "this cursor belongs to another filter; begin again without it");
  return cursor;
}

}  // namespace yaad::server
