// An array that is appended to while an index is built and never changes after: plain values, aligned to cache lines,
// on huge pages where it is large: a walk of the index touches thousands of lines, and fewer misses of the TLB are worth
// 15 to 25 %; a build writes gigabytes, and half its time would go into faults of small pages.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace yaad::geo {

// NOLINTBEGIN(cppcoreguidelines-no-malloc): std::vector aligns as it likes, and fills what is written over.
template <class T>
class GrownArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  GrownArray() = default;
  GrownArray(GrownArray&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  GrownArray& operator=(GrownArray&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  GrownArray(const GrownArray&) = delete;
  GrownArray& operator=(const GrownArray&) = delete;
  ~GrownArray() { std::free(data_); }

  // Room for `count` more; what stands in it is zero.
  T* append(std::size_t count) {
    if (size_ + count > capacity_) grow(size_ + count);
    T* room = data_ + size_;
    // An array that has held nothing has no memory, and memset must not be given none, even for no bytes.
    if (count > 0) std::memset(static_cast<void*>(room), 0, count * sizeof(T));
    size_ += count;
    return room;
  }
  void push_back(const T& value) { std::memcpy(static_cast<void*>(append(1)), &value, sizeof(T)); }

  // The last step of a build: gives back what is not filled, and aligns. Copies small arrays only.
  void settle() {
    if (size_ == 0) return;
    const std::size_t bytes = size_ * sizeof(T);
    if (bytes < kHugePage) {
      move_to(kCacheLine, bytes);
    } else if (void* shrunk = std::realloc(static_cast<void*>(data_), bytes)) {
      data_ = static_cast<T*>(shrunk);
    }
    capacity_ = size_;
  }

  const T* data() const { return data_; }
  T* data() { return data_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  T& operator[](std::size_t i) { return data_[i]; }
  T& back() { return data_[size_ - 1]; }

 private:
  static constexpr std::size_t kCacheLine = 64;
  static constexpr std::size_t kHugePage = std::size_t{2} << 20;

  // A large array grows by a lot: room that is never written to is an address and no memory, while each move writes to
  // pages that the system has to clear, which was two thirds of a build.
  void grow(std::size_t needed) {
    const std::size_t some = needed + needed / 2 + 16, much = needed * 4;
    if (some * sizeof(T) < kHugePage) return move_to(kCacheLine, some * sizeof(T));
    try {
      move_to(kHugePage, much * sizeof(T));
    } catch (const std::bad_alloc&) {  // where addresses are counted
      move_to(kHugePage, some * sizeof(T));
    }
  }

  // To room of at least so many bytes.
  void move_to(std::size_t alignment, std::size_t bytes) {
    const std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
    auto* room = static_cast<T*>(std::aligned_alloc(alignment, rounded));
    if (room == nullptr) throw std::bad_alloc();
#ifdef __linux__
    if (alignment == kHugePage) madvise(static_cast<void*>(room), rounded, MADV_HUGEPAGE);  // a wish, not a need
#endif
    if (size_ > 0) std::memcpy(static_cast<void*>(room), data_, size_ * sizeof(T));
    std::free(data_);
    data_ = room;
    capacity_ = rounded / sizeof(T);
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};
// NOLINTEND(cppcoreguidelines-no-malloc)

}  // namespace yaad::geo
