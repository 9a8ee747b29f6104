// What the loader may still do once its files are read: each call is tried in a process of its own.
#include "server/sandbox.hpp"

#include "geo/incident.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <functional>
#include <string>
#include <thread>

using namespace yaad::server;

namespace {

// How a child ends that does this; 0 where it returned true.
int status_of(const std::function<bool()>& act) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(act() ? 0 : 1);
  int status = 0;
  ::waitpid(pid, &status, 0);
  return status;
}

bool refused(long result) { return result == -1 && errno == EPERM; }

}  // namespace

TEST_CASE("G19: a loader that has its files opens no file, no socket, starts no program and signals nobody") {
  const pid_t parent = ::getpid();
  const std::function<bool()> calls[] = {
      [] { return refused(::socket(AF_INET, SOCK_STREAM, 0)); },
      [] { return refused(::socket(AF_UNIX, SOCK_STREAM, 0)); },
      [] { return refused(::open("/etc/passwd", O_RDONLY)); },
      [] { return refused(::open("/tmp/a-file-of-the-loader", O_WRONLY | O_CREAT, 0600)); },
      [] { return refused(::fork()); },
      [] { return refused(::execl("/bin/true", "true", nullptr)); },
      [parent] { return refused(::kill(parent, 0)); },
      [] { return refused(::unlink("/tmp/a-file-of-the-loader")); },
      [] { return refused(::chdir("/")); },
  };
  for (const auto& call : calls) CHECK(status_of([&] { return forbid_all_but_computing() && call(); }) == 0);
  // The same calls are not refused where nothing is forbidden.
  CHECK(status_of([] { return ::open("/etc/passwd", O_RDONLY) >= 0 && ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }) == 0);
}

TEST_CASE("G19: a loader that has its files still computes, takes memory and writes to its pipe") {
  int ends[2] = {};
  REQUIRE(::pipe(ends) == 0);
  CHECK(status_of([&] {
          if (!forbid_all_but_computing()) return false;
          const std::string large(std::size_t{64} << 20, 'x');
          return ::write(ends[1], large.data() + 1, 1) == 1;
        }) == 0);
  char byte = 0;
  CHECK(::read(ends[0], &byte, 1) == 1);
  CHECK(byte == 'x');
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE(
    "G19: who draws opens fonts, starts threads and takes memory, but has no network, no program and no file to "
    "write") {
  const pid_t parent = ::getpid();
  const std::function<bool()> calls[] = {
      [] { return refused(::socket(AF_INET, SOCK_STREAM, 0)); },
      [] { return refused(::socket(AF_UNIX, SOCK_STREAM, 0)); },
      [] { return refused(::execl("/bin/true", "true", nullptr)); },
      [parent] { return refused(::kill(parent, 0)); },
      [] { return refused(::unlink("/tmp/a-file-of-a-painter")); },
      [] { return refused(::rename("/tmp/a-file-of-a-painter", "/tmp/another")); },
      [] {
        const int file = ::open("/tmp", O_TMPFILE | O_WRONLY, 0600);
        std::signal(SIGXFSZ, SIG_IGN);
        return file >= 0 && ::write(file, "x", 1) == -1 && errno == EFBIG;
      },
      [] {
        bool ran = false;
        std::thread([&] { ran = std::string(std::size_t{8} << 20, 'x').size() > 0; }).join();
        return ran && ::open("/etc/passwd", O_RDONLY) >= 0;
      },
  };
  for (const auto& call : calls) CHECK(status_of([&] { return confine_to_drawing() && call(); }) == 0);
}

TEST_CASE("G8: the limits of a loader hold: memory, processor, files, descriptors") {
  const auto limit_is = [](auto what, rlim_t value) {
    rlimit now{};
    return ::getrlimit(what, &now) == 0 && now.rlim_max == value;
  };
  CHECK(status_of([&] {
          limit_this_process({.time = std::chrono::seconds(7), .memory = std::size_t{3} << 30});
          return limit_is(RLIMIT_CPU, 7) && limit_is(RLIMIT_FSIZE, 0) && limit_is(RLIMIT_CORE, 1) &&
                 limit_is(RLIMIT_NOFILE, 64);
        }) == 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  CHECK(status_of([] {
          limit_this_process({.memory = std::size_t{3} << 30});
          limit_memory_for(1, 1);
          return ::mmap(nullptr, std::size_t{2} << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
        }) == 0);
  // Ten million of the shortest rows are few bytes and as many records as any.
  CHECK(status_of([] {
          constexpr std::size_t kRows = 10'000'000, kShortest = sizeof("a,2013,other,1,1");
          limit_this_process({.memory = std::size_t{64} << 30});
          limit_memory_for(kRows * kShortest, kRows);
          return ::mmap(nullptr, kRows * sizeof(yaad::geo::Incident), PROT_NONE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) != MAP_FAILED;
        }) == 0);
#endif
  const int status = status_of([]() -> bool {
    limit_this_process({.time = std::chrono::seconds(1)});
    volatile unsigned turns = 0;
    while (true) turns = turns + 1;
  });
  CHECK(WIFSIGNALED(status));
}
