// The colours of pictures: those of the map's own table (frontend/src/tokens.css), light and dark. A test compares them.
// Not what is drawn in them. Costs nothing.
#pragma once

#include "geo/canvas.hpp"
#include "geo/codes.hpp"

#include <array>

namespace yaad::geo {

struct PictureColours {
  Colour paper, panel, ink, muted, line, accent, land, water, border, province, coast;
  std::array<Colour, kFamilies.size()> families;
};

inline constexpr PictureColours kLightColours{
    .paper = {0xfaf8f4},
    .panel = {0xffffff},
    .ink = {0x1d2129},
    .muted = {0x565b63},
    .line = {0xd8d2c6},
    .accent = {0x1f5673},
    .land = {0xf2eee6},
    .water = {0xd3dde2},
    .border = {0x7d7566},
    .province = {0xb3aa99},
    .coast = {0xa9b8c0},
    .families = {{{0xa8500a}, {0x2f74b0}, {0x5e1a49}, {0x7a7a70}}},
};

inline constexpr PictureColours kDarkColours{
    .paper = {0x14171c},
    .panel = {0x1b1f26},
    .ink = {0xece7dc},
    .muted = {0xa9adb3},
    .line = {0x343a44},
    .accent = {0x7cb7d6},
    .land = {0x232932},
    .water = {0x0f1820},
    .border = {0x9a9484},
    .province = {0x6f6b60},
    .coast = {0x33434f},
    .families = {{{0xe8964a}, {0x5f9fdb}, {0xf0cbe2}, {0x8d8a82}}},
};

}  // namespace yaad::geo
