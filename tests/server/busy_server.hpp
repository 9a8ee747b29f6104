// A listener whose work is done on a pool, and clients of many addresses, for tests of what only time shows.
// Each connection asks once and is closed by the server; all of it is gone with the object.
#pragma once

#include "server/listener.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <optional>
#include <sstream>
#include <string>

namespace yaad::test {

namespace asio = boost::asio;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

struct Busy {
  server::Metrics metrics;
  std::ostringstream said;
  server::Log log{said};
  asio::io_context io;
  std::optional<server::Listener> listener;

  explicit Busy(const server::Handler& handler, unsigned work_threads = 2,
                std::optional<server::Rate> rate = std::nullopt) {
    server::ListenOptions options;
    options.endpoint = server::parse_endpoint("127.0.0.1:0").value();
    options.work_threads = work_threads;
    options.rate = rate;
    listener.emplace(options, handler, metrics, log);
    listener->start();
  }
  // Of one of many addresses, since one holds at most 64.
  tcp::socket connect(int number) {
    tcp::socket socket(io, tcp::v4());
    socket.bind({asio::ip::address_v4(0x7f000002 + static_cast<unsigned>(number) / 50), 0});
    socket.connect(listener->endpoint());
    return socket;
  }
};

inline void ask(tcp::socket& socket, const std::string& path) {
  asio::write(socket, asio::buffer("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
}

inline std::string rest_of(tcp::socket& socket) {
  std::string answer;
  boost::system::error_code error;
  asio::read(socket, asio::dynamic_buffer(answer), error);
  return answer;
}

}  // namespace yaad::test
