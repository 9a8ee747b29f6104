// What only a socket shows: order, closing, caps, a handler that throws, and the drain.
#include "server/listener.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

#include <sstream>
#include <stdexcept>
#include <thread>

using namespace yaad::server;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

const std::string kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

Reply text(std::string body) { return text_reply(200, std::move(body)); }

struct Running {
  Metrics metrics;
  std::ostringstream said;
  Log log{said};
  Listener listener;
  asio::io_context io;

  explicit Running(std::function<Reply(const Request&)> handler)
      : listener(
            options(), [handler](const Request& r, Effort) -> Answer { return handler(r); }, metrics, log) {
    listener.start();
  }
  static ListenOptions options() {
    ListenOptions two;
    two.endpoint = parse_endpoint("127.0.0.1:0").value();
    two.threads = 2;
    return two;
  }
  tcp::socket connect() {
    tcp::socket socket(io);
    socket.connect(listener.endpoint());
    return socket;
  }
};

// All that comes until the server closes.
std::string rest_of(tcp::socket& socket) {
  std::string answer;
  boost::system::error_code error;
  asio::read(socket, asio::dynamic_buffer(answer), error);
  return answer;
}

std::size_t count(std::string_view text_in, std::string_view part) {
  std::size_t n = 0;
  for (auto at = text_in.find(part); at != std::string_view::npos; at = text_in.find(part, at + 1)) ++n;
  return n;
}

bool send(tcp::socket& socket, std::string_view bytes) {
  boost::system::error_code error;
  asio::write(socket, asio::buffer(bytes), error);
  return !error;
}

}  // namespace

TEST_CASE("A18, A19: pipelined requests are answered in order, also after a half-close, and 1,000 end a connection") {
  Running server([](const Request& r) { return text(r.path + "\n"); });
  tcp::socket socket = server.connect();
  std::string requests;
  for (int i = 0; i < 1100; ++i) requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  std::thread writer([&] { send(socket, requests); });
  const std::string answer = rest_of(socket);
  writer.join();
  CHECK(count(answer, "HTTP/1.1 200 OK") == 1000);
  std::size_t at = 0;
  for (int i = 0; i < 1000; ++i) {
    at = answer.find("\r\n\r\n/" + std::to_string(i) + "\n", at);
    REQUIRE(at != std::string::npos);
  }
  tcp::socket half = server.connect();
  send(half, kGet + kGet);
  half.shutdown(tcp::socket::shutdown_send);
  CHECK(count(rest_of(half), "HTTP/1.1 200 OK") == 2);
}

