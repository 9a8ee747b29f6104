// The bytes of one file of a data folder, read once, and what they really are.
//
// Regular files directly in the folder only: no link, pipe, device or folder is followed or opened for long (O_NOFOLLOW,
// O_NONBLOCK, then fstat on what was opened). What is parsed is what was read: nothing looks at the path again.
#pragma once

#include "geo/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace yaad::geo {

// Text of fifty million rows and more; what is larger is no table of records.
inline constexpr std::size_t kMaxFileBytes = std::size_t{8} << 30;

// An open file or folder, closed with this object.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  int fd_;
};

// False when there is no such folder, or no leave to open it.
Descriptor open_folder(const std::string& folder);

// Empty when there is no such file; Error (unreadable) when there is one that cannot or must not be read.
Result<std::optional<std::string>> read_regular_file(const Descriptor& folder, const std::string& name);
Result<std::optional<std::string>> read_regular_file(const std::string& folder, const std::string& name);

// "a ZIP archive (a spreadsheet?)" where the first bytes say that a table is something else; empty otherwise.
std::string disguise(std::string_view bytes);

}  // namespace yaad::geo
