#include "geo/tile_id.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <optional>

namespace yaad::geo {
namespace {

// "0" or digits without a leading zero; at most ten, so nothing overflows.
std::optional<std::int64_t> canonical_number(std::string_view text) {
  if (text.empty() || text.size() > 10 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  // from_chars takes a minus too, and "-0" would be a second spelling of 0.
  if (text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Error no_such_tile() {
  return {Errc::not_found, "no such tile: z is 0 to 13, x and y are 0 to 2^z - 1, in plain digits", "", {}};
}

}  // namespace

Result<TileId> TileId::from(std::int64_t z, std::int64_t x, std::int64_t y) {
  if (z < 0 || z > kMaxZoom) return no_such_tile();
  const std::int64_t side = std::int64_t{1} << z;
  if (x < 0 || x >= side || y < 0 || y >= side) return no_such_tile();
  return TileId(static_cast<int>(z), static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y));
}

Result<TileId> TileId::parse(std::string_view z, std::string_view x, std::string_view y) {
  const auto zn = canonical_number(z), xn = canonical_number(x), yn = canonical_number(y);
  if (!zn || !xn || !yn) return no_such_tile();
  return from(*zn, *xn, *yn);
}

TileId TileId::of(const World& at, int z) {
  assert(z >= 0 && z <= kMaxZoom);
  const CellId cell = cell_of(at, z);
  return {z, cell.x, cell.y};
}

std::string cluster_id(const CellId& served_cell) {
  constexpr std::size_t kMostDigits = 10;
  std::array<char, 3 * kMostDigits + 2> text{};  // three numbers and two hyphens
  char* at = text.data();
  const auto put = [&](std::uint32_t number) { at = std::to_chars(at, at + kMostDigits, number).ptr; };
  put(static_cast<std::uint32_t>(served_cell.level - kServedCellBits));
  *at++ = '-';
  put(served_cell.x);
  *at++ = '-';
  put(served_cell.y);
  return {text.data(), at};
}

Result<CellId> parse_cluster_id(std::string_view text) {
  const auto first = text.find('-');
  const auto second = first == text.npos ? text.npos : text.find('-', first + 1);
  if (second != text.npos) {
    const auto z = canonical_number(text.substr(0, first));
    const auto x = canonical_number(text.substr(first + 1, second - first - 1));
    const auto y = canonical_number(text.substr(second + 1));
    if (z && x && y && *z <= kMaxZoom) {
      const int level = static_cast<int>(*z) + kServedCellBits;
      const std::int64_t side = std::int64_t{1} << level;
      if (*x < side && *y < side) return CellId{level, static_cast<std::uint32_t>(*x), static_cast<std::uint32_t>(*y)};
    }
  }
  return Error{Errc::not_found, "no such cluster: an id is z-x-y as tiles give it, or the code of an area", "", {}};
}

}  // namespace yaad::geo
