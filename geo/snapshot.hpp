// One edition of the data, whole and immutable: what a request sees from its first byte to its last.
// Holding one costs the dataset and its index once; a reload makes the next beside it, so two for a moment.
#pragma once

#include "geo/area_counts.hpp"
#include "geo/gazetteer.hpp"
#include "geo/reader.hpp"
#include "geo/space_time_index.hpp"

#include <memory>
#include <string>

namespace yaad::geo {

struct Snapshot {
  Dataset dataset;
  Areas areas;
  LoadReport report;
  std::string version;  // "2026-11-22.a1b2c3d4e5f6": date of the data and a hash over all served rows
  std::string sha256;   // that hash, whole, in hex
  SpaceTimeIndex index;
  Gazetteer gazetteer;
  AreaCounts area_counts;

  Snapshot(LoadedFolder folder, Areas known_areas);
  Snapshot(const Snapshot&) = delete;  // index and gazetteer refer to the dataset beside them
  Snapshot& operator=(const Snapshot&) = delete;
  ~Snapshot() = default;
};

// SHA-256 over every served row of every file in canonical order: the same rows give the same version anywhere.
std::string dataset_sha256(const Dataset& dataset);

}  // namespace yaad::geo
