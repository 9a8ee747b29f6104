// What was begun on another thread comes back to its own: who waits for it would else wait for ever.
// Not for the threads of sockets: where there is no memory it sleeps until there is some.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <new>
#include <thread>

namespace yaad::server {

// Posts a copy of the function, and tries again for as long as that throws std::bad_alloc.
template <class Function>
void post_surely(const boost::asio::any_io_executor& executor, const Function& function) {
  while (true) {
    try {
      boost::asio::post(executor, function);
      return;
    } catch (const std::bad_alloc&) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
}

}  // namespace yaad::server
