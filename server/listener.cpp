#include "server/listener.hpp"

#include "server/address_counts.hpp"
#include "server/descriptors.hpp"
#include "server/memory_reserve.hpp"
#include "server/newcomers.hpp"
#include "server/session.hpp"
#include "server/unsent_bodies.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <netinet/tcp.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <list>
#include <optional>
#include <thread>

namespace yaad::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
using MostUnsent = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_NOTSENT_LOWAT>;

constexpr std::chrono::milliseconds kSweepEvery{250};
constexpr std::chrono::milliseconds kLookEvery{25};  // at those for whom work is done, and for room for more
// What the system takes from us before the reader's network does: without it a reader who reads nothing is given some
// megabytes of kernel memory. What is under way on a fast network does not count.
constexpr int kMostUnsentInSystem = 128 << 10;
// A client that is busy asks again within this; whoever is idle has nothing to lose.
constexpr std::chrono::milliseconds kLastRequests{500};

}  // namespace

struct Listener::Impl {
  struct Worker {
    explicit Worker(Metrics& metrics) : unsent_bodies(metrics) {}
    // These go last: connections leave them when the loop drops them.
    AtWork at_work;
    UnsentBodies unsent_bodies;
    std::list<std::shared_ptr<Connection>> connections;  // oldest first
    ReserveDescriptor reserve;
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    asio::steady_timer sweep_timer{io}, look_timer{io};
    bool accepting = false, sweeping = false, looking = false;  // waits that are begun
    std::size_t number = 0;
    bool draining = false;
    Clock::time_point drain_begun;
    std::thread thread;
  };

  AddressCounts addresses;
  std::list<Worker> workers;  // the loops go last: what comes back from the pool goes through them
  std::optional<RateLimiter> limiter;
  std::optional<WorkPool> pool, export_pool;
  ExportSlots slots;
  Service service;
  Metrics& metrics;

  Impl(const ListenOptions& options, Handler handler, Metrics& m, Log& log)
      : addresses(options.most_connections),
        service{std::move(handler), m, log, options.proxies, options.hosts},
        metrics(m) {
    if (options.rate) service.limiter = &limiter.emplace(*options.rate);
    if (options.work_threads > 0) {
      service.pool = &pool.emplace(options.work_threads);
      service.export_pool = &export_pool.emplace(static_cast<unsigned>(kExportSlots));
    }
    service.slots = &slots;
    service.work_budget = options.work_budget;
    service.server_timing = options.server_timing;
    service.log_requests = options.log_requests;
  }

  static void end(Connection& c) {
    boost::system::error_code ignored;
    c.socket.close(ignored);
  }

  // Makes room before the cap is reached: the one that has been idle longest, else the one that has been sending its
  // head longest. Who is being answered stays.
  void evict_one(Worker& w) {
    Connection* oldest = nullptr;
    for (const auto& c : w.connections) {
      if (c->phase == Phase::write || !c->socket.is_open()) continue;
      if (oldest == nullptr || (c->phase == oldest->phase ? c->since < oldest->since : c->phase == Phase::idle))
        oldest = c.get();
    }
    if (oldest == nullptr) return;
    end(*oldest);
    ++metrics.evicted_total;
  }

  // A connection that is counted and in the list until this goes, however it goes.
  class Guest {
   public:
    Guest(Impl& of, Worker& w) : of_(of), w_(w) {}
    ~Guest() {
      if (place_) {
        end(***place_);
        w_.reserve.take();  // at once, before another thread takes what has become free
        w_.connections.erase(*place_);
        --of_.metrics.connections_open;
      }
      if (address_) of_.addresses.leave(*address_);
    }
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

    std::optional<RefusedFor> enter(const asio::ip::address& peer) {
      const auto address = counted_address(peer);
      const auto refused = of_.addresses.enter(address, of_.service.proxies.contain(peer));
      if (!refused) address_ = address;
      return refused;
    }
    const std::shared_ptr<Connection>& sit_down(std::shared_ptr<Connection> connection) {
      place_ = w_.connections.insert(w_.connections.end(), std::move(connection));
      ++of_.metrics.connections_open;
      ++of_.metrics.connections_total;
      return **place_;
    }

   private:
    Impl& of_;
    Worker& w_;
    std::optional<asio::ip::address> address_;
    std::optional<std::list<std::shared_ptr<Connection>>::iterator> place_;
  };

