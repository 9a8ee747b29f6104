// `yaad serve`: loads, listens, says so, and drains on SIGTERM.
#include "geo/layer_reader.hpp"
#include "geo/projection.hpp"
#include "server/command_line.hpp"
#include "server/descriptors.hpp"
#include "server/listener.hpp"
#include "server/load.hpp"
#include "server/memory_reserve.hpp"
#include "server/memory_watch.hpp"
#include "server/ops.hpp"
#include "server/reloader.hpp"
#include "server/router.hpp"
#include "server/supervisor.hpp"
#include "server/temporary_folder.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <thread>
#include <utility>

namespace yaad::server {
namespace {

constexpr std::chrono::milliseconds kWatchEvery{250};
constexpr std::chrono::seconds kDrainPatience{10};
// A loading that is under way when the server ends is given up; what cannot be given up is not waited for longer.
constexpr std::chrono::seconds kReloadPatience{1};

void say(const std::string& line) { std::cerr << ("yaad serve: " + line + '\n') << std::flush; }

// Where there is no copy to serve instead.
int exit_of(LoadFault fault) {
  switch (fault) {
    case LoadFault::unreadable: return kExitUnreadable;
    case LoadFault::refused:
    case LoadFault::shrunk: return kExitDataErrors;
    default: return kExitConfiguration;
  }
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
  listen.hosts = options.hosts;
  listen.work_budget = options.work_budget;
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

// The signals that the server lives by: SIGHUP loads the folder again, SIGTERM and SIGINT end run().
class Signals {
 public:
  Signals() { hang_up_.add(SIGHUP); }  // from the first moment: a reload asked for too early must not end the program
  // From here on the end is waited for by run(); before it, while the folder is read, it comes at once.
  void expect_end() {
    end_.add(SIGTERM);
    end_.add(SIGINT);
  }
  // Calls `watch` four times a second until then.
  void run(Reloader& reloader, std::atomic<bool>& draining, std::function<void()> watch) {
    watch_ = std::move(watch);
    end_.async_wait([&](const boost::system::error_code&, int) {
      draining = true;
      io_.stop();
    });
    await_hang_up(reloader);
    await_watch();
    io_.run();
    end_.clear();  // a second one ends the program at once
  }

 private:
  void await_watch() {
    timer_.expires_after(kWatchEvery);
    timer_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      watch_();
      await_watch();
    });
  }
  void await_hang_up(Reloader& reloader) {
    hang_up_.async_wait([this, &reloader](const boost::system::error_code& error, int) {
      if (error) return;
      reloader.request();
      await_hang_up(reloader);
    });
  }
  boost::asio::io_context io_{1};
  boost::asio::signal_set hang_up_{io_}, end_{io_};
  boost::asio::steady_timer timer_{io_};
  std::function<void()> watch_;
};

void print_loaded(const geo::Snapshot& data, const std::string& address, double seconds) {
  std::size_t refused = 0;
  for (const geo::FileAccount& file : data.report.files) refused += file.refused;
  std::cout << "Yaad at http://" << address << "/\n"
            << data.dataset.incidents.size() << " attacks, " << data.dataset.places.size() << " places, "
            << data.dataset.sources.size() << " passages, " << data.dataset.statistics.size() << " statistics; "
            << refused << " rows refused; version " << data.version << "; ready in " << static_cast<int>(seconds * 1000)
            << " ms" << std::endl;
}

// What is kept only to be fast, and goes back to the system at once.
void drop_what_is_kept(const Edition& edition) {
  if (edition.cache.use().entries == 0) return;
  edition.cache.clear();
  ::malloc_trim(0);
}

// The edition is held until the answer is made: a request sees one from its first byte to its last.
Answer answer_of(Editions& editions, const Request& request, Effort effort) {
  const auto edition = editions.now();
  Answer made = effort == Effort::whole ? Answer(answer(request, *edition)) : answer_at_once(request, *edition);
  // What is made while it is sent holds its edition as long, or until there has to be room for another.
  if (auto* reply = std::get_if<Reply>(&made); reply && reply->stream)
    reply->stream->next = [&editions, edition, next = std::move(reply->stream->next)] {
      if (editions.must_end(*edition)) throw std::runtime_error("the data of this file made room for newer ones");
      return next();
    };
  return made;
}

}  // namespace

