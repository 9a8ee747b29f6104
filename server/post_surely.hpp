// What was begun elsewhere must come back to its own thread: who waits for it would wait for ever.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <new>
#include <thread>

namespace yaad::server {

// Posts the function; for want of memory it tries again until there is some. Not for threads of sockets: it sleeps.
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