  asio::awaitable<void> serve(std::shared_ptr<Guest> guest, std::shared_ptr<Connection> connection) {
    try {
      auto session = run_session(std::move(connection), service);
      co_await std::move(session);
    } catch (const std::exception&) {  // memory, mostly: this connection ends, the others go on
      ++metrics.errors_total;
    }
    guest = nullptr;
  }

  // Where there is no memory this one is not let in; the next may be.
  void welcome(Worker& w, tcp::socket socket) try {
    boost::system::error_code gone;
    const auto peer = socket.remote_endpoint(gone).address();
    if (gone) return;
    if (addresses.crowded()) evict_one(w);
    const auto guest = std::make_shared<Guest>(*this, w);
    if (const auto refused = guest->enter(peer)) {
      metrics.count_refusal(*refused);
      return;  // the socket closes
    }
    socket.set_option(tcp::no_delay(true), gone);
    socket.set_option(MostUnsent(kMostUnsentInSystem), gone);
    // In the list before anything is awaited, so that a drain finds it.
    const auto& connection = guest->sit_down(std::make_shared<Connection>(std::move(socket), peer));
    connection->draining = w.draining;
    connection->at_work = &w.at_work;
    connection->unsent_bodies = &w.unsent_bodies;
    asio::co_spawn(w.io, serve(guest, connection), asio::detached);
  } catch (const std::exception&) {
    ++metrics.errors_total;
  }

  // What breaks below every connection, for want of memory or of a descriptor, ends what it was about and not the loop.
  void run(Worker& w) {
    metrics.beat(w.number, Clock::now());
    wait_longer_for_memory();
    while (true) {
      try {
        begin(w);
        w.io.run();
        return;
      } catch (const std::exception& error) {
        ++metrics.errors_total;
        service.log.line("error", "loop_failed", {{"what", error.what()}});
      }
    }
  }

  // The three waits of a loop. Each is begun again by its own end, and here where it could not be: without memory a wait
  // does not begin, and a coroutine in its place would be gone without a word.
  void begin(Worker& w) {
    accept(w);
    sweep_later(w);
    look_later(w);
  }

  void accept(Worker& w) {
    if (w.accepting || w.draining) return;
    w.acceptor.async_accept([this, &w](const boost::system::error_code& error, tcp::socket socket) {
      w.accepting = false;
      if (!error) welcome(w, std::move(socket));
      if (!error || goes_on(w, error)) accept(w);
    });
    w.accepting = true;
  }

  // Out of descriptors, or the client left already: never a reason to stop accepting. The one kept aside lets one more
  // in; then it is a matter of waiting for others to go, until the next look. The system says that there are none also
  // where nobody waits: what is given up for nobody, another thread takes.
  bool goes_on(Worker& w, const boost::system::error_code& error) {
    const bool none_left = error == asio::error::no_descriptors || error.value() == ENFILE;
    pollfd waits{w.acceptor.native_handle(), POLLIN, 0};
    if (!none_left || ::poll(&waits, 1, 0) <= 0) return false;
    metrics.count_refusal(RefusedFor::descriptors);
    return w.reserve.release();
  }

  void look_later(Worker& w) {
    if (w.looking) return;
    w.look_timer.expires_after(kLookEvery);
    w.look_timer.async_wait([this, &w](const boost::system::error_code&) {
      w.looking = false;
      // Who has left is seen soon where work is done for it: the work is for nobody then.
      for (Connection* c : w.at_work) c->look_for_peer();
      begin(w);
    });
    w.looking = true;
  }

  void sweep_later(Worker& w) {
    if (w.sweeping) return;
    w.sweep_timer.expires_after(kSweepEvery);
    w.sweep_timer.async_wait([this, &w](const boost::system::error_code&) {
      w.sweeping = false;
      sweep(w);
      begin(w);
    });
    w.sweeping = true;
  }

  void sweep(Worker& w) {
    const auto now = Clock::now();
    metrics.beat(w.number, now);
    w.reserve.take();
    const bool nobody_asks = w.draining && now - w.drain_begun > kLastRequests;
    if (w.draining && w.acceptor.is_open()) {
      let_in_the_last(w);
      boost::system::error_code ignored;
      if (nobody_asks) w.acceptor.close(ignored);
    }
    for (const auto& c : w.connections) {
      if (now > c->deadline && !c->earns_more_time(now)) c->cut();
      else if (nobody_asks && c->phase == Phase::idle) end(*c);
    }
    if (nobody_asks && w.connections.empty()) w.io.stop();
  }

