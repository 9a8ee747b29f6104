// Latencies over a list of requests: the median of a few passes for each request, then percentiles over the requests.
// A pass goes through the whole list, so that no request finds in the caches what it left there itself.
#pragma once

#include "tests/bench/workload.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace yaad::bench {

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count(); }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

struct Spread {
  std::size_t requests = 0;
  double p50_us = 0, p99_us = 0, mean_us = 0;
};

inline Spread spread_of(std::vector<double> us) {
  if (us.empty()) return {};
  std::sort(us.begin(), us.end());
  const auto rank = [&](double share) {
    return us[static_cast<std::size_t>(std::ceil(share * static_cast<double>(us.size()))) - 1];
  };
  double sum = 0;
  for (const double t : us) sum += t;
  return {us.size(), rank(0.50), rank(0.99), sum / static_cast<double>(us.size())};
}

struct Latencies {
  std::vector<std::string> window;  // of each request
  std::vector<double> us;

  // "all", and each kind of window.
  std::map<std::string, Spread> by_window() const {
    std::map<std::string, std::vector<double>> parts;
    for (std::size_t i = 0; i < us.size(); ++i) {
      parts["all"].push_back(us[i]);
      parts[window[i]].push_back(us[i]);
    }
    std::map<std::string, Spread> out;
    for (auto& [name, part] : parts) out[name] = spread_of(std::move(part));
    return out;
  }
};

// answer(request) returns a number that depends on its work, so that none of it is left out by the compiler.
template <class Answer>
Latencies measure(const std::vector<Request>& requests, std::size_t passes, Answer answer) {
  std::vector<std::vector<double>> times(requests.size());
  volatile std::size_t kept = 0;
  for (std::size_t pass = 0; pass < passes; ++pass) {
    for (std::size_t i = 0; i < requests.size(); ++i) {
      const Stopwatch watch;
      kept = answer(requests[i]);
      times[i].push_back(watch.seconds() * 1e6);
    }
  }
  static_cast<void>(kept);
  Latencies out;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    auto middle = times[i].begin() + static_cast<std::ptrdiff_t>(times[i].size() / 2);
    std::nth_element(times[i].begin(), middle, times[i].end());
    out.us.push_back(*middle);
    out.window.push_back(requests[i].window);
  }
  return out;
}

}  // namespace yaad::bench
