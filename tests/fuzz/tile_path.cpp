// Addresses of tiles ("z/x/y") and ids of clusters ("z-x-y"): one spelling each, and what is read is inside the world.
#include "geo/tile_id.hpp"
#include "tests/fuzz/target.hpp"

#include <string>

using yaad::fuzz::claim;
namespace geo = yaad::geo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = yaad::fuzz::text_of(data, size);
  const auto first = text.find('/'), second = first == text.npos ? text.npos : text.find('/', first + 1);
  if (second != text.npos) {
    const auto tile =
        geo::TileId::parse(text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1));
    if (tile) {
      claim(std::to_string(tile->z()) + '/' + std::to_string(tile->x()) + '/' + std::to_string(tile->y()) == text,
            "a tile has one address");
      claim(tile->z() <= geo::kMaxZoom && tile->west() + tile->width() <= std::uint64_t{1} << 32 &&
                tile->north() + tile->width() <= std::uint64_t{1} << 32,
            "a tile is inside the world");
      const geo::World middle{static_cast<std::uint32_t>(tile->west() + tile->width() / 2),
                              static_cast<std::uint32_t>(tile->north() + tile->width() / 2)};
      claim(geo::TileId::of(middle, tile->z()) == *tile, "the middle of a tile is in it");
      claim(geo::TileId::from(tile->z(), tile->x(), tile->y()).value() == *tile, "a tile is found by its numbers");
    }
  }
  if (const auto cell = geo::parse_cluster_id(text)) {
    claim(geo::cluster_id(*cell) == text, "a cluster has one id");
    const geo::World corner{cell->x << (32 - cell->level), cell->y << (32 - cell->level)};
    claim(geo::cell_of(corner, cell->level) == *cell, "the corner of a cell is in it");
  }
  return 0;
}
