#include "server/memory_reserve.hpp"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <new>
#include <thread>

namespace yaad::server {
namespace {

constexpr int kMostWaits = 50, kMostWaitsOfLoops = 2000;
constexpr std::chrono::milliseconds kWait{1};

thread_local int most_waits = kMostWaits;

std::atomic<void*> reserve{nullptr};

// Called by `new` until there is memory, or this throws.
void find_memory() {
  thread_local int waits = 0;
  if (void* block = reserve.exchange(nullptr)) {
    std::free(block);  // NOLINT(cppcoreguidelines-no-malloc): `new` would ask for memory here
    waits = 0;
    return;
  }
  if (++waits >= most_waits) {
    waits = 0;
    throw std::bad_alloc();
  }
  std::this_thread::sleep_for(kWait);
}

}  // namespace

void wait_longer_for_memory() { most_waits = kMostWaitsOfLoops; }

bool keep_memory_reserve() {
  std::set_new_handler(find_memory);
  if (reserve.load() != nullptr) return true;
  void* none = nullptr;
  // NOLINTBEGIN(cppcoreguidelines-no-malloc): `new` would wait for this very memory
  void* block = std::malloc(kMemoryReserve);
  if (block != nullptr && !reserve.compare_exchange_strong(none, block)) std::free(block);
  // NOLINTEND(cppcoreguidelines-no-malloc)
  return block != nullptr;
}

}  // namespace yaad::server
