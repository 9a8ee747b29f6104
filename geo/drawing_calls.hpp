// The calls of a drawing as bytes, from a Canvas to who draws: each a byte for what it is and then its arguments, numbers
// as this machine has them (both sides are one program). A batch of calls has one answer, that of its last call.
#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace yaad::geo {

enum class DrawingCall : std::uint8_t {
  begin,  // a new picture: forgets the one before
  speak,
  move_to,
  line_to,
  close,
  arc,
  rounded,
  rectangle,
  fill,
  stroke,
  clip,
  unclip,
  write,  // answers the height, a double
  write_at,
  width_of,  // answers the width, a double
  png,       // answers the file
};

// Who draws: here (Painter), or in a process of its own.
class Drawer {
 public:
  Drawer() = default;
  virtual ~Drawer() = default;
  Drawer(const Drawer&) = delete;
  Drawer& operator=(const Drawer&) = delete;

  // Carries out whole calls in their order; the answer of the last, empty where it has none. Throws std::runtime_error
  // where they cannot be read or drawn.
  virtual std::string draw(std::string_view calls) = 0;
};

template <class T>
void put_argument(std::string& calls, const T& value) {
  if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    const std::string_view text(value);
    put_argument(calls, static_cast<std::uint32_t>(text.size()));
    calls += text;
  } else {
    static_assert(std::is_trivially_copyable_v<T>);
    calls.append(reinterpret_cast<const char*>(&value), sizeof(T));
  }
}

// Takes them back in the same order; what ends too early is thrown as std::runtime_error.
class DrawingReader {
 public:
  explicit DrawingReader(std::string_view calls) : rest_(calls) {}
  bool at_end() const { return rest_.empty(); }

  template <class T>
  T take() {
    T value;
    std::memcpy(&value, bytes(sizeof(T)).data(), sizeof(T));
    return value;
  }
  std::string_view text() { return bytes(take<std::uint32_t>()); }

 private:
  std::string_view bytes(std::size_t count) {
    if (count > rest_.size()) throw std::runtime_error("a drawing ends within a call");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::string_view rest_;
};

}  // namespace yaad::geo
