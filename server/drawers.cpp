#include "server/drawers.hpp"

#include "geo/painter.hpp"
#include "server/embedded.hpp"

#include <mutex>
#include <vector>

namespace yaad::server {

void use_embedded_fonts() {
  static std::once_flag once;
  std::call_once(once, [] {
    std::vector<std::span<const std::byte>> fonts;
    for (const EmbeddedFile& file : embedded_files())
      if (file.name.starts_with("fonts/")) fonts.push_back(file.bytes());
    geo::use_fonts(fonts);
  });
}

}  // namespace yaad::server
