// Makes the pieces of a body on the pool, one ahead of the one that is being written: neither waits for the other, and a
// body of any size needs the memory of two pieces.
// Used by the thread of its connection only; what the pool still holds of it may outlive both.
#pragma once

#include "server/connection.hpp"
#include "server/service.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>

namespace yaad::server {

class PieceMaker {
 public:
  // The service outlives the pool's work.
  PieceMaker(Connection& connection, const Service& service, std::shared_ptr<BodyStream> stream);

  // Begins to make the next piece. Not while one is being made, and not after a blank one.
  void start();
  // The piece that was begun last: blank after the last of the body, nothing when it broke, which is noted.
  boost::asio::awaitable<std::optional<std::string>> take();

 private:
  struct Making;
  struct Waiter;
  boost::asio::any_io_executor executor_;
  const Service& service_;
  std::shared_ptr<BodyStream> stream_;
  std::shared_ptr<Making> making_;
  std::weak_ptr<Waiter> waiter_;  // held by the work alone: what waits for work that is dropped goes with it
};

}  // namespace yaad::server
