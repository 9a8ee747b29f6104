#include "server/child_process.hpp"

#include "server/command_line.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace yaad::server {
namespace {

// Between fork and exec: only what is safe in the fork of a program with threads.
[[noreturn]] void become(int descriptor, char* const* arguments, void (*limit)(const void*), const void* limits) {
  sigset_t none;
  ::sigemptyset(&none);
  ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGXFSZ, SIG_IGN);  // it may write no file: a word to a log that is one is lost, and no reason to die
  const int high = ::fcntl(descriptor, F_DUPFD, kParentDescriptor + 1), nothing = ::open("/dev/null", O_RDWR);
  const bool placed = ::dup2(nothing, 0) == 0 && ::dup2(nothing, 1) == 1 &&
                      ::dup2(high, kParentDescriptor) == kParentDescriptor &&
                      ::close_range(kParentDescriptor + 1, ~0U, 0) == 0;
  if (placed) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a server that is gone leaves none behind
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    limit(limits);
    ::execv("/proc/self/exe", arguments);  // this very program, also where its file was replaced since
  }
  ::_exit(kExitConfiguration);
}

}  // namespace

pid_t start_child(int descriptor, std::vector<std::string> words, void (*limit)(const void*), const void* limits) {
  words.insert(words.begin(), "yaad");
  std::vector<char*> arguments(words.size() + 1);
  std::transform(words.begin(), words.end(), arguments.begin(), [](std::string& word) { return word.data(); });
  const pid_t pid = ::fork();
  if (pid == 0) become(descriptor, arguments.data(), limit, limits);
  return pid;
}

bool write_whole(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace yaad::server
