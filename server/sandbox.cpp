#include "server/sandbox.hpp"

#include "server/descriptors.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <span>
#include <vector>

namespace yaad::server {
namespace {

// A record takes some 600 bytes however short its row is, beside twice the bytes of its words; the libraries of a
// loader that has read nothing map half a GiB.
constexpr std::size_t kMemoryPerRow = 1 << 10, kMemoryPerByte = 4, kMemoryAtLeast = std::size_t{1} << 30;
// Address space of who draws: as much for the libraries, some for each thread; a picture takes a few MB.
constexpr rlim_t kMemoryOfDrawing = rlim_t{2} << 30U;
// The pipe, three standard ones, the folder and its files, the database of coordinate systems.
constexpr rlim_t kDescriptors = 64;

// The sanitizers map terabytes that they never touch.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitMemory = false;
#else
constexpr bool kLimitMemory = true;
#endif

void limit(__rlimit_resource what, rlim_t to) {
  const rlimit value{to, to};
  ::setrlimit(what, &value);
}

// What computing needs, and writing to descriptors that are open.
constexpr std::array kComputing{SYS_read,
                                SYS_write,
                                SYS_writev,
                                SYS_close,
                                SYS_fstat,
                                SYS_lseek,
                                SYS_mmap,
                                SYS_munmap,
                                SYS_mremap,
                                SYS_mprotect,
                                SYS_madvise,
                                SYS_brk,
                                SYS_futex,
                                SYS_sched_yield,
                                SYS_nanosleep,
                                SYS_clock_nanosleep,
                                SYS_clock_gettime,
                                SYS_gettimeofday,
                                SYS_getrandom,
                                SYS_getpid,
                                SYS_gettid,
                                SYS_tgkill,
                                SYS_rt_sigaction,
                                SYS_rt_sigprocmask,
                                SYS_rt_sigreturn,
                                SYS_sigaltstack,
                                SYS_restart_syscall,
                                SYS_exit,
                                SYS_exit_group,
                                SYS_rseq,
                                SYS_set_robust_list,
                                SYS_sched_getaffinity,
                                SYS_getrusage};
// Beside that, what drawing needs: a font is opened anew by the name of its descriptor, and pango looks for it in threads.
constexpr std::array kDrawing{SYS_openat, SYS_newfstatat, SYS_access, SYS_fcntl, SYS_readlink,
                              SYS_poll,   SYS_clone,      SYS_clone3, SYS_prctl, SYS_pread64};

constexpr std::uint32_t kArchOffset = offsetof(seccomp_data, arch), kNumberOffset = offsetof(seccomp_data, nr);

sock_filter step(std::uint16_t code, std::uint32_t value, std::uint8_t if_true = 0, std::uint8_t if_false = 0) {
  return {code, if_true, if_false, value};
}

bool forbid_all_but(std::span<const int> allowed) {
  // Load the machine's kind, then the number of the call, and compare it with each that is allowed.
  std::vector<sock_filter> program{
      step(BPF_LD | BPF_W | BPF_ABS, kArchOffset), step(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
      step(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS), step(BPF_LD | BPF_W | BPF_ABS, kNumberOffset)};
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    const auto to_allow = static_cast<std::uint8_t>(allowed.size() - i);  // past the others and the refusal
    program.push_back(step(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(allowed[i]), to_allow, 0));
  }
  program.push_back(step(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
  program.push_back(step(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  // All threads at once: the sanitizers have one of their own.
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}

}  // namespace

LoaderLimits with_memory(LoaderLimits limits) {
  if (limits.memory != 0) return limits;
  const auto pages = static_cast<std::size_t>(std::max(::sysconf(_SC_PHYS_PAGES), 1L));
  const auto page_bytes = static_cast<std::size_t>(std::max(::sysconf(_SC_PAGESIZE), 1L));
  limits.memory = std::max(pages * page_bytes / 2, kMemoryAtLeast);
  return limits;
}

void limit_this_process(const LoaderLimits& limits) {
  const auto seconds = static_cast<rlim_t>(std::max<std::chrono::seconds::rep>(limits.time.count(), 1));
  limit(RLIMIT_CPU, seconds);
  limit(RLIMIT_FSIZE, 0);  // it writes to a pipe
  forbid_core_dump();      // it would hold the data
  limit(RLIMIT_NOFILE, kDescriptors);
  if (kLimitMemory && limits.memory != 0) limit(RLIMIT_AS, limits.memory);
}

void limit_memory_for(std::size_t file_bytes, std::size_t rows) {
  rlimit now{};
  if (!kLimitMemory || ::getrlimit(RLIMIT_AS, &now) != 0) return;
  const rlim_t wanted = kMemoryAtLeast + kMemoryPerByte * file_bytes + kMemoryPerRow * rows;
  limit(RLIMIT_AS, std::min(now.rlim_cur, wanted));
}

bool forbid_all_but_computing() { return forbid_all_but(kComputing); }

bool confine_to_drawing() {
  limit(RLIMIT_FSIZE, 0);
  forbid_core_dump();
  limit(RLIMIT_NOFILE, kDescriptors);
  if (kLimitMemory) limit(RLIMIT_AS, kMemoryOfDrawing);
  std::vector<int> calls(kComputing.begin(), kComputing.end());
  calls.insert(calls.end(), kDrawing.begin(), kDrawing.end());
  return forbid_all_but(calls);
}

}  // namespace yaad::server
