// Work that takes long: it holds no thread of sockets, is made once for all who ask, and is refused when there is
// too much of it.
#include "server/router.hpp"
#include "tests/server/busy_server.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace yaad::server;
using namespace yaad::test;
using namespace std::chrono_literals;

namespace {

// "/slow" takes this long, everything else nothing.
Handler slow_for(std::chrono::milliseconds time, std::atomic<int>& made) {
  return [time, &made](const Request& r, Effort effort) -> Answer {
    if (r.path != "/slow") return text_reply(200, "ok");
    if (effort == Effort::at_once) return Later{};
    std::this_thread::sleep_for(time);
    ++made;
    return text_reply(200, "slow");
  };
}

}  // namespace

TEST_CASE("B20: while all who work are busy, what is ready is answered at once on the same thread") {
  std::atomic<int> made{0};
  Busy server(slow_for(300ms, made));
  std::vector<tcp::socket> slow;
  for (int i = 0; i < 6; ++i) ask(slow.emplace_back(server.connect(i)), "/slow");
  std::this_thread::sleep_for(50ms);
  const auto begun = Clock::now();
  for (int i = 0; i < 20; ++i) {
    tcp::socket quick = server.connect(100);
    ask(quick, "/healthz");
    CHECK(rest_of(quick).starts_with("HTTP/1.1 200"));
  }
  CHECK(Clock::now() - begun < 150ms);
  CHECK(made == 0);
  for (tcp::socket& socket : slow) CHECK(rest_of(socket).starts_with("HTTP/1.1 200"));
  CHECK(made == 6);
}

TEST_CASE("B7: more work than can be begun soon is 503 at once with a time to come again; what was taken is answered") {
  std::atomic<int> made{0};
  Busy server(slow_for(50ms, made));
  for (int i = 0; i < 40; i += 2) {  // so that it knows how long such work takes
    tcp::socket one = server.connect(0), two = server.connect(1);
    ask(one, "/slow");
    ask(two, "/slow");
    rest_of(one);
    rest_of(two);
  }
  made = 0;
  std::vector<tcp::socket> sockets;
  for (int i = 0; i < 200; ++i) sockets.push_back(server.connect(i));
  const auto begun = Clock::now();
  for (tcp::socket& socket : sockets) ask(socket, "/slow");
  int answered = 0, refused = 0;
  for (tcp::socket& socket : sockets) {
    const std::string answer = rest_of(socket);
    answered += answer.starts_with("HTTP/1.1 200") ? 1 : 0;
    if (!answer.starts_with("HTTP/1.1 503")) continue;
    ++refused;
    CHECK(answer.find("\r\nRetry-After: ") != std::string::npos);
    CHECK(answer.find("urn:yaad:problem:busy") != std::string::npos);
  }
  CHECK(answered + refused == 200);
  CHECK(answered == made);
  CHECK(answered >= 6);  // two at work and two waiting for each of them
  CHECK(refused > 100);
  CHECK(Clock::now() - begun < 2s);  // 200 pieces would take 5 s
  CHECK(server.metrics.refusals(RefusedFor::work) == static_cast<std::uint64_t>(refused));
  CHECK(server.metrics.work_waiting == 0);
}

TEST_CASE("B7, E5: what reads record by record never takes the last thread") {
  std::atomic<int> scans{0};
  const Handler handler = [&](const Request& r, Effort effort) -> Answer {
    const bool scan = r.path == "/scan";
    if (effort == Effort::at_once) return Later{"", nullptr, scan ? Work::scan : Work::indexed};
    if (scan) {
      ++scans;
      std::this_thread::sleep_for(300ms);
    }
    return text_reply(200, "ok");
  };
  Busy server(handler);
  std::vector<tcp::socket> sockets;
  for (int i = 0; i < 3; ++i) ask(sockets.emplace_back(server.connect(i)), "/scan");
  while (scans == 0) std::this_thread::sleep_for(1ms);
  const auto begun = Clock::now();
  for (int i = 0; i < 20; ++i) {
    tcp::socket quick = server.connect(60);
    ask(quick, "/indexed");
    CHECK(rest_of(quick).starts_with("HTTP/1.1 200"));
  }
  CHECK(Clock::now() - begun < 250ms);
  CHECK(scans == 1);
  for (tcp::socket& socket : sockets) CHECK(rest_of(socket).starts_with("HTTP/1.1 200"));
}

TEST_CASE("B7: a filter that no sum answers is a scan, and nothing else is") {
  const auto edition = yaad::test::edition_of(yaad::test::small_dataset());
  const auto kind = [&](const std::string& target) {
    return std::get<Later>(answer_at_once(yaad::test::request_for(target), *edition)).work;
  };
  for (const std::string& path :
       {std::string("/tiles/incidents/0/0/0.mvt?"), std::string("/api/collections/incidents/items?"),
        std::string("/api/collections/incidents/histogram?"), std::string("/list?")}) {
    CHECK(kind(path + "q=mach") == Work::scan);
    CHECK(kind(path + "killed=5..") == Work::scan);
    CHECK(kind(path + "datetime=2013&attack_type=bombing") == Work::indexed);
  }
}

