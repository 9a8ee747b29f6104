#include "geo/canvas.hpp"

#include <algorithm>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::size_t kMostWaiting = std::size_t{1} << 16U;  // bytes of calls before they are handed over unasked

}  // namespace

double Box::overlap(const Box& other) const {
  const double w = std::min(right, other.right) - std::max(left, other.left);
  const double h = std::min(bottom, other.bottom) - std::max(top, other.top);
  return w > 0 && h > 0 ? w * h : 0;
}

template <class... T>
void Canvas::tell(DrawingCall call, const T&... arguments) {
  if (calls_.size() > kMostWaiting) drawer_.draw(std::exchange(calls_, {}));
  put_argument(calls_, call);
  (put_argument(calls_, arguments), ...);
}

double Canvas::ask() {
  const std::string answer = drawer_.draw(std::exchange(calls_, {}));
  return DrawingReader(answer).take<double>();
}

Canvas::Canvas(Drawer& drawer, unsigned width, unsigned height, double scale) : drawer_(drawer) {
  tell(DrawingCall::begin, width, height, scale);
}

void Canvas::speak(std::string_view language, bool rtl) { tell(DrawingCall::speak, language, rtl); }
void Canvas::move_to(double x, double y) { tell(DrawingCall::move_to, x, y); }
void Canvas::line_to(double x, double y) { tell(DrawingCall::line_to, x, y); }
void Canvas::close() { tell(DrawingCall::close); }
void Canvas::arc(double x, double y, double radius, double from_turn, double to_turn) {
  tell(DrawingCall::arc, x, y, radius, from_turn, to_turn);
}
void Canvas::rounded(const Box& box, double radius) { tell(DrawingCall::rounded, box, radius); }
void Canvas::rectangle(const Box& box) { tell(DrawingCall::rectangle, box); }
void Canvas::fill(Colour colour) { tell(DrawingCall::fill, colour); }
void Canvas::stroke(const Pen& pen) { tell(DrawingCall::stroke, pen); }
void Canvas::clip() { tell(DrawingCall::clip); }
void Canvas::unclip() { tell(DrawingCall::unclip); }

double Canvas::write(const TextStyle& style, std::string_view text, double x, double y, double width, int lines) {
  tell(DrawingCall::write, style, text, x, y, width, lines);
  return ask();
}

void Canvas::write_at(const TextStyle& style, std::string_view text, double x, double y, const Pen* halo) {
  tell(DrawingCall::write_at, style, text, x, y, halo != nullptr, halo != nullptr ? *halo : Pen());
}

double Canvas::width_of(const TextStyle& style, std::string_view text) {
  tell(DrawingCall::width_of, style, text);
  return ask();
}

std::string Canvas::png() {
  tell(DrawingCall::png);
  return drawer_.draw(std::exchange(calls_, {}));
}

}  // namespace yaad::geo
