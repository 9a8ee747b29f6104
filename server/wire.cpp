#include "server/wire.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace yaad::server {
namespace {

std::string_view reason_of(unsigned status) {
  for (const auto& [known, words] : kReasons)
    if (known == status) return words;
  return {};
}

std::string date_of(std::time_t now) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm t{};
  gmtime_r(&now, &t);
  char text[40];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[static_cast<std::size_t>(t.tm_wday)],
                t.tm_mday, kMonths[static_cast<std::size_t>(t.tm_mon)], t.tm_year + 1900, t.tm_hour, t.tm_min,
                t.tm_sec);
  return text;
}

}  // namespace

std::string http_date() {
  // Written anew once a second: it is in every answer.
  thread_local std::time_t second = 0;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != second || text.empty()) text = date_of(second = now);
  return text;
}

std::string write_head(const Reply& reply, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(reply.status) + ' ';
  head += reason_of(reply.status);
  head += "\r\nDate: " + http_date() + "\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n";
  for (const auto& [name, value] : reply.fields) {
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
  }
  if (reply.status != 204 && reply.status != 304)
    head += "Content-Length: " + std::to_string(reply.body ? reply.body->size() : 0) + "\r\n";
  head += keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
  return head;
}

}  // namespace yaad::server
