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

}  // namespace

const std::string& http_date() {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  // Written once a second and thread: it costs as much as all other fields together.
  thread_local std::time_t written = -1;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now == written) return text;
  std::tm t{};
  gmtime_r(&now, &t);
  char line[40];
  std::snprintf(line, sizeof line, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[static_cast<std::size_t>(t.tm_wday)],
                t.tm_mday, kMonths[static_cast<std::size_t>(t.tm_mon)], t.tm_year + 1900, t.tm_hour, t.tm_min,
                t.tm_sec);
  text = line;
  written = now;
  return text;
}

void append_fields(std::string& out, const Reply& reply) {
  for (const auto& [name, value] : reply.fields) out.append(name).append(": ").append(value).append("\r\n");
  if (reply.status == 204 || reply.status == 304) return;
  if (reply.stream && !reply.stream->length) return;  // in chunks, or up to the end of the connection
  const std::uint64_t size = reply.stream ? *reply.stream->length : reply.body ? reply.body->size() : 0;
  out.append("Content-Length: ").append(std::to_string(size)).append("\r\n");
}

void append_head(std::string& out, const Reply& reply, bool keep_alive) {
  out.append("HTTP/1.1 ").append(std::to_string(reply.status)).append(1, ' ').append(reason_of(reply.status));
  out.append("\r\nDate: ").append(http_date());
  out.append("\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n");
  if (reply.ready_fields) {
    out.append(*reply.ready_fields);
    for (const auto& [name, value] : reply.fields) out.append(name).append(": ").append(value).append("\r\n");
  } else {
    append_fields(out, reply);
  }
  out.append(keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
}

std::string write_head(const Reply& reply, bool keep_alive) {
  std::string head;
  append_head(head, reply, keep_alive);
  return head;
}

}  // namespace yaad::server
