// The process that draws: what it is told, until nobody tells it any more.
#include "geo/canvas.hpp"
#include "geo/painter.hpp"
#include "server/child_process.hpp"
#include "server/command_line.hpp"
#include "server/painter_frames.hpp"
#include "server/painter_process.hpp"
#include "server/sandbox.hpp"

#include <sys/prctl.h>
#include <unistd.h>

#include <exception>
#include <tuple>

namespace yaad::server {
namespace {

// Every font is opened, and the libraries have read what they read once.
void draw_once(geo::Drawer& painter) {
  geo::Canvas canvas(painter, 64, 64, 1);
  for (const geo::Face face : {geo::Face::sans, geo::Face::serif})
    for (const bool bold : {false, true}) canvas.write({.face = face, .bold = bold}, "Yaad یاد", 0, 0, 64);
  canvas.png();
}

std::string answer_to(geo::Drawer& painter, const std::string& calls) {
  const auto said = [](Drawn how, std::string_view words) {
    return std::string(1, static_cast<char>(how)).append(words);
  };
  try {
    return said(Drawn::well, painter.draw(calls));
  } catch (const std::exception& error) {
    return said(Drawn::not_at_all, error.what());
  }
}

}  // namespace

int run_as_painter() {
  ::prctl(PR_SET_NAME, "yaad painter");
  use_embedded_fonts();
  geo::Painter painter;
  draw_once(painter);
  std::ignore = confine_to_drawing();  // where the kernel has no such filter, the limits hold all the same
  while (const auto calls = read_frame(kParentDescriptor))
    if (!write_frame(kParentDescriptor, answer_to(painter, *calls))) break;
  ::_exit(kExitDone);
}

}  // namespace yaad::server
