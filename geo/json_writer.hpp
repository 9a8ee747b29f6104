// Writes JSON to a string, in order, without a tree. Numbers through to_chars: locale-free and shortest.
//
// `<`, `>`, `&`, U+2028 and U+2029 are written as \uXXXX, so the text is safe inside a <script> element too.
// Misuse (a value where a key belongs) is our bug and asserts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yaad::geo {

// A finite number with at most 7 decimals, no exponent and no "-0".
void append_number(std::string& out, double number);

class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth);
  JsonWriter& value(std::uint64_t number);
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(std::uint32_t number) { return value(std::uint64_t{number}); }
  JsonWriter& value(int number) { return value(std::int64_t{number}); }
  // Finite only; at most 7 decimals (about a centimetre on the ground).
  JsonWriter& value(double number);
  JsonWriter& null();

  // key and value in one; an empty optional is left out.
  template <class T>
  JsonWriter& member(std::string_view name, const T& v) {
    key(name);
    return value(v);
  }
  template <class T>
  JsonWriter& member(std::string_view name, const std::optional<T>& v) {
    return v ? member(name, *v) : *this;
  }
  // Left out when blank.
  JsonWriter& text_member(std::string_view name, std::string_view text) {
    return text.empty() ? *this : member(name, text);
  }

  const std::string& text() const { return out_; }
  // What has been written since the last time, for answers that are sent while they are written.
  std::string take() { return std::exchange(out_, {}); }

 private:
  void separate();

  std::string out_;
  std::vector<bool> first_{true};  // per open container: nothing written yet
  bool after_key_ = false;
};

}  // namespace yaad::geo
