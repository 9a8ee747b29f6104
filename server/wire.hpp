// The bytes of an answer's head: status line, what every answer carries, its own fields, length and connection.
// Field values are ours or percent-encoded: what a client sent never stands here as it came.
#pragma once

#include "server/reply.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace yaad::server {

// The statuses that are answered here; the words of RFC 9110 section 15 and RFC 6585.
inline constexpr std::array<std::pair<unsigned, std::string_view>, 19> kReasons{{
    {200, "OK"},
    {204, "No Content"},
    {206, "Partial Content"},
    {302, "Found"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {410, "Gone"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

std::string write_head(const Reply& reply, bool keep_alive);
// The same behind what stands in `out`, which may be room that is used again.
void append_head(std::string& out, const Reply& reply, bool keep_alive);
// The part of it that is the same whenever the answer is sent: its own fields and its length.
void append_fields(std::string& out, const Reply& reply);

// "Tue, 24 Nov 2026 16:00:00 GMT" (RFC 9110 section 5.6.7), from the wall clock; valid until
// this thread asks again.
const std::string& http_date();

}  // namespace yaad::server
