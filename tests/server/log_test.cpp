#include "server/log.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

using namespace yaad::server;
using namespace std::chrono_literals;

namespace {

const Log::Clock::time_point kStart = Log::Clock::time_point() + 1h;

}  // namespace

TEST_CASE("an event is one line of names and values, whatever is in a value") {
  std::ostringstream out;
  Log log(out);
  log.line("error", "answer_failed", {{"route", "items"}, {"what", "a \"b\"\nlevel=info \x1b[2J"}, {"blank", ""}},
           kStart);
  CHECK(out.str() ==
        "level=error event=answer_failed route=items what=\"a \\\"b\\\"\\x0alevel=info \\x1b[2J\" blank=\"\"\n");
}

TEST_CASE("B19: lines have a most a second; the next line says how many were left out") {
  std::ostringstream out;
  Log log(out, 10);
  for (int i = 0; i < 1000; ++i) log.line("info", "request", {}, kStart + std::chrono::microseconds(i));
  const auto lines = [&] {
    const std::string text = out.str();
    return std::count(text.begin(), text.end(), '\n');
  };
  CHECK(lines() == 10);
  log.line("info", "request", {}, kStart + 1s);
  CHECK(out.str().ends_with("level=info event=request suppressed=990\n"));
  log.line("info", "request", {}, kStart + 1s);
  CHECK(out.str().ends_with("level=info event=request\n"));
}

TEST_CASE("B19: a value has an end too") {
  std::ostringstream out;
  Log log(out);
  log.line("error", "answer_failed", {{"what", std::string(1 << 20, 'x')}}, kStart);
  CHECK(out.str().size() < 600);
}
