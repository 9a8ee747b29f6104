#include "geo/tile_features.hpp"

#include <array>

namespace yaad::geo {
namespace {

// "n_bombing" for each attack type: keys of the static storage that Property asks for.
constexpr std::array<std::string_view, kAttackTypes.size()> kTypeCountKeys{
    "n_suicide_bombing", "n_bombing",          "n_grenade",   "n_rocket_mortar",
    "n_shooting",        "n_targeted_killing", "n_execution", "n_abduction_killing",
    "n_complex_attack",  "n_arson_mob",        "n_other"};

class Properties {
 public:
  void add(std::string_view key, std::string_view text) {
    if (!text.empty()) list_.push_back({key, std::string(text)});
  }
  void add(std::string_view key, bool truth) { list_.push_back({key, truth}); }
  void add(std::string_view key, std::uint64_t number) { list_.push_back({key, number}); }
  void add(std::string_view key, double number) { list_.push_back({key, number}); }
  void add(std::string_view key, std::optional<std::uint32_t> number) {
    if (number) add(key, std::uint64_t{*number});
  }
  std::vector<Property> take() { return std::move(list_); }

 private:
  std::vector<Property> list_;
};

// As supercluster abbreviates, but always text: a property of two types is a nuisance to every reader.
std::string abbreviated(std::uint64_t count) {
  if (count < 1000) return std::to_string(count);
  if (count >= 10000) return std::to_string((count + 500) / 1000) + 'k';
  const std::uint64_t tenths = (count + 50) / 100;
  return std::to_string(tenths / 10) + (tenths % 10 ? '.' + std::to_string(tenths % 10) : std::string()) + 'k';
}

void add_sums(Properties& out, const Tally& tally) {
  out.add("point_count", tally.count);
  out.add("point_count_abbreviated", abbreviated(tally.count));
  // Without a single figure there is no sum: zero would be a claim.
  if (tally.no_figure < tally.count) {
    out.add("killed", tally.killed);
    out.add("killed_low", tally.killed_low);
    out.add("killed_high", tally.killed_high);
  }
  out.add("injured", tally.injured);
  out.add("no_figure", tally.no_figure);
  out.add("disputed", tally.disputed);
  out.add("not_day_dated", tally.not_day_dated);
  out.add("worst_precision", name_of(kPlacePrecisions, tally.worst));
  for (std::size_t i = 0; i < kTypeCountKeys.size(); ++i)
    if (tally.by_type[i] > 0) out.add(kTypeCountKeys[i], tally.by_type[i]);
}

// What a record says of itself, on the map: a single dot, or the only record of an area.
void add_record(Properties& out, const Dataset& dataset, const Incident& incident) {
  out.add("id", incident.id);
  out.add("date", incident.date);
  if (incident.span.first() != kBeforeTime) out.add("first", iso(incident.span.first()));
  if (incident.span.last() != kAfterTime) out.add("last", iso(incident.span.last()));
  if (incident.place) {
    const Place& place = dataset.places[*incident.place];
    out.add("place", place.id);
    out.add("place_name", place.name);
  }
  out.add("attack_type", name_of(kAttackTypes, incident.attack_type));
  out.add("geo_precision", name_of(kPlacePrecisions, incident.precision));
  if (incident.radius_m > 0) out.add("radius_m", incident.radius_m);
}

std::vector<Property> single(const Dataset& dataset, const Incident& incident) {
  Properties out;
  out.add("cluster", false);
  add_record(out, dataset, incident);
  out.add("point_count", std::uint64_t{1});
  out.add("killed", incident.killed.counted());
  out.add("killed_low", incident.killed.lower());
  out.add("killed_high", incident.killed.upper());
  if (incident.killed.at_least()) out.add("at_least", true);
  out.add("injured", incident.injured.counted());
  out.add("no_figure", std::uint64_t{incident.killed.none() ? 1U : 0U});
  out.add("disputed", std::uint64_t{incident.disputed() ? 1U : 0U});
  out.add("not_day_dated", std::uint64_t{incident.span.is_one_day() ? 0U : 1U});
  return out.take();
}

std::vector<Property> cluster(const Dataset& dataset, const CellTally& cell) {
  Properties out;
  out.add("cluster", true);
  out.add("cluster_id", cluster_id(cell.cell));
  add_sums(out, cell.tally);
  out.add("same_place", cell.same_place);
  if (cell.expansion_zoom) out.add("expansion_zoom", static_cast<std::uint64_t>(*cell.expansion_zoom));
  if (cell.same_place && cell.place) {  // so that a stack can be called by its name: "in Quetta: 31"
    const Place& place = dataset.places[*cell.place];
    out.add("place", place.id);
    out.add("place_name", place.name);
    out.add("radius_m", place.radius_m);
  }
  return out.take();
}

std::vector<Property> area_badge(const Dataset& dataset, const Areas& areas, const AreaTally& tally) {
  Properties out;
  out.add("cluster", false);
  out.add("cluster_id", tally.code);
  out.add("area", tally.code);
  if (const Area* area = areas.find(tally.code)) out.add("area_name", area->name);
  if (tally.only) add_record(out, dataset, dataset.incidents[*tally.only]);
  else out.add("geo_precision", name_of(kPlacePrecisions, tally.tally.worst));
  add_sums(out, tally.tally);
  return out.take();
}

}  // namespace

std::vector<TileFeature> tile_features(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index,
                                       const TileId& tile, const Filter& filter, int cell_bits) {
  std::vector<TileFeature> features;
  for (const CellTally& cell : index.cells(tile, cell_bits, filter)) {
    if (cell.only) features.push_back({cell.centroid, single(dataset, dataset.incidents[*cell.only])});
    else features.push_back({cell.centroid, cluster(dataset, cell)});
  }
  for (const AreaTally& area : index.areas(filter))
    if (TileId::of(area.at, tile.z()) == tile) features.push_back({area.at, area_badge(dataset, areas, area)});
  return features;
}

}  // namespace yaad::geo
