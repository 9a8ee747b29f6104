// How much memory the process may have, and whether most of it is taken. What is kept only to be fast is dropped then, and
// files are refused, so that what is asked of the map is still answered and the system does not end the process.
#pragma once

#include <cstddef>
#include <string>

namespace yaad::server {

// Of what may be had: from here on memory is tight. The rest is for what is under way.
inline constexpr double kTightAbove = 0.8;

// The lowest memory limit of this control group and those around it (version 2), as the system's files below `root` say
// it; 0 where there is none. `membership` is /proc/self/cgroup.
std::size_t memory_limit_of(const std::string& root, const std::string& membership);
// The same of this process.
std::size_t memory_limit();
// What the process has resident.
std::size_t resident_bytes();

inline bool is_tight(std::size_t resident, std::size_t limit) {
  return limit > 0 && static_cast<double>(resident) > kTightAbove * static_cast<double>(limit);
}

}  // namespace yaad::server
