#include "server/painter_process.hpp"

#include "geo/file_bytes.hpp"
#include "server/child_process.hpp"
#include "server/painter_frames.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <system_error>
#include <thread>
#include <tuple>

namespace yaad::server {
namespace {

constexpr unsigned kMostPictures = 500;  // what a library loses of memory goes with the process
constexpr timeval kPatience{10, 0};      // of one turn; a picture takes 0.1 s

// A service that ends tells all its processes; those who draw end with the last picture of who asked for it.
void ignore_the_end(const void* /*none*/) {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::signal(signal, SIG_IGN);
}

std::string system_words() { return std::generic_category().message(errno); }

}  // namespace

class PainterProcess final : public geo::Drawer {
 public:
  PainterProcess() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
      throw NoDrawer("no pair of sockets for who draws: " + system_words());
    ours_ = geo::Descriptor(ends[0]);
    const geo::Descriptor theirs(ends[1]);
    ::setsockopt(ours_.get(), SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    ::setsockopt(ours_.get(), SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
    pid_ = start_child(theirs.get(), {kPainterCommand}, ignore_the_end, nullptr);
    if (pid_ < 0) throw NoDrawer("who draws could not be started: " + system_words());
  }
  ~PainterProcess() override {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  PainterProcess(const PainterProcess&) = delete;
  PainterProcess& operator=(const PainterProcess&) = delete;

  std::string draw(std::string_view calls) override {
    std::optional<std::string> answer;
    if (write_frame(ours_.get(), calls)) answer = read_frame(ours_.get());
    if (!answer || answer->empty()) throw NoDrawer("who draws has ended or takes too long");
    const auto how = static_cast<Drawn>(answer->front());
    answer->erase(0, 1);
    if (how != Drawn::well) throw std::runtime_error(*answer);
    return std::move(*answer);
  }

  bool may_draw_on() {
    if (++pictures_ > kMostPictures) return false;
    if (::waitpid(pid_, nullptr, WNOHANG) == 0) return true;
    pid_ = 0;
    return false;
  }

 private:
  geo::Descriptor ours_;
  pid_t pid_ = 0;
  unsigned pictures_ = 0;
};

PainterProcesses::PainterProcesses() : most_idle_(std::max(2U, std::thread::hardware_concurrency())) {}
PainterProcesses::~PainterProcesses() = default;

std::unique_ptr<geo::Drawer> PainterProcesses::lend() {
  while (true) {
    std::unique_ptr<PainterProcess> one;
    {
      const std::lock_guard lock(mutex_);
      if (idle_.empty()) break;
      one = std::move(idle_.back());
      idle_.pop_back();
    }
    if (one->may_draw_on()) return one;
  }
  return std::make_unique<PainterProcess>();
}

void PainterProcesses::take_back(std::unique_ptr<geo::Drawer> one) {
  auto* process = dynamic_cast<PainterProcess*>(one.get());
  const std::lock_guard lock(mutex_);
  if (process == nullptr || idle_.size() >= most_idle_) return;
  idle_.reserve(most_idle_);
  std::ignore = one.release();
  idle_.emplace_back(process);
}

}  // namespace yaad::server
