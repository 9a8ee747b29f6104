// The features of one incidents tile as they are found: points with properties, told to a sink that writes them as MVT
// or as GeoJSON. One list for both formats, so the two cannot disagree; nothing is kept between the index and the bytes.
//
// A sink has begin(World), add(TileKey, v) with v a bool, uint64, double, text, Abbreviated or one of the two codes,
// add_unless_zero(TileKey, uint64), add_id(TileKey, text) for an id of this feature, and end(). Names of properties are
// those of the HTTP interface.
#pragma once

#include "geo/space_time_index.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace yaad::geo {

enum class TileKey : std::uint8_t {
  cluster,
  cluster_id,
  area,
  area_name,
  id,
  date,
  first,
  last,
  place,
  place_name,
  attack_type,
  geo_precision,
  radius_m,
  point_count,
  point_count_abbreviated,
  killed,
  killed_low,
  killed_high,
  at_least,
  injured,
  no_figure,
  disputed,
  not_day_dated,
  worst_precision,
  same_place,
  expansion_zoom,
  first_of_types,  // and a key for each further attack type
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(TileKey::first_of_types) + kAttackTypes.size()>
    kTileKeys{"cluster",
              "cluster_id",
              "area",
              "area_name",
              "id",
              "date",
              "first",
              "last",
              "place",
              "place_name",
              "attack_type",
              "geo_precision",
              "radius_m",
              "point_count",
              "point_count_abbreviated",
              "killed",
              "killed_low",
              "killed_high",
              "at_least",
              "injured",
              "no_figure",
              "disputed",
              "not_day_dated",
              "worst_precision",
              "same_place",
              "expansion_zoom",
              "n_suicide_bombing",
              "n_bombing",
              "n_grenade",
              "n_rocket_mortar",
              "n_shooting",
              "n_targeted_killing",
              "n_execution",
              "n_abduction_killing",
              "n_complex_attack",
              "n_arson_mob",
              "n_other"};

constexpr TileKey count_of(AttackType type) {
  return static_cast<TileKey>(static_cast<std::size_t>(TileKey::first_of_types) + static_cast<std::size_t>(type));
}
constexpr std::string_view name_of(TileKey key) { return kTileKeys[static_cast<std::size_t>(key)]; }

// A count as supercluster abbreviates it ("1.2k"), but always text: a property of two types is a nuisance to every
// reader.
std::string abbreviated(std::uint64_t count);
struct Abbreviated {
  std::uint64_t count;
};

// Writes features of these data into a sink.
template <class Sink>
class FeatureWriter {
 public:
  FeatureWriter(Sink& sink, const Dataset& dataset, const Areas& areas)
      : sink_(sink), dataset_(dataset), areas_(areas) {}

  void write(const CellTally& cell) {
    sink_.begin(cell.centroid);
    if (cell.only) write_single(dataset_.incidents[*cell.only]);
    else write_cluster(cell);
    sink_.end();
  }

  void write(const AreaTally& area) {
    sink_.begin(area.at);
    add(TileKey::cluster, false);
    add(TileKey::cluster_id, area.code);
    add(TileKey::area, area.code);
    if (const Area* known = areas_.find(area.code)) add(TileKey::area_name, known->name);
    if (area.only) add_record(dataset_.incidents[*area.only]);
    else sink_.add(TileKey::geo_precision, area.tally.worst);
    add_sums(area.tally);
    sink_.end();
  }

 private:
  void add(TileKey key, std::string_view text) {
    if (!text.empty()) sink_.add(key, text);
  }
  void add(TileKey key, std::same_as<bool> auto truth) { sink_.add(key, truth); }
  void add(TileKey key, std::uint64_t number) { sink_.add(key, number); }
  void add(TileKey key, double number) { sink_.add(key, number); }
  void add(TileKey key, std::optional<std::uint32_t> number) {
    if (number) add(key, std::uint64_t{*number});
  }

  void write_single(const Incident& incident) {
    add(TileKey::cluster, false);
    add_record(incident);
    add(TileKey::point_count, std::uint64_t{1});
    add(TileKey::killed, incident.killed.counted());
    add(TileKey::killed_low, incident.killed.lower());
    add(TileKey::killed_high, incident.killed.upper());
    if (incident.killed.at_least()) add(TileKey::at_least, true);
    add(TileKey::injured, incident.injured.counted());
    add(TileKey::no_figure, std::uint64_t{incident.killed.none() ? 1U : 0U});
    add(TileKey::disputed, std::uint64_t{incident.disputed() ? 1U : 0U});
    add(TileKey::not_day_dated, std::uint64_t{incident.span.is_one_day() ? 0U : 1U});
  }

