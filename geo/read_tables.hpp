// The tables of a data folder, one function each: rows in, values out, every refusal in the report. Used by reader only.
// Order matters: places, sources and actors stand before the incidents that name them. One pass over each file.
#pragma once

#include "geo/areas.hpp"
#include "geo/loaded_folder.hpp"
#include "geo/table_file.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace yaad::geo {

// Lengths of texts in code points: a name on a map, one sentence, a paragraph. Longer ones belong elsewhere.
inline constexpr std::size_t kMaxName = 300;
inline constexpr std::size_t kMaxSentence = 1000;
inline constexpr std::size_t kMaxParagraph = 4000;

// A table that others refer to by id.
template <class Index>
struct Linkable {
  TableFile table;
  std::unordered_map<std::string, Index> index;
};

struct Links {
  const Linkable<SourceIndex>& sources;
  const Linkable<ActorIndex>& actors;
  const Linkable<PlaceIndex>& places;
};

void read_dataset_info(const FolderFile& file, LoadedFolder& out);
void read_sources(Linkable<SourceIndex>& sources, LoadedFolder& out);
void read_actors(Linkable<ActorIndex>& actors, LoadedFolder& out);
void read_places(Linkable<PlaceIndex>& places, const Areas& areas, LoadedFolder& out);
void read_incidents(TableFile& table, const Links& links, const Areas& areas, const ReadOptions& options,
                    LoadedFolder& out);
void read_statistics(TableFile& table, const Linkable<SourceIndex>& sources, LoadedFolder& out);
void read_corrections(TableFile& table, const Linkable<SourceIndex>& sources, LoadedFolder& out);

// Coordinates in the columns lat and lon; refuses the row where they are none.
std::optional<LonLat> read_coordinates(Row& row);
// A radius in metres, or the default of the precision.
double read_radius(Row& row, PlacePrecision precision);

// A value and the line it was read from, sorted by `key` into the two vectors that the dataset and RowLines hold.
template <class T, class Less>
void store_sorted(std::vector<std::pair<T, std::size_t>> rows, Less less, std::vector<T>& values,
                  std::vector<std::size_t>& lines) {
  std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return less(a.first, b.first); });
  for (auto& [value, line] : rows) {
    values.push_back(std::move(value));
    lines.push_back(line);
  }
}

}  // namespace yaad::geo
