// A picture as it is told to who draws it: shapes and text in a few units, to the bytes of a PNG. Knows no map, and draws
// nothing itself: calls are collected, and handed over when one of them wants an answer, so that who draws may be a
// process of its own. Costs some bytes a call.
#pragma once

#include "geo/drawing_calls.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace yaad::geo {

struct Colour {
  std::uint32_t rgb = 0;  // 0xRRGGBB
  double opacity = 1;
};

// In units of the canvas, y down.
struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
  double width() const { return right - left; }
  double height() const { return bottom - top; }
  // The area that both have; 0 where they only touch.
  double overlap(const Box& other) const;
};

// How a line is drawn; `on` and `off` are its dashes, none where `on` is 0.
struct Pen {
  Colour colour;
  double width = 1, on = 0, off = 0;
};

enum class Face : std::uint8_t { sans, serif };
enum class Align : std::uint8_t { left, centre, right };

struct TextStyle {
  double size = 14;
  Colour colour;
  Face face = Face::sans;
  bool bold = false;
  Align align = Align::left;
};

class Canvas {
 public:
  // Of width by height pixels; a unit is `scale` pixels. What cannot be drawn is thrown as the drawer throws it, by the
  // calls that have an answer.
  Canvas(Drawer& drawer, unsigned width, unsigned height, double scale);
  ~Canvas() = default;
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  // The language of text (BCP 47) and whether its lines run from right to left.
  void speak(std::string_view language, bool rtl);

  // A path is begun anew by what draws it.
  void move_to(double x, double y);
  void line_to(double x, double y);
  void close();
  // Clockwise from twelve o'clock, in turns.
  void arc(double x, double y, double radius, double from_turn = 0, double to_turn = 1);
  void rounded(const Box& box, double radius);
  void rectangle(const Box& box);
  void fill(Colour colour);  // by the even-odd rule
  void stroke(const Pen& pen);
  // Draws only inside the path, until the matching unclip().
  void clip();
  void unclip();

  // Broken into lines at this width and drawn from this corner downward; returns its height. At most `lines` lines, the
  // last of them ending in "…" where there was more.
  double write(const TextStyle& style, std::string_view text, double x, double y, double width, int lines = 99);
  // One line around this point; `halo` is drawn round its letters first.
  void write_at(const TextStyle& style, std::string_view text, double x, double y, const Pen* halo = nullptr);
  double width_of(const TextStyle& style, std::string_view text);

  // The end of the drawing.
  std::string png();

 private:
  template <class... T>
  void tell(DrawingCall call, const T&... arguments);
  double ask();

  Drawer& drawer_;
  std::string calls_;
};

}  // namespace yaad::geo
