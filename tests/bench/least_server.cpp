// The least that a server could do: one call to read, one to write the same bytes again and again, and no look at either.
// No server that reads requests is faster, so what it reaches beside the same client says how far one could get.
//
//   least_server PORT THREADS ANSWER_FILE     on 127.0.0.1, until it is killed
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace {

void need(bool held, const char* what) {
  if (held) return;
  std::perror(what);
  std::exit(1);
}

void watch(int loop, int descriptor, std::uint32_t events) {
  epoll_event event{events, {}};
  event.data.fd = descriptor;
  need(epoll_ctl(loop, EPOLL_CTL_ADD, descriptor, &event) == 0, "epoll_ctl");
}

int listen_on(std::uint16_t port) {
  const int on = 1, acceptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  need(setsockopt(acceptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0, "SO_REUSEADDR");
  need(setsockopt(acceptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0, "SO_REUSEPORT");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  need(bind(acceptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "bind");
  need(listen(acceptor, SOMAXCONN) == 0, "listen");
  return acceptor;
}

// An answer that does not fit into the system's room at once would need more than one call: it is an error here.
void answer(int descriptor, const std::string& bytes) {
  std::array<char, 4096> request{};
  if (recv(descriptor, request.data(), request.size(), 0) <= 0) {
    close(descriptor);
    return;
  }
  const ssize_t sent = send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  need(sent < 0 || static_cast<std::size_t>(sent) == bytes.size(), "an answer did not fit");
}

void serve(std::uint16_t port, const std::string& bytes) {
  const int loop = epoll_create1(0), acceptor = listen_on(port), on = 1;
  watch(loop, acceptor, EPOLLIN);
  std::array<epoll_event, 512> events{};
  while (true) {
    const int ready = epoll_wait(loop, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < ready; ++i) {
      const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
      if (descriptor != acceptor) {
        answer(descriptor, bytes);
        continue;
      }
      for (int guest = 0; (guest = accept4(acceptor, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
        setsockopt(guest, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(loop, guest, EPOLLIN | EPOLLET);
      }
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fputs("least_server PORT THREADS ANSWER_FILE\n", stderr);
    return 64;
  }
  std::ifstream file(arguments[3], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto port = static_cast<std::uint16_t>(std::strtoul(arguments[1], nullptr, 10));
  std::vector<std::jthread> threads;
  for (auto left = std::strtoul(arguments[2], nullptr, 10); left > 0; --left) threads.emplace_back(serve, port, bytes);
}
