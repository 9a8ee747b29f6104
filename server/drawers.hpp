// Lends who draws a picture. In a server they are processes (painter_process), in tests the process itself; a handler knows
// neither. Costs a lock.
#pragma once

#include "geo/drawing_calls.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

namespace yaad::server {

// Nobody draws now: the picture may be asked for again.
struct NoDrawer : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Drawers {
 public:
  Drawers() = default;
  virtual ~Drawers() = default;
  Drawers(const Drawers&) = delete;
  Drawers& operator=(const Drawers&) = delete;

  // What `draw` returns of a drawer that nobody else has meanwhile; one with which it fails is given to nobody again.
  template <class Draw>  // T(geo::Drawer&)
  auto with_one(Draw draw) {
    std::unique_ptr<geo::Drawer> one = lend();
    auto drawn = draw(*one);
    take_back(std::move(one));
    return drawn;
  }

 private:
  // Throws NoDrawer. Any thread, as the other.
  virtual std::unique_ptr<geo::Drawer> lend() = 0;
  virtual void take_back(std::unique_ptr<geo::Drawer> one) = 0;
};

// The fonts of the program, for all that this process draws; once, before that.
void use_embedded_fonts();

}  // namespace yaad::server
