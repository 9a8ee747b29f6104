// What operators and their monitors ask, on a listener of its own so that a full public one does not hide it.
// Answers /healthz, /readyz and /metrics; nothing here is for readers, and nothing of what they asked is shown.
#pragma once

#include "server/editions.hpp"
#include "server/metrics.hpp"
#include "server/reply.hpp"
#include "server/request.hpp"

#include <atomic>

namespace yaad::server {

struct OpsView {
  const Editions& editions;
  const ReloadLog& reloads;
  const Metrics& metrics;
  const std::atomic<bool>& draining;
};

Reply ops_answer(const Request& request, const OpsView& view);

}  // namespace yaad::server
