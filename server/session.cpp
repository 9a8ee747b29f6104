#include "server/session.hpp"

#include "server/head_policy.hpp"
#include "server/wire.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>

namespace yaad::server {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t kReadBytes = 4096;
// A refused request's rest is read and dropped for this much, so that the answer is not lost to a reset (RFC 9112 section 9.6).
constexpr std::size_t kLingerBytes = std::size_t{256} << 10;
constexpr std::chrono::seconds kLingerTime{1};

void wait_in(Connection& c, Phase phase, std::chrono::seconds time) {
  c.phase = phase;
  c.since = Clock::now();
  c.deadline = c.since + time;
}

asio::awaitable<bool> write(Connection& c, const std::string& head, const std::shared_ptr<const std::string>& body) {
  const std::size_t size = head.size() + (body ? body->size() : 0);
  const auto time = kWriteGrace + std::chrono::seconds(size / kWriteBytesPerSecond);
  wait_in(c, Phase::write, std::min<std::chrono::seconds>(time, kLongestWrite));
  const std::array<asio::const_buffer, 2> parts{asio::buffer(head), body ? asio::buffer(*body) : asio::const_buffer()};
  const auto [error, written] = co_await asio::async_write(c.socket, parts, kAwait);
  co_return !error;
}

asio::awaitable<void> linger(Connection& c) {
  boost::system::error_code ignored;
  c.socket.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  wait_in(c, Phase::write, kLingerTime);
  std::array<char, kReadBytes> waste{};
  for (std::size_t read = 0; read < kLingerBytes;) {
    const auto room = asio::buffer(waste);
    const auto [error, n] = co_await c.socket.async_read_some(room, kAwait);
    if (error) break;
    read += n;
  }
}

Reply refusal_reply(const Refusal& refusal) {
  Reply reply = problem(refusal.status, "refused", "The request is refused", refusal.detail);
  if (refusal.status == 405) reply.set("Allow", "GET, HEAD, OPTIONS");
  return reply;
}

// Drops the empty lines that some clients send before a request (RFC 9112 section 2.2).
void strip_leading_lines(std::string& bytes) {
  std::size_t n = 0;
  while (bytes.compare(n, 2, "\r\n") == 0) n += 2;
  bytes.erase(0, n);
}

}  // namespace

asio::awaitable<void> run_session(std::shared_ptr<Connection> connection, const Handler& handler) {
  Connection& c = *connection;
  std::string bytes;
  bool ended = false;  // the client has sent its last byte
  for (unsigned served = 0; served < kMaxRequestsPerConnection; ++served) {
    HeadProgress progress;
    wait_in(c, bytes.empty() && served > 0 ? Phase::idle : Phase::head,
            bytes.empty() && served > 0 ? kIdleDeadline : kHeadDeadline);
    while (true) {
      strip_leading_lines(bytes);
      progress = find_head(bytes);
      if (!std::holds_alternative<std::monostate>(progress)) break;
      if (ended || (c.draining && bytes.empty())) co_return;
      const std::size_t had = bytes.size();
      bytes.resize(had + kReadBytes);
      const auto room = asio::buffer(bytes.data() + had, kReadBytes);
      const auto [error, n] = co_await c.socket.async_read_some(room, kAwait);
      bytes.resize(had + n);
      if (error == asio::error::eof) ended = true;
      else if (error) co_return;
      if (had == 0 && n > 0) wait_in(c, Phase::head, kHeadDeadline);
    }

    Reply reply;
    bool keep = true, head_only = false, refused = false;
    if (const auto* early = std::get_if<Refusal>(&progress)) {
      reply = refusal_reply(*early);
      refused = true;
    } else {
      const std::size_t size = std::get<std::size_t>(progress);
      const auto read = read_head(std::string_view(bytes).substr(0, size));
      bytes.erase(0, size);
      if (const auto* refusal = std::get_if<Refusal>(&read)) {
        reply = refusal_reply(*refusal);
        refused = refusal->close;
      } else {
        const Request& request = std::get<Request>(read);
        keep = request.keep_alive;
        head_only = request.method == Method::head;
        reply = handler(request);
        // The handler has caught what it could; a 500 ends the connection, since its state is not known to be good.
        keep = keep && reply.status != 500;
      }
    }
    keep = keep && !refused && !c.draining && served + 1 < kMaxRequestsPerConnection && !(ended && bytes.empty());
    const std::string head = write_head(reply, keep);
    const bool has_body = !head_only && reply.status != 304 && reply.status != 204;
    const auto body = has_body ? reply.body : nullptr;
    const bool written = co_await write(c, head, body);
    if (!written) co_return;
    if (!keep) {
      co_await linger(c);
      co_return;
    }
  }
}

}  // namespace yaad::server
