#include "server/descriptors.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace yaad::server {

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;  // what every Linux grants
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

void forbid_core_dump() {
  // One byte, not none: to a program that collects cores (a pipe in core_pattern) Linux gives them whatever the limit
  // is, unless it is 1; and no file of one byte is a core.
  const rlimit none{1, 1};
  setrlimit(RLIMIT_CORE, &none);
}

bool ReserveDescriptor::release() {
  if (descriptor_ < 0) return false;
  close(descriptor_);
  descriptor_ = -1;
  return true;
}

void ReserveDescriptor::take() {
  if (descriptor_ < 0) descriptor_ = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

}  // namespace yaad::server
