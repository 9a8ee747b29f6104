#include "server/ops.hpp"

namespace yaad::server {
namespace {

Reply readiness(const OpsView& view) {
  if (view.draining) return text_reply(503, "draining\n");
  return text_reply(200, view.reloads.state() + '\n');
}

std::string metrics(const OpsView& view) {
  const std::size_t alive = view.editions.alive();
  return view.metrics.text(*view.editions.now()) + view.reloads.metrics() +
         "# TYPE yaad_editions_alive gauge\nyaad_editions_alive " + std::to_string(alive) + '\n';
}

}  // namespace

Reply ops_answer(const Request& request, const OpsView& view) {
  if (request.method == Method::other || request.method == Method::options) {
    Reply reply = text_reply(405, "only GET and HEAD are answered\n");
    reply.set("Allow", "GET, HEAD");
    return reply;
  }
  if (request.path == "/healthz") return text_reply(200, "ok\n");
  if (request.path == "/readyz") return readiness(view);
  if (request.path == "/metrics") {
    Reply reply = text_reply(200, metrics(view));
    reply.set("Content-Type", "text/plain; version=0.0.4");
    return reply;
  }
  return text_reply(404, "this listener answers /healthz, /readyz and /metrics\n");
}

}  // namespace yaad::server
