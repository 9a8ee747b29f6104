#include "geo/tileset_pack.hpp"

#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <stdexcept>
#include <string>
#include <tuple>

using namespace yaad::geo;
using yaad::test::Random;

namespace {

using Tiles = std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::string>;

void append(std::string& out, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(static_cast<unsigned char>(number >> (8 * i)));
}

std::string pack(const Tiles& tiles) {
  std::string head = "YAADTILE", blobs;
  append(head, 1, 4);
  append(head, tiles.size(), 4);
  const std::size_t start = head.size() + 24 * tiles.size();
  for (const auto& [key, bytes] : tiles) {
    append(head, std::get<0>(key), 4);
    append(head, std::get<1>(key), 4);
    append(head, std::get<2>(key), 4);
    append(head, bytes.size(), 4);
    append(head, start + blobs.size(), 8);
    blobs += bytes;
  }
  return head + blobs;
}

std::span<const std::byte> view(const std::string& bytes) { return std::as_bytes(std::span(bytes)); }

std::string text(std::span<const std::byte> bytes) {
  std::string out;
  for (const std::byte b : bytes) out += static_cast<char>(b);
  return out;
}

}  // namespace

TEST_CASE("Every tile of a pack is found with its bytes, and no other") {
  Random random(71);
  Tiles tiles;
  for (int i = 0; i < 500; ++i) {
    const std::uint32_t z = random.below(8);
    tiles[{z, random.below(1U << z), random.below(1U << z)}] = std::string(random.below(50), static_cast<char>(i));
  }
  const std::string bytes = pack(tiles);
  const TilesetPack packed(view(bytes));
  CHECK(packed.size() == tiles.size());
  for (std::uint32_t z = 0; z < 7; ++z) {
    for (std::uint32_t x = 0; x < (1U << z); ++x) {
      for (std::uint32_t y = 0; y < (1U << z); ++y) {
        const auto expected = tiles.find({z, x, y});
        const auto found = packed.find(z, x, y);
        REQUIRE(found.has_value() == (expected != tiles.end()));
        if (found) REQUIRE(text(*found) == expected->second);
      }
    }
  }
  CHECK_FALSE(packed.find(31, 0xFFFFFFFFU, 0xFFFFFFFFU).has_value());
}

TEST_CASE("An empty pack holds no tile") {
  const std::string bytes = pack({});
  CHECK(TilesetPack(view(bytes)).size() == 0);
  CHECK_FALSE(TilesetPack(view(bytes)).find(0, 0, 0).has_value());
}

TEST_CASE("A pack that is cut anywhere, of another kind or another version is refused when it is opened") {
  const std::string whole = pack({{{0, 0, 0}, "world"}, {{1, 0, 1}, "quarter"}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string cut = whole.substr(0, size);
    CHECK_THROWS_AS(TilesetPack(view(cut)), std::runtime_error);
  }
  std::string other = whole;
  other[0] = 'X';
  CHECK_THROWS_AS(TilesetPack(view(other)), std::runtime_error);
  other = whole;
  other[8] = 2;
  CHECK_THROWS_AS(TilesetPack(view(other)), std::runtime_error);
  other = whole;
  for (std::size_t i = 12; i < 16; ++i) other[i] = '\xFF';  // four billion entries
  CHECK_THROWS_AS(TilesetPack(view(other)), std::runtime_error);
  other = whole;
  for (std::size_t i = 32; i < 40; ++i) other[i] = '\xFF';  // an offset past the end
  CHECK_THROWS_AS(TilesetPack(view(other)), std::runtime_error);
}
