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

void Connection::cut() {
  boost::system::error_code ignored;
  if (untaken() > 0) socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

void Connection::look_for_peer() {
  if (!abandoned) return;
  pollfd look{socket.is_open() ? socket.native_handle() : -1, POLLRDHUP, 0};
  ::poll(&look, 1, 0);
  const bool broken = !socket.is_open() || (look.revents & (POLLHUP | POLLERR)) != 0;
  const bool ended = (look.revents & POLLRDHUP) != 0;
  if (sending_end == SendingEnd::not_looked) sending_end = ended ? SendingEnd::before_work : SendingEnd::is_leaving;
  if (broken || (ended && sending_end == SendingEnd::is_leaving)) *abandoned = true;
}

Working::Working(Connection& connection, bool for_a_file) : connection_(connection) {
  connection.abandoned = std::make_shared<std::atomic<bool>>(false);
  connection.sending_end = for_a_file ? Connection::SendingEnd::is_leaving : Connection::SendingEnd::not_looked;
  if (connection.at_work != nullptr) connection.at_work->insert(&connection);
}

Working::~Working() {
  connection_.abandoned = nullptr;
  if (connection_.at_work != nullptr) connection_.at_work->erase(&connection_);
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
