#include "server/session.hpp"

#include "server/answering.hpp"
#include "server/head_policy.hpp"
#include "server/overload.hpp"
#include "server/piece_maker.hpp"
#include "server/unsent_bodies.hpp"
#include "server/wire.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace yaad::server {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kWriteSlice = std::size_t{64} << 10U;
// A refused request's rest is read and dropped for this much, so that the answer is not lost to a reset (RFC 9112 section 9.6).
constexpr std::size_t kLingerBytes = std::size_t{256} << 10U;
constexpr std::chrono::seconds kLingerTime{1};

// The next part of head and body to be written, as two buffers of which either may be blank.
std::array<asio::const_buffer, 2> part_from(std::size_t sent, std::string_view head, std::string_view body) {
  const std::string_view rest_of_head = head.substr(std::min(sent, head.size()));
  const std::size_t sent_of_body = sent > head.size() ? sent - head.size() : 0;
  return {asio::buffer(rest_of_head), asio::buffer(body.substr(sent_of_body, kWriteSlice))};
}

// Slice by slice; whether the reader takes enough of it is for the sweep to see.
asio::awaitable<bool> write(Connection& c, std::string_view head, std::string_view body) {
  for (std::size_t sent = 0; sent < head.size() + body.size();) {
    const auto parts = part_from(sent, head, body);
    const auto [error, n] = co_await c.socket.async_write_some(parts, kAwait);
    if (error) co_return false;
    sent += n;
    c.sent += n;
  }
  co_return true;
}

// A piece as one chunk (RFC 9112 section 7.1); of a blank one, the last chunk.
std::string chunk_of(std::string_view piece) {
  std::array<char, 16> size{};
  const auto end = std::to_chars(size.data(), size.data() + size.size(), piece.size(), 16).ptr;
  return std::string(size.data(), end).append("\r\n").append(piece).append("\r\n");
}

// Piece by piece, each made while the one before it is written. In chunks where the length is not known; false when the
// body did not come to its end, which the other end then sees: no last chunk, or fewer bytes than were said.
asio::awaitable<bool> write_stream(Connection& c, const Service& service, std::string_view head,
                                   const std::shared_ptr<BodyStream>& stream, bool chunked) {
  PieceMaker pieces(c, service, stream);
  pieces.start();
  auto beginning = write(c, head, {});
  bool whole = co_await std::move(beginning);
  std::uint64_t bytes = 0;
  c.streaming = true;
  for (bool last = false; whole && !last;) {
    auto making = pieces.take();
    const std::optional<std::string> piece = co_await std::move(making);
    whole = piece.has_value();
    if (!whole) break;
    bytes += piece->size();
    last = piece->empty() || stream->length == bytes;
    // Whoever has read the last byte may ask for the next file at once: what this one held is free by then.
    if (last) stream->held.clear();
    else pieces.start();
    const std::string framed = chunked ? chunk_of(*piece) : std::string();
    auto writing = write(c, {}, chunked ? framed : *piece);
    whole = co_await std::move(writing);
  }
  c.streaming = false;
  co_return whole && (!stream->length || *stream->length == bytes);
}

asio::awaitable<void> linger(Connection& c) {
  boost::system::error_code ignored;
  c.socket.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  // Who is still reading the answer is given the time of a reader.
  c.wait_in(Phase::write, c.untaken() > 0 ? kWriteGrace : kLingerTime);
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
  if (refusal.status == 405) reply.set("Allow", std::string(kAllow));
  return reply;
}

// Drops the empty lines that some clients send before a request (RFC 9112 section 2.2).
void strip_leading_lines(std::string& bytes) {
  std::size_t n = 0;
  while (bytes.compare(n, 2, "\r\n") == 0) n += 2;
  bytes.erase(0, n);
}

