// A body that is made while it is sent: asked for its next piece when the reader has taken the last, so that it needs
// the memory of one piece however large it is and however slow the reader.
// Not for what fits into memory: that is Reply::body, which can be kept, compressed and cut.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace yaad::server {

struct BodyStream {
  // Blank after the last piece. Throws when it cannot go on: the reader is then shown that the body is not whole.
  // Called by one thread at a time.
  std::function<std::string()> next;
  std::optional<std::uint64_t> length;  // of all pieces, where it is known before
  // What must live until the last piece is sent: the edition it is made from, the slot it takes.
  std::vector<std::shared_ptr<const void>> held = {};
};

}  // namespace yaad::server
