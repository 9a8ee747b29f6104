// `yaad serve`: loads, listens, says so, and drains on SIGTERM.
#include "geo/layer_reader.hpp"
#include "geo/projection.hpp"
#include "server/command_line.hpp"
#include "server/descriptors.hpp"
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

// What operators ask, on a listener of its own so that a full public one does not hide it.
Reply ops_answer(const Request& request, const Edition& edition, const Metrics& metrics, bool draining) {
  if (request.method == Method::other || request.method == Method::options) {
    Reply reply = text_reply(405, "only GET and HEAD are answered\n");
    reply.set("Allow", "GET, HEAD");
    return reply;
  }
  if (request.path == "/healthz") return text_reply(200, "ok\n");
  if (request.path == "/readyz") return draining ? text_reply(503, "draining\n") : text_reply(200, "ready\n");
  if (request.path == "/metrics") {
    Reply reply = text_reply(200, metrics.text(edition));
    reply.set("Content-Type", "text/plain; version=0.0.4");
    return reply;
  }
  return text_reply(404, "this listener answers /healthz, /readyz and /metrics\n");
}

ListenOptions listen_options(const ServeOptions& options, const boost::asio::ip::tcp::endpoint& endpoint,
                             unsigned threads) {
  ListenOptions listen;
  listen.endpoint = endpoint;
  listen.threads = threads;
  listen.work_threads = threads;
  const std::size_t descriptors = raise_descriptor_limit(), own = kOwnDescriptors + std::size_t{8} * threads;
  listen.most_connections = std::min(kMaxConnections, descriptors > own ? descriptors - own : 1);
  if (listen.most_connections < kMaxConnections)
    std::cerr << "yaad serve: at most " << listen.most_connections << " connections, since the system grants "
              << descriptors << " descriptors; raise them with ulimit -n\n";
  if (options.rate) listen.rate = Rate();
  listen.proxies = TrustedProxies::parse(options.trusted_proxies).value();
  listen.server_timing = options.server_timing;
  listen.log_requests = options.log_requests;
  return listen;
}

// The default address may be another program's: the map matters more. One that was asked for must be had.
void listen_for_operators(std::optional<Listener>& ops, const ServeOptions& options,
                          const boost::asio::ip::tcp::endpoint& endpoint, const Handler& handler, Metrics& metrics,
                          Log& log) {
  ListenOptions listen;
  listen.endpoint = endpoint;
  try {
    ops.emplace(listen, handler, metrics, log);
  } catch (const boost::system::system_error& error) {
    if (options.ops_asked) throw;
    std::cerr << "yaad serve: no /metrics and no /readyz: " << options.ops << " cannot be had ("
              << error.code().message() << "); give another address with --ops, or --ops off\n";
  }
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
  const auto endpoint = parse_endpoint(options.listen);
  const auto ops_endpoint = parse_endpoint(options.ops == "off" ? "127.0.0.1:0" : options.ops);
  if (!endpoint || !ops_endpoint) {
    std::cerr << "yaad serve: " << (endpoint ? ops_endpoint.error().detail : endpoint.error().detail) << '\n';
    return kExitUsage;
  }
  if (const auto fault = geo::projection_self_test()) {
    std::cerr << "yaad serve: " << fault->detail << '\n';
    return kExitConfiguration;
  }
  Loaded loaded = load_folder(options.data, options.drafts,
                              [](const std::string& line) { std::cerr << "yaad serve: " << line << std::endl; });
  if (!loaded.snapshot) {
    std::cerr << "yaad serve: " << options.data << ": " << loaded.why << '\n';
    print_findings(loaded.findings);
    return loaded.unreadable ? kExitUnreadable : kExitDataErrors;
  }
  std::erase_if(loaded.findings, [](const geo::Finding& f) { return f.severity == geo::Severity::warning; });
  print_findings(loaded.findings);

  forbid_core_dump();
  Log log(std::cerr);
  Metrics metrics, ops_metrics;
  std::atomic<bool> draining{false};
  std::optional<Edition> edition;  // made once the port is known, before anything is answered
  const Handler handler = [&](const Request& request, Effort effort) -> Answer {
    return effort == Effort::whole ? answer(request, *edition) : answer_at_once(request, *edition);
  };
  const Handler ops_handler = [&](const Request& request, Effort) {
    return ops_answer(request, *edition, metrics, draining);
  };
  const unsigned threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  std::string_view failing = "--listen";
  try {
    Listener listener(listen_options(options, *endpoint, threads), handler, metrics, log);
    std::optional<Listener> ops;
    failing = "--ops (or --ops off)";
    if (options.ops != "off") listen_for_operators(ops, options, *ops_endpoint, ops_handler, ops_metrics, log);
    const std::string address = to_text(listener.endpoint());
    const std::string url = options.public_url.empty() ? "http://" + address : options.public_url;
    edition.emplace(loaded.snapshot, std::make_shared<const Site>(make_site(url)));
    boost::asio::io_context signals_io;
    boost::asio::signal_set signals(signals_io, SIGTERM, SIGINT);
    listener.start();
    if (ops) ops->start();
    print_loaded(*loaded.snapshot, address,
                 std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
    signals.async_wait([&](const boost::system::error_code&, int) { draining = true; });
    signals_io.run();
    signals.clear();  // a second one ends the program at once
    std::cout << "draining" << std::endl;
    std::this_thread::sleep_for(std::chrono::seconds(options.drain_delay_s));
    listener.drain(kDrainPatience);
  } catch (const boost::system::system_error& error) {
    std::cerr << "yaad serve: cannot listen on " << (failing == "--listen" ? options.listen : options.ops) << " ("
              << error.code().message() << "); give another address with " << failing << '\n';
    return error.code() == boost::system::errc::permission_denied ? kExitRights : kExitUnavailable;
  }
  return kExitDone;
}

}  // namespace yaad::server