// Reads until the bytes begin with a whole head or with what can be none; nothing when the client is gone.
asio::awaitable<std::optional<HeadProgress>> next_head(Connection& c, std::string& bytes, bool& ended) {
  while (true) {
    strip_leading_lines(bytes);
    const HeadProgress progress = find_head(bytes);
    if (!std::holds_alternative<std::monostate>(progress)) co_return progress;
    if (ended) co_return std::nullopt;
    const std::size_t had = bytes.size();
    bytes.resize(had + kReadBytes);
    const auto room = asio::buffer(bytes.data() + had, kReadBytes);
    const auto [error, n] = co_await c.socket.async_read_some(room, kAwait);
    bytes.resize(had + n);
    if (error == asio::error::eof) ended = true;
    else if (error) co_return std::nullopt;
    else if (c.phase == Phase::idle) c.wait_in(Phase::head, kHeadDeadline);  // once: trickled bytes buy no more time
  }
}

// The request at the beginning of the bytes, taken from them; or why it is refused.
std::optional<Refusal> take_request(const HeadProgress& progress, std::string& bytes, Request& request) {
  if (bytes.starts_with("HEAD ")) request.method = Method::head;  // also where the rest of the head is refused
  if (const auto* early = std::get_if<Refusal>(&progress)) return *early;
  const std::size_t size = std::get<std::size_t>(progress);
  auto read = read_head(std::string_view(bytes).substr(0, size));
  bytes.erase(0, size);
  if (const auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  request = std::get<Request>(std::move(read));
  return std::nullopt;
}

}  // namespace

asio::awaitable<void> run_session(std::shared_ptr<Connection> connection, const Service& service) {
  Connection& c = *connection;
  std::string bytes, head;  // their room is used again for each request
  bool ended = false;       // the client has sent its last byte
  for (unsigned served = 1; served <= kMaxRequestsPerConnection; ++served) {
    const bool idle = bytes.empty() && served > 1;
    c.wait_in(idle ? Phase::idle : Phase::head, idle ? kIdleDeadline : kHeadDeadline);
    const auto progress = co_await next_head(c, bytes, ended);
    if (!progress) co_return;

    Request request;
    const std::optional<Refusal> refusal = take_request(*progress, bytes, request);
    Reply reply;
    if (refusal) {
      service.metrics.count_refusal(RefusedFor::head);
      service.metrics.count_request("refused", refusal->status, {});
      reply = refusal_reply(*refusal);
    } else {
      auto answering = answered(c, service, request);
      reply = co_await std::move(answering);
    }
    reply.gzip_twin = nullptr;  // where the coding is gzip, it is the body by now
    const bool may_have_body = request.method != Method::head && reply.status != 304 && reply.status != 204;
    const bool has_body = may_have_body && reply.body;
    const bool chunked = reply.stream && !reply.stream->length && !request.http10;
    if (chunked) reply.set("Transfer-Encoding", "chunked");
    // A kept answer is shared by all who read it, and no more memory for one more of them.
    std::size_t own_bytes = has_body && reply.body.use_count() == 1 ? reply.body->capacity() : 0;
    if (own_bytes > 0) c.client = client_of(c.peer, request.forwarded_for, service.proxies);
    if (own_bytes > 0 && c.unsent_bodies != nullptr && !c.unsent_bodies->has_room_for(c, own_bytes)) {
      own_bytes = 0;
      service.metrics.count_refusal(RefusedFor::unsent);
      reply = busy_reply();
    }
    const UnsentBodies::Held held(c, own_bytes);
    // After a 500 the connection ends, since what broke is not known.
    const bool keep = (refusal ? !refusal->close : request.keep_alive) && reply.status != 500 && !c.draining &&
                      served < kMaxRequestsPerConnection && !(ended && bytes.empty());
    head.clear();
    append_head(head, reply, keep);
    const std::string_view body = has_body ? std::string_view(*reply.body) : std::string_view();
    c.wait_in(Phase::write, kWriteGrace);
    auto writing =
        may_have_body && reply.stream ? write_stream(c, service, head, reply.stream, chunked) : write(c, head, body);
    const bool written = co_await std::move(writing);
    if (!written && reply.stream) {
      // Without a last chunk this is an end that every reader takes for a fault; the reset says it to HTTP/1.0 too.
      boost::system::error_code ignored;
      c.socket.set_option(asio::socket_base::linger(true, 0), ignored);
    }
    reply.stream = nullptr;  // and with it what it holds, before the connection waits for anything else
    if (!written) co_return;
    if (!keep) {
      co_await linger(c);
      co_return;
    }
  }
}

}  // namespace yaad::server
