#include "geo/tile_features.hpp"

namespace yaad::geo {

std::string abbreviated(std::uint64_t count) {
  if (count < 1000) return std::to_string(count);
  if (count >= 10000) return std::to_string((count + 500) / 1000) + 'k';
  const std::uint64_t tenths = (count + 50) / 100;
  return std::to_string(tenths / 10) + (tenths % 10 ? '.' + std::to_string(tenths % 10) : std::string()) + 'k';
}

}  // namespace yaad::geo
