// The answers of a server that has enough to do: what to say, and when to come again. Who is refused together is told
// different times, so that they do not come back together.
#pragma once

#include "server/export_slots.hpp"
#include "server/reply.hpp"

#include <chrono>

namespace yaad::server {

// 503, Retry-After 1 to 5 seconds.
Reply busy_reply();
// Of files, in half a minute: 503 where all slots are taken, 429 where this address has one.
Reply no_slot_reply(ExportSlots::Refusal why);
// 503 for what would take more of the processor than one answer may: to be asked in parts, or as a file.
Reply too_costly_reply();
// Of files, where memory is tight.
Reply no_memory_reply();
// 429, Retry-After that wait and 1 to 5 seconds more.
Reply too_many_reply(std::chrono::milliseconds wait);

}  // namespace yaad::server