int serve(const ServeOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  Supervisor supervisor = Supervisor::of_environment();
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
  Signals signals;
  const bool has_source = !options.source.table.empty();
  std::optional<LastGood> last_good;
  if (!options.state.empty()) {
    auto opened = LastGood::open(options.state, has_source ? state_name(options.source) : options.data);
    if (!opened) {
      say(opened.error().detail);
      return kExitConfiguration;
    }
    last_good = std::move(*opened);
  }
  const auto look = [&] { return has_source ? look_of(options.source) : geo::folder_look(options.data); };
  const std::string first_look = look();
  FolderLoader loader({{options.data, options.drafts, options.source, options.max_rows},
                       options.accept_shrink,
                       {options.load_timeout, options.loader_memory}},
                      std::move(last_good), say);
  const auto load = [&](const std::stop_token& stop) { return loader.load(stop); };
  Loaded loaded = loader.load({});
  const LoadOutcome first_outcome{loaded.fault, loaded.why};
  if (loaded.fault) {
    say((has_source ? shown(options.source) : options.data) + ": " + loaded.why);
    for (const std::string& line : first_findings(loaded.findings)) std::cerr << line << '\n';
    if (options.state.empty()) return exit_of(*loaded.fault);
    loaded = loader.load_last_good();
    if (loaded.fault) {
      say(loaded.why);
      return exit_of(*first_outcome.fault);
    }
    say("the last good copy is served instead: version " + loaded.snapshot->version);
  }
  std::erase_if(loaded.findings, [](const geo::Finding& f) { return f.severity == geo::Severity::warning; });
  for (const std::string& line : first_findings(loaded.findings)) std::cerr << line << '\n';

  forbid_core_dump();
  keep_memory_reserve();
  remove_stale_folders(temporary_parent());
  Log log(std::cerr);
  Metrics metrics, ops_metrics;
  std::atomic<bool> draining{false};
  Editions editions;
  const auto reloads = std::make_shared<ReloadLog>();
  const Handler handler = [&](const Request& request, Effort effort) { return answer_of(editions, request, effort); };
  const Handler ops_handler = [&](const Request& request, Effort) {
    return ops_answer(request, {editions, *reloads, metrics, draining});
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
    const auto site = std::make_shared<const Site>(make_site(url, options.embed_ancestors));
    editions.put(std::make_unique<const Edition>(loaded.snapshot, site, reloads));
    if (loaded.is_served) loaded.is_served();
    reloads->record(first_outcome);
    Reloader reloader({load, look, first_look, options.reload_every, site, say}, editions, reloads);
    signals.expect_end();  // before anyone is told that the server is there
    listener.start();
    if (ops) ops->start();
    print_loaded(*loaded.snapshot, address,
                 std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
    supervisor.ready();
    loaded.snapshot = nullptr;  // it belongs to its edition
    const std::size_t limit = options.memory_limit > 0 ? options.memory_limit : memory_limit();
    signals.run(reloader, draining, [&] {
      metrics.resident_bytes = resident_bytes();
      metrics.memory_is_tight = !keep_memory_reserve() || is_tight(metrics.resident_bytes, limit);
      if (metrics.memory_is_tight) drop_what_is_kept(*editions.now());
      supervisor.is(reloads->state());
      supervisor.lives(std::max(metrics.longest_silence(), ops_metrics.longest_silence()));
    });
    supervisor.stopping();
    std::cout << "draining" << std::endl;
    std::this_thread::sleep_for(std::chrono::seconds(options.drain_delay_s));
    listener.drain(kDrainPatience);
    if (!reloader.stop(kReloadPatience)) std::_Exit(kExitDone);
  } catch (const boost::system::system_error& error) {
    std::cerr << "yaad serve: cannot listen on " << (failing == "--listen" ? options.listen : options.ops) << " ("
              << error.code().message() << "); give another address with " << failing << '\n';
    return error.code() == boost::system::errc::permission_denied ? kExitRights : kExitUnavailable;
  }
  return kExitDone;
}

}  // namespace yaad::server
