#include "server/overload.hpp"

#include <random>

namespace yaad::server {
namespace {

constexpr int kLeastSeconds = 1, kMostSeconds = 5;

std::int64_t jittered_seconds() {
  thread_local std::minstd_rand dice(std::random_device{}());
  return std::uniform_int_distribution<std::int64_t>(kLeastSeconds, kMostSeconds)(dice);
}

Reply refused_for(std::int64_t seconds, Reply reply) {
  reply.set("Retry-After", std::to_string(seconds));
  return reply;
}

}  // namespace

Reply busy_reply() {
  return refused_for(jittered_seconds(), problem(503, "busy", "The server is busy",
                                                 "too many answers are waiting to be made or read; ask again"));
}

Reply no_slot_reply(ExportSlots::Refusal why) {
  if (why == ExportSlots::Refusal::one_a_client)
    return refused_for(kExportRetrySeconds, problem(429, "too-many", "Too many requests",
                                                    "this address has a file under way; ask again when it is there"));
  return refused_for(kExportRetrySeconds, problem(503, "busy", "The server is busy",
                                                  "as many files as can be made at once are under way; ask again"));
}

Reply too_costly_reply() {
  return refused_for(
      kExportRetrySeconds,
      problem(503, "too-costly", "This asks for too much at once",
              "so many records cannot be read for one answer: narrow it in time or place, leave a filter "
              "out, or take the whole file (f=csv, f=geojsonl)"));
}

Reply no_memory_reply() {
  return refused_for(kExportRetrySeconds,
                     problem(503, "busy", "The server is busy",
                             "there is no memory to make files with; the map and its data are answered"));
}

Reply too_many_reply(std::chrono::milliseconds wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  return refused_for(
      seconds + jittered_seconds(),
      problem(429, "too-many", "Too many requests", "one address asks for more than its share; ask again later"));
}

}  // namespace yaad::server
