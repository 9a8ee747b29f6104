// Google Benchmark of the parts, one by one, on the list of requests: what a change to one of them costs or wins.
// Where the data come from: YAAD_BENCH_FOLDER, YAAD_BENCH_REQUESTS, YAAD_BENCH_AREAS (tests/bench/run sets them).
#include "geo/histogram.hpp"
#include "tests/bench/answers.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>

namespace yaad::bench {
namespace {

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set: run tests/bench/run");
  return value;
}

struct Fixture {
  geo::Areas areas = read_areas(setting("YAAD_BENCH_AREAS"));
  geo::Dataset dataset = read_dataset(setting("YAAD_BENCH_FOLDER"), areas);
  geo::SpaceTimeIndex index{dataset, areas};
  std::vector<Request> requests = read_requests(setting("YAAD_BENCH_REQUESTS"));
  Data data{dataset, areas, index};
};

const Fixture& fixture() {
  static const Fixture once;
  return once;
}

// One request after another, round and round; what is reported is the mean of the list.
template <class Answer>
void each_request(benchmark::State& state, Answer answer) {
  const auto& requests = fixture().requests;
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(answer(requests[i]));
    i = i + 1 == requests.size() ? 0 : i + 1;
  }
}

void index_build(benchmark::State& state) {
  const Fixture& f = fixture();
  for (auto _ : state) benchmark::DoNotOptimize(geo::SpaceTimeIndex(f.dataset, f.areas));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(f.dataset.incidents.size()));
}
BENCHMARK(index_build)->Unit(benchmark::kMillisecond);

void sums(benchmark::State& state) {
  const bool filtered = state.range(0) != 0;
  each_request(state, [&](const Request& r) {
    return fixture().index.sums(tile_of(r), kCellBits, filter_of(r, filtered)).size();
  });
}
BENCHMARK(sums)->ArgName("filtered")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

void cells(benchmark::State& state) {
  const bool filtered = state.range(0) != 0;
  each_request(state, [&](const Request& r) {
    return fixture().index.cells(tile_of(r), kCellBits, filter_of(r, filtered)).size();
  });
}
BENCHMARK(cells)->ArgName("filtered")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

void cells_and_mvt(benchmark::State& state) {
  const bool filtered = state.range(0) != 0;
  each_request(state, [&](const Request& r) { return fine_tile(fixture().data, r, filter_of(r, filtered)).size(); });
}
BENCHMARK(cells_and_mvt)->ArgName("filtered")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

void cells_mvt_and_gzip(benchmark::State& state) {
  Gzip gzip;
  each_request(state, [&](const Request& r) { return gzip.size(fine_tile(fixture().data, r, filter_of(r, false))); });
}
BENCHMARK(cells_mvt_and_gzip)->Unit(benchmark::kMicrosecond);

void served_tile(benchmark::State& state) {
  each_request(state,
               [](const Request& r) { return bench::served_tile(fixture().data, r, filter_of(r, false)).size(); });
}
BENCHMARK(served_tile)->Unit(benchmark::kMicrosecond);

void histogram(benchmark::State& state) {
  const auto step = static_cast<geo::Step>(state.range(0));
  each_request(state, [&](const Request& r) {
    return geo::histogram(fixture().dataset, fixture().index, filter_of(r, false), step)->bins.size();
  });
}
BENCHMARK(histogram)
    ->ArgName("step")
    ->Arg(static_cast<int>(geo::Step::month))
    ->Arg(static_cast<int>(geo::Step::year))
    ->Unit(benchmark::kMicrosecond);

void total(benchmark::State& state) {
  const bool filtered = state.range(0) != 0;
  each_request(state, [&](const Request& r) { return fixture().index.total(filter_of(r, filtered)).count; });
}
BENCHMARK(total)->ArgName("filtered")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace yaad::bench

BENCHMARK_MAIN();
