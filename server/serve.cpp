// `yaad serve`: loads, listens, says so, and drains on SIGTERM.
#include "geo/layer_reader.hpp"
#include "geo/projection.hpp"
#include "server/command_line.hpp"
#include "server/listener.hpp"
#include "server/load.hpp"
#include "server/router.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <iostream>
#include <thread>

namespace yaad::server {
namespace {

constexpr std::chrono::seconds kDrainPatience{10};
constexpr std::size_t kFindingsShown = 20;

Reply text_reply(unsigned status, std::string text) {
  Reply reply;
  reply.status = status;
  reply.set("Content-Type", "text/plain; charset=utf-8");
  reply.set("Cache-Control", "no-store");
  reply.body = shared(std::move(text));
  return reply;
}

// What operators ask, on a listener of its own so that a full public one does not hide it.
Reply ops_answer(const Request& request, const Edition& edition, const Metrics& metrics, bool draining) {
  if (request.path == "/healthz") return text_reply(200, "ok\n");
  if (request.path == "/readyz") return draining ? text_reply(503, "draining\n") : text_reply(200, "ready\n");
  if (request.path == "/metrics") {
    Reply reply = text_reply(200, metrics.text(edition));
    reply.set("Content-Type", "text/plain; version=0.0.4");
    return reply;
  }
  return problem({geo::Errc::not_found, "this listener answers /healthz, /readyz and /metrics", "", {}});
}

void print_findings(const std::vector<geo::Finding>& findings) {
  const auto shown = std::min(findings.size(), kFindingsShown);
  for (std::size_t i = 0; i < shown; ++i)
    std::cerr << (findings[i].severity == geo::Severity::warning ? "warning: " : "") << geo::to_text(findings[i])
              << '\n';
  if (shown < findings.size()) std::cerr << "… and " << findings.size() - shown << " more; yaad check lists all\n";
}

void print_loaded(const geo::Snapshot& data, const std::string& address, double seconds) {
  std::size_t refused = 0;
  for (const geo::FileAccount& file : data.report.files) refused += file.refused;
  std::cout << "Yaad at http://" << address << "/\n"
            << data.dataset.incidents.size() << " attacks, " << data.dataset.places.size() << " places, "
            << data.dataset.sources.size() << " passages, " << data.dataset.statistics.size() << " statistics; "
            << refused << " rows refused; version " << data.version << "; ready in " << static_cast<int>(seconds * 1000)
            << " ms" << std::endl;
}

}  // namespace

int serve(const ServeOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  if (const auto fault = geo::projection_self_test()) {
    std::cerr << "yaad serve: " << fault->detail << '\n';
    return kExitConfiguration;
  }
  Loaded loaded = load_folder(options.data, options.drafts);
  if (!loaded.snapshot) {
    std::cerr << "yaad serve: " << options.data << ": " << loaded.why << '\n';
    print_findings(loaded.findings);
    return loaded.unreadable ? kExitUnreadable : kExitDataErrors;
  }
  std::erase_if(loaded.findings, [](const geo::Finding& f) { return f.severity == geo::Severity::warning; });
  print_findings(loaded.findings);

  boost::asio::ip::tcp::endpoint endpoint, ops_endpoint;
  try {
    endpoint = parse_endpoint(options.listen);
    if (options.ops != "off") ops_endpoint = parse_endpoint(options.ops);
  } catch (const std::invalid_argument& error) {
    std::cerr << "yaad serve: " << error.what() << '\n';
    return kExitUsage;
  }

  const std::string url = options.public_url.empty() ? "http://" + options.listen : options.public_url;
  const Edition edition(loaded.snapshot, std::make_shared<const Site>(make_site(url)));
  Metrics metrics;
  std::atomic<bool> draining{false};
  const Handler handler = [&](const Request& request) {
    Reply reply;
    try {
      reply = answer(request, edition);
    } catch (const std::exception& error) {
      ++metrics.errors_total;
      std::cerr << "error in " << route_name(request.path) << ": " << error.what() << '\n';
      reply = problem(500, "internal", "Something broke here", "the fault is ours and has been noted");
    }
    metrics.count_request(route_name(request.path), reply.status);
    return reply;
  };
  const Handler ops_handler = [&](const Request& request) { return ops_answer(request, edition, metrics, draining); };

  std::string failing = options.listen;
  try {
    Listener listener({endpoint, options.threads ? options.threads : std::max(1U, std::thread::hardware_concurrency())},
                      handler, metrics);
    std::optional<Listener> ops;
    failing = options.ops;
    if (options.ops != "off") ops.emplace(ListenOptions{ops_endpoint, 1}, ops_handler, metrics);
    boost::asio::io_context signals_io;
    boost::asio::signal_set signals(signals_io, SIGTERM, SIGINT);
    listener.start();
    if (ops) ops->start();
    const auto bound = listener.endpoint();
    print_loaded(*loaded.snapshot,
                 (bound.address().is_v6() ? "[" + bound.address().to_string() + "]" : bound.address().to_string()) +
                     ":" + std::to_string(bound.port()),
                 std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
    signals.async_wait([&](const boost::system::error_code&, int) {
      draining = true;
      std::signal(SIGTERM, SIG_DFL);  // a second one ends at once
      std::signal(SIGINT, SIG_DFL);
    });
    signals_io.run();
    signals.clear();
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    std::cout << "draining" << std::endl;
    listener.drain(kDrainPatience);
  } catch (const boost::system::system_error& error) {
    std::cerr << "yaad serve: cannot listen on " << failing << " (" << error.code().message()
              << "); give another address with " << (failing == options.ops ? "--ops, or --ops off" : "--listen")
              << '\n';
    return error.code() == boost::system::errc::permission_denied ? kExitRights : kExitUnavailable;
  }
  return kExitDone;
}

}  // namespace yaad::server
