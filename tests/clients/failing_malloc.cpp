// Preloaded into a server by memory.py: while it is told so, allocations fail, from the nth on and so many of them.
// It is told, and tells, by three numbers in a file that both have mapped.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

namespace {

struct Told {
  std::atomic<std::int64_t> first, length, made, failed;  // first 0: none fails
};
Told* told = nullptr;

bool fails() {
  if (told == nullptr) return false;
  const std::int64_t first = told->first.load();
  if (first == 0) return false;
  const std::int64_t n = ++told->made;
  if (n < first || n >= first + told->length.load()) return false;
  ++told->failed;
  errno = ENOMEM;
  return true;
}

[[gnu::constructor]] void begin() {
  const char* name = std::getenv("FAILING_MALLOC");
  const int file = name == nullptr ? -1 : open(name, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void* mapped = mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped != MAP_FAILED) told = static_cast<Told*>(mapped);
}

}  // namespace

extern "C" {
void* malloc(std::size_t size) { return fails() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) { return fails() ? nullptr : __libc_calloc(count, size); }
void* realloc(void* block, std::size_t size) { return fails() ? nullptr : __libc_realloc(block, size); }
void* memalign(std::size_t alignment, std::size_t size) { return fails() ? nullptr : __libc_memalign(alignment, size); }
void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }
int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  void* made = memalign(alignment, size);
  if (made == nullptr) return ENOMEM;
  *block = made;
  return 0;
}
}
