// The workload on the command line: makes it, reads one that is given, and writes what each competitor reads.
//
//   workload --rows N [--seed N] [--count N] [--incidents FILE] [--requests FILE] [--as-csv FILE]
//            [--as-requests FILE] [--as-folder FOLDER]
#include "tests/bench/arguments.hpp"
#include "tests/bench/workload.hpp"

#include <filesystem>
#include <iostream>

namespace {

int run(const yaad::bench::Arguments& given) {
  using namespace yaad::bench;
  const std::uint64_t seed = given.number("seed", 42);
  const std::size_t rows = given.number("rows", 10000);
  const std::string incidents = given.text("incidents");
  const Workload workload = incidents.empty() ? make_workload(seed, rows) : read_workload(incidents, rows);
  if (const std::string path = given.text("as-csv"); !path.empty()) write_workload(workload, path);
  if (const std::string path = given.text("as-requests"); !path.empty()) {
    const std::string list = given.text("requests");
    write_requests(list.empty() ? make_requests(workload, seed, given.number("count", 1000)) : read_requests(list),
                   path);
  }
  if (const std::string folder = given.text("as-folder"); !folder.empty()) {
    std::filesystem::create_directories(folder);
    write_folder(workload, folder, "Benchmark, " + std::to_string(workload.size()) + " made-up attacks");
  }
  std::cout << workload.size() << '\n';
  return 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    return run(yaad::bench::Arguments(count, words));
  } catch (const std::exception& error) {
    std::cerr << "workload: " << error.what() << '\n';
    return 1;
  }
}
