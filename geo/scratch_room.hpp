// Room for plain values that are not set before they are written: in the object itself while few are wanted, else of the
// heap. For what is made and dropped within one answer, where asking for some kilobytes costs as much as filling them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace yaad::geo {

template <class T, std::size_t N>
class ScratchRoom {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): to be written by who asked for it
  explicit ScratchRoom(std::size_t count) : size_(N) { grow(count, 0); }
  ~ScratchRoom() = default;
  ScratchRoom(const ScratchRoom&) = delete;
  ScratchRoom& operator=(const ScratchRoom&) = delete;

  // To room for `count`; the first `kept` stay as they are.
  void grow(std::size_t count, std::size_t kept) {
    if (count <= size_) return;
    auto room = std::make_unique_for_overwrite<T[]>(count);  // NOLINT(modernize-avoid-c-arrays)
    std::copy(data(), data() + kept, room.get());
    heap_ = std::move(room);
    size_ = count;
  }

  std::size_t size() const { return size_; }
  T* data() { return heap_ ? heap_.get() : within_.data(); }
  const T* data() const { return heap_ ? heap_.get() : within_.data(); }

 private:
  std::array<T, N> within_;
  std::size_t size_;
  std::unique_ptr<T[]> heap_;  // NOLINT(modernize-avoid-c-arrays)
};

}  // namespace yaad::geo
