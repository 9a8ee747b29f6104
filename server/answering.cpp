#include "server/answering.hpp"

#include "geo/patience.hpp"
#include "server/drawers.hpp"
#include "server/overload.hpp"
#include "server/post_surely.hpp"
#include "server/router.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdio>
#include <functional>
#include <optional>
#include <utility>

namespace yaad::server {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// What breaks in a handler ends this connection and nothing else. Work that nobody waits for any more, or that takes
// more than its share, ends at its next look.
Answer attempt(const Service& service, const Request& request, Effort effort,
               std::optional<std::chrono::nanoseconds> budget, const std::function<bool()>& nobody_waits = nullptr) {
  try {
    const geo::Patience patience(budget, nobody_waits);
    return service.handler(request, effort);
  } catch (const geo::GaveUp& given_up) {
    const bool costly = given_up.why == geo::GaveUp::Why::takes_too_long;
    service.metrics.count_refusal(costly ? RefusedFor::budget : RefusedFor::left);
    return costly ? too_costly_reply() : busy_reply();
  } catch (const NoDrawer& why) {
    service.metrics.count_refusal(RefusedFor::drawing);
    service.log.line("warning", "picture_not_drawn", {{"what", why.what()}});
    return busy_reply();
  } catch (const std::exception& error) {
    ++service.metrics.errors_total;
    service.log.line("error", "answer_failed", {{"route", route_name(request.path)}, {"what", error.what()}});
    return problem(500, "internal", "Something broke here", "the fault is ours and has been noted");
  }
}

// Starts something that calls back from any thread, and goes on, on this connection's own thread, when it has.
template <class Start>
asio::awaitable<void> until_called(asio::any_io_executor executor, Start start) {
  auto initiation = [executor, start](auto handler) {
    const auto held = std::make_shared<decltype(handler)>(std::move(handler));
    start([executor, held] { post_surely(executor, [held] { (*held)(); }); });
  };
  auto waiting =
      asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiation), asio::use_awaitable);
  co_await std::move(waiting);
}

// A piece of work on its way to the pool and back. Shared with the pool, which may outlast the connection.
struct Errand {
  enum class End : std::uint8_t { made, joined, refused };
  Request request;
  Later later;
  boost::asio::ip::address client;
  Reply reply = problem(500, "internal", "Something broke here", "the fault is ours and has been noted");
  End end = End::made;
};

// Hands the work to the pool, unless somebody works on the same already.
void begin(const std::shared_ptr<Errand>& errand, const Service& service, const std::function<void()>& resume) {
  Flights::Lead lead;
  if (errand->later.flights) {
    errand->end = Errand::End::joined;  // said before it is so: whoever lands may call back at once
    lead = errand->later.flights->board(errand->later.key, resume);
    if (!lead) return;
    errand->end = Errand::End::made;
  }
  ++service.metrics.work_waiting;
  const Work kind = errand->later.work;
  const auto work = [errand, &service, resume, lead]() mutable {
    --service.metrics.work_waiting;
    const auto nobody_waits = [&later = errand->later, &gone = errand->request.abandoned] {
      return *gone && !(later.flights && later.flights->is_joined(later.key));
    };
    if (nobody_waits()) {
      service.metrics.count_refusal(RefusedFor::left);
      errand->reply = busy_reply();
    } else {
      const bool is_file = errand->later.work == Work::file;
      const auto budget = is_file ? std::nullopt : std::optional<std::chrono::nanoseconds>(service.work_budget);
      try {
        Answer made = attempt(service, errand->request, Effort::whole, budget, nobody_waits);
        if (auto* reply = std::get_if<Reply>(&made)) errand->reply = std::move(*reply);
      } catch (const std::exception&) {  // no memory even to say so: the reply that was there before stands
        ++service.metrics.errors_total;
      }
    }
    lead = nullptr;  // those who joined look now
    resume();
  };
  lead = nullptr;  // the work holds it
  WorkPool& pool = kind == Work::file && service.export_pool != nullptr ? *service.export_pool : *service.pool;
  if (pool.submit(kind, work, errand->client)) return;
  --service.metrics.work_waiting;
  errand->end = Errand::End::refused;
  resume();
}

