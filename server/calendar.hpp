// A calendar file (iCalendar, RFC 5545) of days of remembrance: one all-day event a record, each year.
// Only records that are known to the day: a less exact date has no day to remember it on.
#pragma once

#include "server/edition.hpp"

#include <span>
#include <string>
#include <string_view>

namespace yaad::server {

// The whole file, with CRLF and folded lines. `records` are those that are known to the day; `left_out` says how many
// others matched. About 700 bytes a record.
std::string calendar_of(const Edition& edition, std::span<const geo::IncidentIndex> records, std::size_t left_out);

// A property as a content line: text is escaped, and a line is folded at 75 bytes between letters, never inside one.
std::string text_line(std::string_view name, std::string_view text);

}  // namespace yaad::server
