// The workload of the benchmark: made-up attacks, skewed and tied as geocoded ones are, and the tiles asked for.
//
// Columns, one entry a record, in the order of the file. Made from a seed, or read from a CSV of the same columns;
// the same seed gives the same rows, and a smaller workload is the beginning of a larger one. About 40 bytes a record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::bench {

inline constexpr std::int64_t kSecondsOfDay = 86400;
inline constexpr unsigned kAttackKinds = 8;
inline constexpr unsigned kGroups = 12;

struct Workload {
  std::vector<double> lon, lat;  // degrees
  std::vector<std::int64_t> t;   // seconds since 1970, half of them at midnight
  std::vector<std::uint32_t> killed, injured;
  std::vector<std::uint8_t> attack, group, precision;  // 0 to 7, 0 to 11, 1 to 5

  std::size_t size() const { return t.size(); }
};

// One tile under one window: seconds, `from` inside and `until` outside. The masks are for the filtered pass.
struct Request {
  int z = 0;  // at most kMaxZoom: a finer one is asked for as its parent
  std::uint32_t x = 0, y = 0;
  std::int64_t from = 0, until = 0;
  std::string window;  // full, year, month, day
  std::uint32_t attack_mask = 0, group_mask = 0;
};

Workload make_workload(std::uint64_t seed, std::size_t rows);
// Tiles of z 4 to 14 around records of the first 10,000, each window holding the time of its record.
std::vector<Request> make_requests(const Workload& workload, std::uint64_t seed, std::size_t count);

// id,lon,lat,t,fatalities,injured,attack_type,actor,precision. At most `rows` rows; throws where the text is another.
Workload read_workload(const std::string& path, std::size_t rows);
void write_workload(const Workload& workload, const std::string& path);
// i,z,x,y,t0,t1,kind,atk_mask,act_mask
std::vector<Request> read_requests(const std::string& path);
void write_requests(const std::vector<Request>& requests, const std::string& path);

// The workload as a data folder (README.md, "The folder"): dataset.json, actors.csv, incidents.csv.
void write_folder(const Workload& workload, const std::string& folder, std::string_view title);

}  // namespace yaad::bench
