// What a service manager is told about this process by datagrams (sd_notify(3)): that it is ready, how it is, that it
// lives, that it ends. Where nobody asked to be told (NOTIFY_SOCKET), nothing is said.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace yaad::server {

class Supervisor {
 public:
  // From NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID, which are removed: what this process starts speaks for itself.
  // Before there are threads: the environment is shared by all.
  static Supervisor of_environment();
  Supervisor() = default;
  ~Supervisor();
  Supervisor(Supervisor&& other) noexcept;
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  void ready() const { say("READY=1"); }
  void stopping() const { say("STOPPING=1"); }
  // A line for `systemctl status`, said again when it is another one.
  void is(std::string_view state);
  // To be called more often than the watchdog wants to hear: passes on that the process lives, unless one of its loops
  // has been silent for more than half of that time. A process of which nothing is heard is ended and started again.
  void lives(std::chrono::duration<double> longest_silence) const;

 private:
  void say(std::string_view message) const;

  int socket_ = -1;
  std::optional<std::chrono::microseconds> watchdog_;
  std::string state_;
};

}  // namespace yaad::server
