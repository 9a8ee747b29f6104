// The files the binary carries: the built frontend, its words, the basemap and the areas.
// The table is generated at build time (embed.cmake); a look-up by name is linear and done at start only.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace yaad::server {

struct EmbeddedFile {
  std::string_view name;  // "frontend/index.html", "words/en.json", "mapdata/basemap.pack"
  const unsigned char* begin;
  const unsigned char* end;

  std::span<const std::byte> bytes() const {
    return {reinterpret_cast<const std::byte*>(begin), static_cast<std::size_t>(end - begin)};
  }
  std::string_view text() const {
    return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
  }
};

std::span<const EmbeddedFile> embedded_files();
// The text of one; throws std::runtime_error where the build forgot it.
std::string_view embedded_text(std::string_view name);

}  // namespace yaad::server
