// Some memory kept aside. Where the system refuses memory the reserve is given up and what was asked for is had after
// all: a library in the middle of a step cannot be stopped there without harm. Once it is used, work waits a moment for
// others to give memory back, and breaks (std::bad_alloc) only then.
#pragma once

#include <cstddef>

namespace yaad::server {

inline constexpr std::size_t kMemoryReserve = std::size_t{16} << 20;  // what a hundred answers take while they are made

// From here on `new` uses it. Called again, it is taken anew where it was used; false when there is no memory for it yet.
bool keep_memory_reserve();

// For the threads of sockets: there `new` waits for two seconds, longer than for any work, which breaks first and gives
// back what it holds. Asio ends the program where it has no memory to take a coroutine apart.
void wait_longer_for_memory();

}  // namespace yaad::server
