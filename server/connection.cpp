#include "server/connection.hpp"

#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>

#include <algorithm>

namespace yaad::server {

void Connection::wait_in(Phase next, std::chrono::seconds time) {
  phase = next;
  since = std::chrono::steady_clock::now();
  deadline = since + time;
}

std::size_t Connection::untaken() {
  int bytes = 0;
  if (!socket.is_open() || ioctl(socket.native_handle(), SIOCOUTQ, &bytes) != 0) return 0;
  return static_cast<std::size_t>(std::max(bytes, 0));
}

bool Connection::peer_has_left() {
  if (!socket.is_open()) return true;
  pollfd look{socket.native_handle(), POLLRDHUP, 0};
  return ::poll(&look, 1, 0) > 0 && (look.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

bool Connection::earns_more_time(std::chrono::steady_clock::time_point now) {
  const std::size_t rest = untaken();
  if (phase == Phase::head || now - since > kLongestWrite) return false;
  if (rest == 0) {
    // It has taken everything: where more is to come, it is we who are slow.
    deadline = now + kWriteGrace;
    return streaming;
  }
  const std::uint64_t taken = sent - std::min<std::uint64_t>(sent, rest);
  const bool enough = taken - taken_at_look >= kWriteBytesPerSecond * static_cast<std::uint64_t>(kWriteGrace.count());
  taken_at_look = taken;
  deadline = now + kWriteGrace;
  return enough;
}

}  // namespace yaad::server
