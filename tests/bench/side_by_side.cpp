// Ours and the floor over one workload and one list of requests: time to build, bytes a record, latencies, and whether
// the two agree in every answer. Prints one JSON object; tests/bench/run calls it once a size.
//
//   side_by_side --incidents FILE --folder FOLDER --requests FILE --areas FILE [--rows N] [--passes N]
#include "tests/bench/answers.hpp"
#include "tests/bench/arguments.hpp"
#include "tests/bench/latencies.hpp"
#include "tests/bench/raw_scan.hpp"

#include "geo/json_writer.hpp"

#include <malloc.h>

#include <iostream>

namespace yaad::bench {
namespace {

// Bytes that the program holds, in small pieces and in mapped ones.
std::size_t held_bytes() {
  const auto info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

bool agree(const geo::Tally& ours, const ScannedCell& scanned) {
  return ours.count == scanned.count && ours.killed == scanned.killed && ours.injured == scanned.injured;
}

bool agree(const geo::CellId& cell, const geo::World& centroid, const ScannedCell& scanned) {
  return cell.x == scanned.x && cell.y == scanned.y && centroid.x >> 8 == scanned.sum_x / scanned.count &&
         centroid.y >> 8 == scanned.sum_y / scanned.count;
}
bool agree(const geo::CellTally& ours, const ScannedCell& scanned) {
  return agree(ours.cell, ours.centroid, scanned) && agree(ours.tally, scanned);
}
bool agree(const geo::CellSums& ours, const ScannedCell& scanned) {
  return agree(ours.cell, ours.centroid, scanned) && ours.count == scanned.count && ours.killed == scanned.killed &&
         ours.injured == scanned.injured;
}

template <class Cell>
bool agree(const std::vector<Cell>& ours, const std::vector<ScannedCell>& scanned) {
  return std::equal(ours.begin(), ours.end(), scanned.begin(), scanned.end(),
                    [](const Cell& a, const ScannedCell& b) { return agree(a, b); });
}

struct Compared {
  std::size_t answers = 0, wrong = 0, cells = 0, records = 0;
};

// Every answer that will be timed, and the totals of a few windows, which a scan is slow at.
Compared compare(const Data& data, const RawScan& scan, const std::vector<Request>& requests) {
  constexpr std::size_t kTotals = 50;
  Compared out;
  const auto note = [&](const Request& r, bool same, const char* what) {
    ++out.answers;
    if (same) return;
    if (++out.wrong <= 5)
      std::cerr << "wrong: " << what << " of " << r.z << '/' << r.x << '/' << r.y << ", days " << first_day(r) << " to "
                << last_day(r) << '\n';
  };
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const Request& r = requests[i];
    for (const bool filtered : {false, true}) {
      const geo::Filter filter = filter_of(r, filtered);
      const auto scanned = scan.cells(r, kCellBits, filtered);
      note(r, agree(data.index.sums(tile_of(r), kCellBits, filter), scanned), filtered ? "filtered sums" : "sums");
      note(r, agree(data.index.cells(tile_of(r), kCellBits, filter), scanned), filtered ? "filtered cells" : "cells");
      out.cells += scanned.size();
      for (const ScannedCell& cell : scanned) out.records += cell.count;
      if (i < kTotals) note(r, agree(data.index.total(filter), scan.total(r, filtered)), "total");
    }
  }
  return out;
}

void write(geo::JsonWriter& json, std::string_view name, const Latencies& latencies) {
  json.key(name).begin_object();
  for (const auto& [window, s] : latencies.by_window()) {
    json.key(window).begin_object().member("requests", static_cast<std::uint64_t>(s.requests));
    json.member("p50_us", s.p50_us).member("p99_us", s.p99_us).member("mean_us", s.mean_us).end_object();
  }
  json.end_object();
}

int run(const Arguments& given) {
  const std::size_t rows = given.number("rows", 10'000'000);
  const std::size_t passes = given.number("passes", 3);
  const std::vector<Request> requests = read_requests(given.text("requests"));
  const geo::Areas areas = read_areas(given.text("areas"));

  const Stopwatch reading;
  const geo::Dataset dataset = read_dataset(given.text("folder"), areas);
  const double read_s = reading.seconds();
  ::malloc_trim(0);
  // Twice: in memory that the system gives for the first time, and in what the first left behind. Where a host takes
  // back what its guests free, the first is mostly the clearing of pages.
  const auto build = [&] {
    const Stopwatch building;
    auto index = std::make_unique<const geo::SpaceTimeIndex>(dataset, areas);
    return std::pair(std::move(index), building.seconds());
  };
  const double build_s = build().second;
  const std::size_t before = held_bytes();
  const auto [built, build_again_s] = build();
  const geo::SpaceTimeIndex& index = *built;
  const std::size_t index_bytes = held_bytes() - before;
  const Data data{dataset, areas, index};

  const Workload workload = read_workload(given.text("incidents"), rows);
  if (workload.size() != dataset.incidents.size()) throw std::runtime_error("the folder and the workload differ");
  const std::size_t before_scan = held_bytes();
  const Stopwatch sorting;
  const RawScan scan(workload);
  const double sort_s = sorting.seconds();
  const std::size_t scan_bytes = held_bytes() - before_scan;
  const Compared compared = compare(data, scan, requests);
  if (compared.wrong > 0)
    throw std::runtime_error(std::to_string(compared.wrong) + " of " + std::to_string(compared.answers) +
                             " answers differ from the scan: wrong answers are not timed");

  Gzip gzip;
  std::vector<std::size_t> tile_bytes, gzip_bytes;
  const auto timed = [&](auto&& answer) { return measure(requests, passes, answer); };
  const auto query = [&](bool filtered) {
    return timed([&, filtered](const Request& r) {
      return data.index.sums(tile_of(r), kCellBits, filter_of(r, filtered)).size();
    });
  };
  const auto tile = [&](bool filtered) {
    return timed([&, filtered](const Request& r) { return fine_tile(data, r, filter_of(r, filtered)).size(); });
  };
  const auto packed = [&](bool filtered) {
    return timed([&, filtered](const Request& r) { return gzip.size(fine_tile(data, r, filter_of(r, filtered))); });
  };

  const double records = static_cast<double>(std::max<std::size_t>(1, workload.size()));
  geo::JsonWriter json;
  json.begin_object().member("rows", static_cast<std::uint64_t>(workload.size()));
  json.member("requests", static_cast<std::uint64_t>(requests.size()));
  json.member("passes", static_cast<std::uint64_t>(passes));
  json.key("compared").begin_object().member("answers", static_cast<std::uint64_t>(compared.answers));
  json.member("wrong", static_cast<std::uint64_t>(compared.wrong));
  json.member("cells", static_cast<std::uint64_t>(compared.cells));
  json.member("records", static_cast<std::uint64_t>(compared.records)).end_object();
  json.key("ours").begin_object().member("read_s", read_s).member("build_s", build_s);
  json.member("build_again_s", build_again_s);
  json.member("bytes_a_record", static_cast<double>(index_bytes) / records);
  write(json, "query", query(false));
  write(json, "tile", tile(false));
  write(json, "gzip", packed(false));
  write(json, "filtered_query", query(true));
  write(json, "filtered_tile", tile(true));
  write(json, "filtered_gzip", packed(true));
  write(json, "served_tile", timed([&](const Request& r) { return served_tile(data, r, filter_of(r, false)).size(); }));
  json.end_object();
  json.key("scan").begin_object().member("build_s", sort_s);
  json.member("bytes_a_record", static_cast<double>(scan_bytes) / records);
  write(json, "query", timed([&](const Request& r) { return scan.cells(r, kCellBits, false).size(); }));
  write(json, "filtered_query", timed([&](const Request& r) { return scan.cells(r, kCellBits, true).size(); }));
  json.end_object().end_object();
  std::cout << json.take() << '\n';
  return 0;
}

}  // namespace
}  // namespace yaad::bench

int main(int count, char** words) {
  try {
    return yaad::bench::run(yaad::bench::Arguments(count, words));
  } catch (const std::exception& error) {
    std::cerr << "side_by_side: " << error.what() << '\n';
    return 2;
  }
}
