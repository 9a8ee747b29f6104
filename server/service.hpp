// What all connections of one listener share: who answers, who counts, and what is granted to one client.
// Made by the listener, which outlives its connections; knows no socket.
#pragma once

#include "server/answer.hpp"
#include "server/client_address.hpp"
#include "server/export_slots.hpp"
#include "server/host_names.hpp"
#include "server/log.hpp"
#include "server/metrics.hpp"
#include "server/rate_limiter.hpp"
#include "server/work_pool.hpp"

#include <chrono>

namespace yaad::server {

// Of the processor, for one answer: more, and one client would have more of the machine than its share. A file has none,
// but a slot.
inline constexpr std::chrono::milliseconds kWorkBudget{100};

struct Service {
  Handler handler;
  Metrics& metrics;
  Log& log;
  TrustedProxies proxies;
  HostNames hosts = {};
  WorkPool* pool = nullptr;  // none: all work is done on the thread of the socket
  // Of files: as many threads as slots, so that none of them waits for another. None: they are made in `pool`, if any.
  WorkPool* export_pool = nullptr;
  ExportSlots* slots = nullptr;    // none: as many as are asked for
  RateLimiter* limiter = nullptr;  // none: everyone may ask at will
  std::chrono::milliseconds work_budget = kWorkBudget;
  bool server_timing = false;  // say in every answer how long it took
  bool log_requests = false;   // a line for each: route, status, bytes, time
};

}  // namespace yaad::server