  // Who has connected already is let in: to the client it has been since the system said so. Who is about to has the
  // time of the last requests for it; only then, when nobody can come any more, the socket is closed.
  void begin_drain(Worker& w) {
    w.draining = true;
    w.drain_begun = Clock::now();
    keep_newcomers_out(w.acceptor.native_handle());
    boost::system::error_code ignored;
    w.acceptor.cancel(ignored);
    w.acceptor.non_blocking(true, ignored);
    let_in_the_last(w);
    for (const auto& c : w.connections) c->draining = true;
    w.sweep_timer.cancel();
  }

  void let_in_the_last(Worker& w) {
    boost::system::error_code error;
    while (!error) {
      tcp::socket socket(w.io);
      w.acceptor.accept(socket, error);
      if (!error) welcome(w, std::move(socket));
    }
  }
};

Listener::Listener(const ListenOptions& options, Handler handler, Metrics& metrics, Log& log)
    : impl_(std::make_unique<Impl>(options, std::move(handler), metrics, log)) {
  tcp::endpoint endpoint = options.endpoint;
  for (unsigned i = 0; i < std::max(1U, options.threads); ++i) {
    Impl::Worker& w = impl_->workers.emplace_back(metrics);
    w.number = i;
    w.acceptor.open(endpoint.protocol());
    // Only our own threads share the port: the first bind is without SO_REUSEPORT's leave for others to join silently.
    if (i == 0 && endpoint.port() != 0) {
      tcp::acceptor probe(w.io);
      probe.open(endpoint.protocol());
      probe.set_option(tcp::acceptor::reuse_address(true));
      probe.bind(endpoint);
      probe.listen(1);
    }
    w.acceptor.set_option(tcp::acceptor::reuse_address(true));
    w.acceptor.set_option(ReusePort(true));
    w.acceptor.bind(endpoint);
    w.acceptor.listen(asio::socket_base::max_listen_connections);
    endpoint.port(w.acceptor.local_endpoint().port());
  }
}

// Joining threads can throw only where they were never started or are our own: then there is nothing to save.
Listener::~Listener() { drain(std::chrono::milliseconds(0)); }  // NOLINT(bugprone-exception-escape)

tcp::endpoint Listener::endpoint() const { return impl_->workers.front().acceptor.local_endpoint(); }

void Listener::start() {
  for (Impl::Worker& w : impl_->workers) {
    w.thread = std::thread([this, &w] { impl_->run(w); });
  }
}

void Listener::drain(std::chrono::milliseconds patience) {
  for (Impl::Worker& w : impl_->workers)
    if (w.thread.joinable()) asio::post(w.io, [this, &w] { impl_->begin_drain(w); });
  const auto deadline = Clock::now() + patience;
  for (Impl::Worker& w : impl_->workers) {
    if (!w.thread.joinable()) continue;
    while (!w.io.stopped() && Clock::now() < deadline) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    w.io.stop();
    w.thread.join();
  }
  for (const Impl::Worker& w : impl_->workers)
    for (const auto& c : w.connections)
      if (c->abandoned) *c->abandoned = true;  // what is not sent by now is made for nobody
  if (impl_->export_pool) impl_->export_pool->stop();
  if (impl_->pool) impl_->pool->stop();  // before the loops go that it comes back to
}

geo::Result<tcp::endpoint> parse_endpoint(const std::string& text) {
  const geo::Error bad = {
      geo::Errc::bad_text, text + " is no address to listen on: write 127.0.0.1:8080 or [::1]:8080", "", {}};
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return bad;
  std::string host = text.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const std::string port_text = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  boost::system::error_code failure;
  const auto address = asio::ip::make_address(host, failure);
  if (failure || error != std::errc() || end != port_text.data() + port_text.size()) return bad;
  return tcp::endpoint(address, port);
}

std::string to_text(const tcp::endpoint& endpoint) {
  const std::string host = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? '[' + host + ']' : host) + ':' + std::to_string(endpoint.port());
}

}  // namespace yaad::server
