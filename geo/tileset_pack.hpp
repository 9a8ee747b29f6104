// A pack of ready tiles in one run of bytes: the basemap as geo/mapdata derives it and the binary embeds it.
//
// Little-endian: magic "YAADTILE", u32 version 1, u32 count, then count entries sorted by (z, x, y) of u32 z, x, y,
// length and u64 offset from the start, then the blobs (one gzip member each). A look-up is a binary search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace yaad::geo {

class TilesetPack {
 public:
  // A view: the bytes must outlive it. Throws std::runtime_error when they are no such pack or were cut short.
  explicit TilesetPack(std::span<const std::byte> bytes);

  std::size_t size() const { return count_; }
  std::optional<std::span<const std::byte>> find(std::uint32_t z, std::uint32_t x, std::uint32_t y) const;

 private:
  std::span<const std::byte> bytes_;
  std::size_t count_ = 0;
};

}  // namespace yaad::geo
