#include "server/byte_range.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace yaad::server {
namespace {

// Plain digits; a number too large for us is larger than any body.
std::optional<std::size_t> position(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
  std::size_t value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
    return std::numeric_limits<std::size_t>::max();
  return value;
}

}  // namespace

ByteRange asked_range(std::string_view field, std::size_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!field.starts_with(kUnit)) return {};
  field.remove_prefix(kUnit.size());
  const auto dash = field.find('-');
  if (dash == field.npos) return {};
  const auto right = position(field.substr(dash + 1));
  if (dash == 0) {  // the last so many bytes
    if (!right) return {};
    if (*right == 0 || size == 0) return {ByteRange::Kind::outside};
    return {ByteRange::Kind::part, size - std::min(*right, size), size - 1};
  }
  const auto left = position(field.substr(0, dash));
  const bool open = dash + 1 == field.size();
  if (!left || (!open && (!right || *right < *left))) return {};
  if (*left >= size) return {ByteRange::Kind::outside};
  return {ByteRange::Kind::part, *left, open ? size - 1 : std::min(*right, size - 1)};
}

}  // namespace yaad::server
