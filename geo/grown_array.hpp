// An array that is appended to while an index is built and never changes after: plain values, aligned to cache lines,
// on huge pages where it is large (a walk of the index touches thousands of lines; fewer misses of the TLB are worth
// 15 to 25 %). Growing moves pages, not bytes, where the C library can (realloc over mremap).
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

// NOLINTBEGIN(cppcoreguidelines-no-malloc): std::vector copies where realloc moves pages, and aligns as it likes.
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

  // The last step of a build: exact size, aligned. Costs one copy.
  void settle() {
    if (size_ == 0) return;
    const std::size_t bytes = size_ * sizeof(T);
    const std::size_t alignment = bytes >= kHugePage ? kHugePage : kCacheLine;
    const std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
    auto* settled = static_cast<T*>(std::aligned_alloc(alignment, rounded));
    if (settled == nullptr) throw std::bad_alloc();
#ifdef __linux__
    if (bytes >= kHugePage) madvise(static_cast<void*>(settled), rounded, MADV_HUGEPAGE);  // a wish, not a need
#endif
    std::memcpy(static_cast<void*>(settled), data_, bytes);
    std::free(data_);
    data_ = settled;
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

  void grow(std::size_t needed) {
    const std::size_t capacity = needed + needed / 2 + 16;
    auto* moved = static_cast<T*>(std::realloc(static_cast<void*>(data_), capacity * sizeof(T)));
    if (moved == nullptr) throw std::bad_alloc();
    data_ = moved;
    capacity_ = capacity;
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};
// NOLINTEND(cppcoreguidelines-no-malloc)

}  // namespace yaad::geo
