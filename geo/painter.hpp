// Draws what a Canvas tells. The one door to cairo, pango and fontconfig. The fonts are those it is given and never those
// of the machine, so that the same drawing is the same bytes everywhere; letters are joined and ordered as their script
// wants it. Costs 4 bytes a pixel; 1200 by 630 of it take some 30 ms to write, nearly all of that compression.
//
// GLib, under pango, ends the process where it gets no memory or no thread, and pango makes one for each new style: who
// must not be ended draws in a process of its own.
#pragma once

#include "geo/drawing_calls.hpp"

#include <cstddef>
#include <memory>
#include <span>

namespace yaad::geo {

// Font files (TrueType, OpenType) for all that is drawn in this process, copied. Once, before the first text; throws
// std::runtime_error where the system cannot hold or read them.
void use_fonts(std::span<const std::span<const std::byte>> files);

class Painter final : public Drawer {
 public:
  Painter();
  ~Painter() override;
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  std::string draw(std::string_view calls) override;

 private:
  struct Picture;
  void carry_out(DrawingCall call, DrawingReader& reader, std::string& answer) const;

  std::unique_ptr<Picture> picture_;
};

}  // namespace yaad::geo
