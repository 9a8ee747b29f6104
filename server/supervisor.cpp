#include "server/supervisor.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace yaad::server {
namespace {

std::string taken_from_environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): there is one thread yet
  std::string taken = value != nullptr ? value : "";
  ::unsetenv(name);  // NOLINT(concurrency-mt-unsafe)
  return taken;
}

// A datagram socket that speaks to this path, or to this abstract name ("@…"); -1 where there is none.
int connected_to(const std::string& path) {
  sockaddr_un address{};
  if (path.size() < 2 || path.size() >= sizeof address.sun_path || (path[0] != '/' && path[0] != '@')) return -1;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  if (path[0] == '@') address.sun_path[0] = '\0';
  const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), size) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Supervisor Supervisor::of_environment() {
  Supervisor supervisor;
  const std::string path = taken_from_environment("NOTIFY_SOCKET");
  const auto microseconds = number(taken_from_environment("WATCHDOG_USEC"));
  const std::string whose = taken_from_environment("WATCHDOG_PID");
  if (path.empty()) return supervisor;
  supervisor.socket_ = connected_to(path);
  const bool ours = whose.empty() || number(whose) == static_cast<std::uint64_t>(::getpid());
  if (microseconds && ours) supervisor.watchdog_ = std::chrono::microseconds(*microseconds);
  return supervisor;
}

Supervisor::~Supervisor() {
  if (socket_ >= 0) ::close(socket_);
}

Supervisor::Supervisor(Supervisor&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), watchdog_(other.watchdog_), state_(std::move(other.state_)) {}

void Supervisor::is(std::string_view state) {
  if (socket_ < 0 || state == state_) return;
  state_ = state;
  say("STATUS=" + state_);
}

void Supervisor::lives(std::chrono::duration<double> longest_silence) const {
  if (watchdog_ && longest_silence < *watchdog_ / 2) say("WATCHDOG=1");
}

// One that does not listen is not waited for.
void Supervisor::say(std::string_view message) const {
  if (socket_ >= 0) static_cast<void>(::send(socket_, message.data(), message.size(), MSG_NOSIGNAL));
}

}  // namespace yaad::server