TEST_CASE("B8: a cold tile that many ask for at once is made once, and all get the same bytes") {
  const auto edition = yaad::test::edition_of(yaad::test::small_dataset());
  std::atomic<bool> open{false};
  const Handler handler = [&](const Request& r, Effort effort) -> Answer {
    if (effort == Effort::at_once) return answer_at_once(r, *edition);
    while (!open) std::this_thread::sleep_for(1ms);
    return answer(r, *edition);
  };
  Busy server(handler);
  std::vector<tcp::socket> sockets;
  for (int i = 0; i < 500; ++i)
    ask(sockets.emplace_back(server.connect(i)), "/tiles/incidents/0/0/0.mvt?attack_type=bombing,shooting");
  while (server.metrics.connections_open < 500) std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_for(100ms);
  open = true;
  const std::string first = rest_of(sockets[0]);
  CHECK(first.starts_with("HTTP/1.1 200"));
  for (std::size_t i = 1; i < sockets.size(); ++i) {
    const std::string answer = rest_of(sockets[i]);
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.substr(answer.find("\r\n\r\n")) == first.substr(first.find("\r\n\r\n")));
  }
  CHECK(edition->cache.use().misses == 1);
  CHECK(server.metrics.joins_total == 499);
}

TEST_CASE("B8: a tile under no filter but a window is made at once, unless another thread makes it") {
  const auto edition = yaad::test::edition_of(yaad::test::small_dataset());
  const Request tile = yaad::test::request_for("/tiles/incidents/0/0/0.mvt?datetime=2013");
  {
    const Flights::Lead another = edition->cache.flights()->board("0/0/0.mvt?datetime=2013-01-01/2013-12-31");
    CHECK(std::holds_alternative<Later>(answer_at_once(tile, *edition)));
  }
  CHECK(std::get<Reply>(answer_at_once(tile, *edition)).status == 200);
  CHECK(edition->cache.use().misses == 1);
  const Request filtered = yaad::test::request_for("/tiles/incidents/0/0/0.mvt?datetime=2013&attack_type=shooting");
  CHECK(std::get<Later>(answer_at_once(filtered, *edition)).key ==
        "0/0/0.mvt?attack_type=shooting&datetime=2013-01-01/2013-12-31");
}

TEST_CASE("B8: where the one who makes it fails, the others do not wait for ever") {
  const auto flights = std::make_shared<Flights>();
  std::atomic<int> tried{0};
  const Handler handler = [&](const Request&, Effort effort) -> Answer {
    if (effort == Effort::at_once) return Later{"key", flights};
    std::this_thread::sleep_for(20ms);
    if (++tried == 1) throw std::runtime_error("planted");
    return text_reply(200, "ok");
  };
  Busy server(handler);
  std::vector<tcp::socket> sockets;
  for (int i = 0; i < 4; ++i) ask(sockets.emplace_back(server.connect(i)), "/");
  int good = 0, bad = 0;
  for (tcp::socket& socket : sockets) {
    const std::string answer = rest_of(socket);
    good += answer.starts_with("HTTP/1.1 200") ? 1 : 0;
    bad += answer.starts_with("HTTP/1.1 500") ? 1 : 0;
  }
  CHECK(bad == 1);
  CHECK(good == 3);
}

TEST_CASE("B11: who leaves while its answer is being made harms nobody, and the server ends in the middle of work") {
  std::atomic<int> made{0};
  auto server = std::make_unique<Busy>(slow_for(30ms, made));
  for (int i = 0; i < 20; ++i) {
    tcp::socket leaves = server->connect(i);
    ask(leaves, "/slow");
  }
  {
    tcp::socket stays = server->connect(60);
    ask(stays, "/healthz");
    CHECK(rest_of(stays).starts_with("HTTP/1.1 200"));
  }
  server.reset();
  CHECK(made <= 20);
}

TEST_CASE("B17: above the rate the answer is 429 with a time to come again, and the connection stays") {
  std::atomic<int> made{0};
  Busy server(slow_for(0ms, made), 1, Rate{1, 5});
  tcp::socket socket = server.connect(0);
  std::string requests;
  for (int i = 0; i < 9; ++i) requests += "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
  asio::write(socket, asio::buffer(requests));
  ask(socket, "/healthz");
  const std::string answers = rest_of(socket);
  const auto count = [&](std::string_view part) {
    int n = 0;
    for (auto at = answers.find(part); at != std::string::npos; at = answers.find(part, at + 1)) ++n;
    return n;
  };
  CHECK(count("HTTP/1.1 200") == 5);
  CHECK(count("HTTP/1.1 429") == 5);
  CHECK(count("\r\nRetry-After: ") == 5);
  tcp::socket other = server.connect(60);
  ask(other, "/healthz");
  CHECK(rest_of(other).starts_with("HTTP/1.1 200"));
}