  void write_cluster(const CellTally& cell) {
    add(TileKey::cluster, true);
    sink_.add_id(TileKey::cluster_id, cluster_id(cell.cell));
    add_sums(cell.tally);
    add(TileKey::same_place, cell.same_place);
    if (cell.expansion_zoom) add(TileKey::expansion_zoom, static_cast<std::uint64_t>(*cell.expansion_zoom));
    if (cell.same_place && cell.place) {  // so that a stack can be called by its name: "in Quetta: 31"
      const Place& place = dataset_.places[*cell.place];
      add(TileKey::place, place.id);
      add(TileKey::place_name, place.name);
      add(TileKey::radius_m, place.radius_m);
    }
  }

  // What a record says of itself, on the map: a single dot, or the only record of an area.
  void add_record(const Incident& incident) {
    sink_.add_id(TileKey::id, incident.id);
    add(TileKey::date, incident.date);
    const DateSpan& span = incident.span;
    const std::string first = iso(span.first());
    if (span.first() != kBeforeTime) add(TileKey::first, first);
    if (span.last() != kAfterTime) add(TileKey::last, span.is_one_day() ? first : iso(span.last()));
    if (incident.place) {
      const Place& place = dataset_.places[*incident.place];
      add(TileKey::place, place.id);
      add(TileKey::place_name, place.name);
    }
    sink_.add(TileKey::attack_type, incident.attack_type);
    sink_.add(TileKey::geo_precision, incident.precision);
    if (incident.radius_m > 0) add(TileKey::radius_m, incident.radius_m);
  }

  void add_sums(const Tally& tally) {
    add(TileKey::point_count, tally.count);
    sink_.add(TileKey::point_count_abbreviated, Abbreviated{tally.count});
    // Without a single figure there is no sum: zero would be a claim.
    if (tally.no_figure < tally.count) {
      add(TileKey::killed, tally.killed);
      add(TileKey::killed_low, tally.killed_low);
      add(TileKey::killed_high, tally.killed_high);
    }
    add(TileKey::injured, tally.injured);
    add(TileKey::no_figure, tally.no_figure);
    add(TileKey::disputed, tally.disputed);
    add(TileKey::not_day_dated, tally.not_day_dated);
    sink_.add(TileKey::worst_precision, tally.worst);
    for (std::size_t i = 0; i < tally.by_type.size(); ++i)
      sink_.add_unless_zero(count_of(static_cast<AttackType>(i)), tally.by_type[i]);
  }

  Sink& sink_;
  const Dataset& dataset_;
  const Areas& areas_;
};

// A record is a few lines of memory that no one has looked at lately: they are asked for some features ahead, and for
// several at once (Walk::in_batches says why). A long id stands elsewhere, and is asked for once its record is there.
inline constexpr std::size_t kRecordsAhead = 16;
// Inlined always: g++ 12 takes a call that does nothing but prefetch for a call without effect, and leaves it out.
[[gnu::always_inline]] inline void prefetch_record(const Dataset& dataset, const CellTally& cell) {
  constexpr std::size_t kCacheLine = 64, kAsked = offsetof(Incident, actors);
  if (!cell.only) return;
  const auto* bytes = reinterpret_cast<const char*>(&dataset.incidents[*cell.only]);
  for (std::size_t i = 0; i < kAsked; i += kCacheLine) __builtin_prefetch(bytes + i);
}
[[gnu::always_inline]] inline void prefetch_id(const Dataset& dataset, const CellTally& cell) {
  if (cell.only) __builtin_prefetch(dataset.incidents[*cell.only].id.data());
}

// All features of a tile with 2^cell_bits cells a side: cells by row and column, then the areas whose badge stands in it.
template <class Sink>
void write_tile_features(Sink& sink, const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index,
                         const TileId& tile, const Filter& filter, int cell_bits) {
  FeatureWriter<Sink> writer(sink, dataset, areas);
  const std::vector<CellTally> cells = index.cells(tile, cell_bits, filter);
  const auto ask = [&](std::size_t batch, const auto& prefetch) {
    const std::size_t to = std::min(cells.size(), (batch + 1) * kRecordsAhead);
    for (std::size_t i = batch * kRecordsAhead; i < to; ++i) prefetch(dataset, cells[i]);
  };
  const auto record = [](const Dataset& of, const CellTally& cell) { prefetch_record(of, cell); };
  const auto id = [](const Dataset& of, const CellTally& cell) { prefetch_id(of, cell); };
  ask(0, record);
  ask(1, record);
  ask(0, id);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i % kRecordsAhead == 0) {
      ask(i / kRecordsAhead + 2, record);
      ask(i / kRecordsAhead + 1, id);
    }
    writer.write(cells[i]);
  }
  for (const AreaTally& area : index.areas(filter))
    if (TileId::of(area.at, tile.z()) == tile) writer.write(area);
}

}  // namespace yaad::geo
