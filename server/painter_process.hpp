// Pictures are drawn in processes of their own, the same program started anew with one internal command: what draws them
// ends its process where it gets no memory or no thread (geo/painter.hpp), and draws boxes for letters where no descriptor
// is left for a font. There it ends a picture, which is answered 503, and no more.
// A process is started for a picture where none is idle (some 60 ms, 35 MB), and then draws on: for each text whose size
// is asked, one turn to it and back (20 us).
#pragma once

#include "server/drawers.hpp"

#include <mutex>
#include <vector>

namespace yaad::server {

// The internal command; it is in no help.
inline constexpr const char* kPainterCommand = "paint-in-child";

class PainterProcess;

class PainterProcesses final : public Drawers {
 public:
  PainterProcesses();
  ~PainterProcesses() override;
  PainterProcesses(const PainterProcesses&) = delete;
  PainterProcesses& operator=(const PainterProcesses&) = delete;

 private:
  std::unique_ptr<geo::Drawer> lend() override;
  void take_back(std::unique_ptr<geo::Drawer> one) override;

  const std::size_t most_idle_;  // as many as draw at once
  std::mutex mutex_;
  std::vector<std::unique_ptr<PainterProcess>> idle_;
};

// What the child does, to its end, which is that of its parent or of the parent's interest.
int run_as_painter();

}  // namespace yaad::server
