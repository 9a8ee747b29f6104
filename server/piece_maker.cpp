#include "server/piece_maker.hpp"

#include "server/post_surely.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <utility>

namespace yaad::server {
namespace {

namespace asio = boost::asio;

std::optional<std::string> made(const Service& service, const BodyStream& stream) {
  try {
    return stream.next();
  } catch (const std::exception& error) {
    ++service.metrics.errors_total;
    service.log.line("error", "stream_failed", {{"what", error.what()}});
    return std::nullopt;
  }
}

}  // namespace

// Written by the pool before it is said to be ready, on the connection's thread; read there after.
struct PieceMaker::Making {
  std::optional<std::string> piece;
  bool ready = false;
};

struct PieceMaker::Waiter {
  std::function<void()> resume;  // of whoever asked before it was ready
};

PieceMaker::PieceMaker(Connection& connection, const Service& service, std::shared_ptr<BodyStream> stream)
    : executor_(connection.socket.get_executor()), service_(service), stream_(std::move(stream)) {}

void PieceMaker::start() {
  making_ = std::make_shared<Making>();
  WorkPool* pool = service_.export_pool;
  if (pool == nullptr) {
    *making_ = {made(service_, *stream_), true};
    return;
  }
  auto waiter = std::make_shared<Waiter>();
  waiter_ = waiter;
  const auto work = [executor = executor_, &service = service_, stream = stream_, making = making_,
                     waiter = std::move(waiter)]() mutable {
    making->piece = made(service, *stream);
    const auto come_back = [making = std::move(making), waiter = std::move(waiter)] {
      making->ready = true;
      if (waiter->resume) waiter->resume();
    };
    post_surely(executor, come_back);
  };
  if (!pool->submit(Work::file, work)) making_->ready = true;  // it stops: the body ends here, and not as a whole one
}

asio::awaitable<std::optional<std::string>> PieceMaker::take() {
  if (!making_->ready) {
    auto initiation = [waiter = waiter_.lock()](auto handler) {
      const auto held = std::make_shared<decltype(handler)>(std::move(handler));
      waiter->resume = [held] { (*held)(); };
    };
    auto until_ready =
        asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiation), asio::use_awaitable);
    co_await std::move(until_ready);
  }
  co_return std::move(making_->piece);
}

}  // namespace yaad::server