TEST_CASE("A20: a request may come one byte at a time, after empty lines too") {
  Running server([](const Request&) { return text("ok"); });
  tcp::socket socket = server.connect();
  socket.set_option(tcp::no_delay(true));
  for (const char c : "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    if (c != '\0') REQUIRE(send(socket, {&c, 1}));
  CHECK(rest_of(socket).starts_with("HTTP/1.1 200 OK"));
}

TEST_CASE("A27: a handler that throws costs its own connection and nothing else") {
  Running server([](const Request& r) -> Reply {
    if (r.path == "/throw") throw std::runtime_error("planted");
    return text("ok");
  });
  tcp::socket other = server.connect(), socket = server.connect();
  send(socket, "GET /throw HTTP/1.1\r\nHost: a\r\n\r\n" + kGet);
  const std::string answer = rest_of(socket);
  CHECK(answer.starts_with("HTTP/1.1 500 "));
  CHECK(answer.find("Connection: close") != std::string::npos);
  CHECK(answer.find("planted") == std::string::npos);
  CHECK(count(answer, "HTTP/1.1 ") == 1);
  CHECK(server.metrics.errors_total == 1);
  send(other, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(rest_of(other).starts_with("HTTP/1.1 200 OK"));
}

TEST_CASE("B2: one address holds at most 64 connections, and may come again when one has gone") {
  Running server([](const Request&) { return text("ok"); });
  std::vector<tcp::socket> held;
  for (int i = 0; i < 64; ++i) {
    held.push_back(server.connect());
    std::string answer(12, ' ');
    send(held.back(), kGet);
    asio::read(held.back(), asio::buffer(answer));
    CHECK(answer == "HTTP/1.1 200");
  }
  tcp::socket refused = server.connect();
  send(refused, kGet);
  CHECK(rest_of(refused).empty());
  CHECK(server.metrics.refusals(RefusedFor::address) == 1);
  held.pop_back();
  for (int tries = 0; tries < 100 && server.metrics.connections_open > 63; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  tcp::socket again = server.connect();
  send(again, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(rest_of(again).starts_with("HTTP/1.1 200 OK"));
}

TEST_CASE("B3: a connection that sends no whole head is closed at its deadline") {
  Running server([](const Request&) { return text("ok"); });
  tcp::socket silent = server.connect(), slow = server.connect();
  const auto began = std::chrono::steady_clock::now();
  std::thread trickle([&] {  // each byte comes in time; the head as a whole does not
    for (const char c : std::string("GET / HTTP/1.1\r\nHost: aaaaaaaaaaaaaaaaaaaaaaaaaa")) {
      if (!send(slow, {&c, 1})) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
  });
  CHECK(rest_of(silent).empty());
  CHECK(rest_of(slow).empty());
  const auto took = std::chrono::steady_clock::now() - began;
  trickle.join();
  CHECK(took >= std::chrono::milliseconds(4900));
  CHECK(took < std::chrono::seconds(7));
}

TEST_CASE("N1: a drain ends idle connections at once and lets an answer in flight come whole") {
  const std::string large(8 << 20, 'x');
  Running server([&](const Request& r) { return text(r.path == "/large" ? large : "ok"); });
  tcp::socket idle = server.connect(), busy = server.connect();
  send(idle, kGet);
  std::string first(12, ' ');
  asio::read(idle, asio::buffer(first));
  send(busy, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  asio::read(busy, asio::buffer(first));
  const auto began = std::chrono::steady_clock::now();
  std::thread drain([&] { server.listener.drain(std::chrono::seconds(10)); });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const std::string rest = rest_of(busy);
  CHECK(rest.size() > large.size());
  CHECK(rest.ends_with("xxxx"));
  rest_of(idle);
  drain.join();
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
  CHECK(server.metrics.connections_open == 0);
}

TEST_CASE("N4: an address that is taken is an error at once, not a second listener on it") {
  Running server([](const Request&) { return text("ok"); });
  ListenOptions same;
  same.endpoint = server.listener.endpoint();
  const Handler other = [](const Request&, Effort) { return text("other"); };
  CHECK_THROWS_AS(Listener(same, other, server.metrics, server.log), boost::system::system_error);
}

namespace {

// A body of so many pieces, the last of which may fail.
Reply stream_of(int pieces, bool fails, std::optional<std::uint64_t> length = std::nullopt) {
  Reply reply = text_reply(200, "");
  reply.body = nullptr;
  const auto next = [pieces, fails, n = 0]() mutable -> std::string {
    if (n == pieces && fails) throw std::runtime_error("planted");
    return n++ < pieces ? std::string(1000, 'x') : std::string();
  };
  reply.stream = std::make_shared<BodyStream>(BodyStream{next, length});
  return reply;
}

}  // namespace

TEST_CASE("A body that is made while it is sent comes in chunks, and the connection goes on") {
  Running server([](const Request&) { return stream_of(3, false); });
  tcp::socket socket = server.connect();
  send(socket, kGet + "HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string answer = rest_of(socket);
  CHECK(count(answer, "HTTP/1.1 200 OK") == 3);
  CHECK(count(answer, "Transfer-Encoding: chunked\r\n") == 3);
  CHECK(count(answer, "Content-Length") == 0);
  CHECK(count(answer, "\r\n3e8\r\n") == 6);
  CHECK(count(answer, "\r\n0\r\n\r\n") == 2);
}

TEST_CASE("HTTP/1.0 has no chunks: the end of the connection is the end of the body") {
  Running server([](const Request&) { return stream_of(3, false); });
  tcp::socket socket = server.connect();
  send(socket, "GET / HTTP/1.0\r\n\r\n");
  const std::string answer = rest_of(socket);
  CHECK(answer.find("Transfer-Encoding") == std::string::npos);
  CHECK(answer.ends_with("\r\n\r\n" + std::string(3000, 'x')));
}

TEST_CASE("F8: a body that breaks in the middle never looks whole") {
  Running server(
      [](const Request& r) { return stream_of(3, true, r.path == "/length" ? std::optional(5000) : std::nullopt); });
  tcp::socket chunked = server.connect();
  send(chunked, kGet + kGet);
  const std::string answer = rest_of(chunked);
  CHECK(count(answer, "HTTP/1.1 ") <= 1);  // and nothing follows it
  CHECK(count(answer, "\r\n0\r\n") == 0);
  CHECK(server.metrics.errors_total == 1);
  tcp::socket counted = server.connect();
  send(counted, "GET /length HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(count(rest_of(counted), "x") < 5000);
  // Without chunks and without a length only a reset can say it.
  tcp::socket old = server.connect();
  send(old, "GET / HTTP/1.0\r\n\r\n");
  std::string bytes;
  boost::system::error_code error;
  asio::read(old, asio::dynamic_buffer(bytes), error);
  CHECK(error == asio::error::connection_reset);
}
