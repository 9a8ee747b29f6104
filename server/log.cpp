#include "server/log.hpp"

#include <algorithm>
#include <new>
#include <ostream>
#include <string>

namespace yaad::server {
namespace {

constexpr std::size_t kLongestValue = 500;  // a message of a library may carry a whole file

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-' || c == '/' || c == ':';
}

void add(std::string& line, std::string_view name, std::string_view value) {
  line += ' ';
  line += name;
  line += '=';
  if (!value.empty() && std::all_of(value.begin(), value.end(), is_plain) && value.size() <= kLongestValue) {
    line += value;
    return;
  }
  line += '"';
  for (const char c : value.substr(0, kLongestValue)) {
    if (c == '"' || c == '\\') line += '\\';
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      line += c;
    } else {
      line += "\\x";
      line += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4U];
      line += "0123456789abcdef"[static_cast<unsigned char>(c) & 15U];
    }
  }
  line += '"';
}

}  // namespace

void Log::line(std::string_view level, std::string_view event, Fields fields, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (now - second_ >= std::chrono::seconds(1)) {
    second_ = now;
    in_second_ = 0;
  }
  if (in_second_ >= most_) {
    ++suppressed_;
    return;
  }
  ++in_second_;
  try {
    std::string text = "level=" + std::string(level);
    add(text, "event", event);
    for (const auto& [name, value] : fields) add(text, name, value);
    if (suppressed_ > 0) add(text, "suppressed", std::to_string(suppressed_));
    out_ << text << std::endl;
    suppressed_ = 0;
  } catch (const std::bad_alloc&) {  // what broke for want of memory must not break on saying so
    ++suppressed_;
  }
}

}  // namespace yaad::server