asio::awaitable<Reply> made(Connection& connection, const Service& service, const Request& request) {
  Answer first =
      attempt(service, request, service.pool != nullptr ? Effort::at_once : Effort::whole, service.work_budget);
  if (auto* reply = std::get_if<Reply>(&first)) co_return std::move(*reply);
  const auto errand = std::make_shared<Errand>();
  errand->request = request;
  errand->later = std::get<Later>(std::move(first));
  errand->client = client_of(connection.peer, request.forwarded_for, service.proxies);
  const bool is_file = errand->later.work == Work::file;
  connection.wait_in(Phase::write, is_file ? kFileDeadline : kWorkDeadline);
  ExportSlots::Taken taken;
  if (is_file && service.metrics.memory_is_tight) {
    service.metrics.count_refusal(RefusedFor::memory);
    co_return no_memory_reply();
  }
  if (is_file && service.slots != nullptr) {
    taken = service.slots->take(errand->client);
    if (!taken.slot) {
      service.metrics.count_refusal(RefusedFor::slots);
      co_return no_slot_reply(taken.why);
    }
  }
  std::optional<Working> working(std::in_place, connection, is_file);
  errand->request.abandoned = connection.abandoned;
  const auto start = [errand, &service](const std::function<void()>& resume) { begin(errand, service, resume); };
  auto hop = until_called(connection.socket.get_executor(), start);
  co_await std::move(hop);
  if (errand->end == Errand::End::joined) {
    ++service.metrics.joins_total;
    Answer again = attempt(service, request, Effort::at_once, service.work_budget);
    if (auto* reply = std::get_if<Reply>(&again)) co_return std::move(*reply);
    // It was too large to be kept, or it failed: this request's own work then, so that none waits for ever.
    errand->later = {"", nullptr, errand->later.work};
    errand->end = Errand::End::made;
    auto own = until_called(connection.socket.get_executor(), start);
    co_await std::move(own);
  }
  working.reset();
  if (errand->end == Errand::End::refused) {
    service.metrics.count_refusal(RefusedFor::work);
    co_return busy_reply();
  }
  if (errand->reply.stream) errand->reply.stream->held.push_back(taken.slot);
  co_return std::move(errand->reply);
}

std::string milliseconds(Clock::duration time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", std::chrono::duration<double, std::milli>(time).count());
  return text;
}

}  // namespace

asio::awaitable<Reply> answered(Connection& connection, const Service& service, const Request& request) {
  const auto begun = Clock::now();
  Reply reply;
  std::chrono::milliseconds wait{0};
  const bool ours = service.hosts.admit(request.host);
  if (ours && service.limiter != nullptr)
    wait = service.limiter->wait_for(client_of(connection.peer, request.forwarded_for, service.proxies));
  if (!ours) {
    service.metrics.count_refusal(RefusedFor::host);
    reply =
        problem(421, "misdirected", "This server has other names", "Host is none of the names it answers to (--hosts)");
  } else if (wait.count() > 0) {
    service.metrics.count_refusal(RefusedFor::rate);
    reply = too_many_reply(wait);
  } else {
    auto making = made(connection, service, request);
    reply = co_await std::move(making);
  }
  const auto took = Clock::now() - begun;
  const std::string_view route = reply.route.empty() ? route_name(request.path) : reply.route;
  service.metrics.count_request(route, reply.status, took);
  if (service.server_timing) reply.set("Server-Timing", "answer;dur=" + milliseconds(took));
  if (service.log_requests)
    service.log.line("info", "request",
                     {{"route", route},
                      {"status", std::to_string(reply.status)},
                      {"bytes", std::to_string(reply.body ? reply.body->size() : 0)},
                      {"ms", milliseconds(took)}});
  co_return reply;
}

}  // namespace yaad::server
