#include "server/memory_watch.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>

namespace yaad::server {
namespace {

std::string contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// "max" is no number and no limit.
std::size_t limit_in(const std::string& path) {
  std::ifstream file(path);
  std::size_t bytes = 0;
  return file >> bytes ? bytes : 0;
}

}  // namespace

std::size_t memory_limit_of(const std::string& root, const std::string& membership) {
  constexpr std::string_view kMark = "0::";  // of version 2
  const auto mark = membership.find(kMark);
  if (mark == std::string::npos) return 0;
  const auto begin = mark + kMark.size();
  std::string group = membership.substr(begin, membership.find('\n', begin) - begin);
  std::size_t lowest = 0;
  while (true) {
    const std::size_t limit = limit_in(root + group + "/memory.max");
    if (limit > 0) lowest = lowest == 0 ? limit : std::min(lowest, limit);
    const auto slash = group.rfind('/');
    if (group.empty() || slash == std::string::npos) return lowest;
    group.erase(slash);
  }
}

std::size_t memory_limit() { return memory_limit_of("/sys/fs/cgroup", contents("/proc/self/cgroup")); }

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::size_t>(std::max(::sysconf(_SC_PAGESIZE), 1L));
}

}  // namespace yaad::server
