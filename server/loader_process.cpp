#include "server/loader_process.hpp"

#include "geo/file_bytes.hpp"
#include "server/child_process.hpp"
#include "server/command_line.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace yaad::server {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kGlance{50};  // how soon a stop is seen

NotLoaded broken_loader(std::string why) { return {LoadFault::loader, std::move(why)}; }

std::string system_words() { return std::generic_category().message(errno); }

// A child that is killed and waited for when this object goes, if it has not ended by then.
class Child {
 public:
  Child(pid_t pid, Clock::time_point deadline, std::stop_token stop)
      : pid_(pid), deadline_(deadline), stop_(std::move(stop)) {}
  ~Child() {
    if (status_) return;
    ::kill(pid_, SIGKILL);
    int ignored = 0;
    while (::waitpid(pid_, &ignored, 0) < 0 && errno == EINTR) {
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool is_over() const { return stop_.stop_requested() || Clock::now() >= deadline_; }

  // As read(2), and negative once time is over.
  std::ptrdiff_t read(int pipe, char* into, std::size_t size) const {
    while (!is_over()) {
      pollfd ready{pipe, POLLIN, 0};
      const int n = ::poll(&ready, 1, static_cast<int>(kGlance.count()));
      if (n == 0 || (n < 0 && errno == EINTR)) continue;
      if (n < 0) return n;
      const ssize_t got = ::read(pipe, into, size);
      if (got >= 0 || errno != EINTR) return got;
    }
    return -1;
  }
  // Its status once it has ended; nothing when time is over before.
  std::optional<int> wait() {
    int status = 0;
    while (true) {
      const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
      if (ended == pid_) return status_ = status;
      if (is_over()) return std::nullopt;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }

 private:
  const pid_t pid_;
  const Clock::time_point deadline_;
  const std::stop_token stop_;
  std::optional<int> status_;
};

std::string words_of(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    const char* name = ::sigabbrev_np(signal);
    return "the loader was ended by SIG" + std::string(name != nullptr ? name : "?") +
           (signal == SIGXCPU ? " (it computed for longer than it may: --load-timeout)" : "");
  }
  const int code = WEXITSTATUS(status);
  if (code == kExitOutOfMemory) return "the loader needs more memory than it may have (--loader-memory)";
  return "the loader ended with " + std::to_string(code);
}

}  // namespace

std::variant<FolderPack, NotLoaded> load_in_child(const LoaderTask& task, const LoaderLimits& limits,
                                                  const std::stop_token& stop, const OnProgress& on_progress) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return broken_loader("no pipe for the loader: " + system_words());
  geo::Descriptor from(ends[0]);
  geo::Descriptor to(ends[1]);
  ::fcntl(from.get(), F_SETPIPE_SZ, 1 << 20);  // fewer turns; a wish
  const TableSource& source = task.source;
  const LoaderLimits known = with_memory(limits);
  const Clock::time_point deadline = Clock::now() + limits.time;
  const pid_t pid = start_child(
      to.get(),
      {kChildCommand, task.folder, task.drafts ? "drafts" : "", source.table, source.from, source.mapping,
       source.encoding, std::to_string(task.max_rows)},
      [](const void* of) { limit_this_process(*static_cast<const LoaderLimits*>(of)); }, &known);
  if (pid < 0) return broken_loader("the loader could not be started: " + system_words());
  to = geo::Descriptor();
  Child child(pid, deadline, stop);

  auto pack = read_pack([&](char* into, std::size_t size) { return child.read(from.get(), into, size); }, on_progress);
  from = geo::Descriptor();  // who has more to say than a pack ends when nobody listens
  const auto status = child.wait();
  if (!status)
    return broken_loader("the loader took longer than " + std::to_string(limits.time.count()) +
                         " s and was ended (--load-timeout)");
  const bool unheard = WIFEXITED(*status) && WEXITSTATUS(*status) == kExitOutput;
  if (*status != 0 && !unheard) return broken_loader(words_of(*status));
  if (pack) return std::move(*pack);
  if (pack.error().code == geo::Errc::unreadable) return NotLoaded{LoadFault::unreadable, pack.error().detail};
  return broken_loader("what the loader handed over is not whole: " + pack.error().detail);
}

}  // namespace yaad::server
