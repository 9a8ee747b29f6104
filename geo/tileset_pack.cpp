#include "geo/tileset_pack.hpp"

#include <cstring>
#include <stdexcept>
#include <tuple>

namespace yaad::geo {
namespace {

constexpr std::size_t kHeaderBytes = 16;
constexpr std::size_t kEntryBytes = 24;

template <class Number>
Number read_at(std::span<const std::byte> bytes, std::size_t at) {
  Number value = 0;  // byte by byte: the pack is little-endian whatever the machine is
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    value |= static_cast<Number>(std::to_integer<Number>(bytes[at + i]) << (8 * i));
  return value;
}

}  // namespace

TilesetPack::TilesetPack(std::span<const std::byte> bytes) : bytes_(bytes) {
  if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), "YAADTILE", 8) != 0 ||
      read_at<std::uint32_t>(bytes, 8) != 1)
    throw std::runtime_error("not a pack of tiles");
  count_ = read_at<std::uint32_t>(bytes, 12);
  if ((bytes.size() - kHeaderBytes) / kEntryBytes < count_) throw std::runtime_error("the pack of tiles is cut short");
  for (std::size_t i = 0; i < count_; ++i) {
    const std::size_t entry = kHeaderBytes + i * kEntryBytes;
    const std::uint64_t length = read_at<std::uint32_t>(bytes, entry + 12),
                        offset = read_at<std::uint64_t>(bytes, entry + 16);
    if (offset > bytes.size() || length > bytes.size() - offset)
      throw std::runtime_error("the pack of tiles is cut short");
  }
}

std::optional<std::span<const std::byte>> TilesetPack::find(std::uint32_t z, std::uint32_t x, std::uint32_t y) const {
  std::size_t low = 0, high = count_;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const std::size_t entry = kHeaderBytes + middle * kEntryBytes;
    const auto key = std::tuple(read_at<std::uint32_t>(bytes_, entry), read_at<std::uint32_t>(bytes_, entry + 4),
                                read_at<std::uint32_t>(bytes_, entry + 8));
    if (key == std::tuple(z, x, y))
      return bytes_.subspan(read_at<std::uint64_t>(bytes_, entry + 16), read_at<std::uint32_t>(bytes_, entry + 12));
    if (key < std::tuple(z, x, y)) low = middle + 1;
    else high = middle;
  }
  return std::nullopt;
}

}  // namespace yaad::geo
