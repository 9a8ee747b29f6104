// Descriptors of the process: as many as the system grants, and one kept aside for when there are no more, so that
// an operator still gets an answer then.
#pragma once

#include <cstddef>

namespace yaad::server {

// For the data, the listeners, the loops and the signals; the rest is for connections.
inline constexpr std::size_t kOwnDescriptors = 64;

// Raises the soft limit to the hard one; how many descriptors the process may have open.
std::size_t raise_descriptor_limit();
// No core is left when the process breaks: it would hold what was being asked.
void forbid_core_dump();

class ReserveDescriptor {
 public:
  ReserveDescriptor() { take(); }
  ~ReserveDescriptor() { release(); }
  ReserveDescriptor(const ReserveDescriptor&) = delete;
  ReserveDescriptor& operator=(const ReserveDescriptor&) = delete;

  // Gives it up, so that one more can be opened; false when it is gone already.
  bool release();
  // Takes one again where there is none; without one when there are none to be had.
  void take();

 private:
  int descriptor_ = -1;
};

}  // namespace yaad::server
