// What is timed: the answers of the geo room to one request, from the cells to the compressed tile.
// Shared by the side-by-side run and by the benchmarks of the parts, so that both time the same thing.
#pragma once

#include "geo/reader.hpp"
#include "geo/space_time_index.hpp"
#include "geo/tiles.hpp"
#include "tests/bench/asked.hpp"

#include <libdeflate.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

namespace yaad::bench {

// 16 by 16 cells a tile, four times as many a side as the map is served with: what the goals are stated for.
inline constexpr int kCellBits = 4;

inline geo::Areas read_areas(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return geo::Areas::from_geojson(std::as_bytes(std::span(bytes))).value();
}

inline geo::Dataset read_dataset(const std::string& folder, const geo::Areas& areas) {
  auto read = geo::read_folder(folder, areas, {});
  if (!read || !read->report.servable || !read->report.findings.empty())
    throw std::runtime_error(folder + " is not read without a finding");
  return std::move(read->dataset);
}

class Gzip {
 public:
  // Level 1: for an answer that is sent once.
  std::size_t size(const std::string& bytes) {
    out_.resize(libdeflate_gzip_compress_bound(compressor_.get(), bytes.size()));
    return libdeflate_gzip_compress(compressor_.get(), bytes.data(), bytes.size(), out_.data(), out_.size());
  }

 private:
  std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor_{
      libdeflate_alloc_compressor(1), libdeflate_free_compressor};
  std::string out_;
};

struct Data {
  const geo::Dataset& dataset;
  const geo::Areas& areas;
  const geo::SpaceTimeIndex& index;
};

// The tile with every property that a served tile has, of 16 by 16 cells.
inline std::string fine_tile(const Data& data, const Request& r, const geo::Filter& filter) {
  return geo::incidents_mvt(data.dataset, data.areas, data.index, tile_of(r), filter, kCellBits);
}
// The tile as it is served.
inline std::string served_tile(const Data& data, const Request& r, const geo::Filter& filter) {
  return geo::incidents_mvt(data.dataset, data.areas, data.index, tile_of(r), filter);
}

}  // namespace yaad::bench
