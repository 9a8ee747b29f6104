#include "geo/spacetime_tile.hpp"

#include "geo/mvt_layer.hpp"
#include "geo/patience.hpp"

#include <algorithm>
#include <cassert>

namespace yaad::geo {
namespace {

constexpr std::array<Dating, 3> kKinds{Dating::day_dated, Dating::by_first, Dating::by_last};

// Whatever has matching records in one tile: cells by row and column, then areas by code. Where each stands is its
// place over all time: a mark that wanders while time is played would seem to say something.
struct Spots {
  std::vector<CellTally> cells;
  std::vector<AreaTally> areas;

  std::size_t size() const { return cells.size() + areas.size(); }
  std::string name(std::size_t i) const {
    return i < cells.size() ? cluster_id(cells[i].cell) : std::string(areas[i - cells.size()].code);
  }
  World at(std::size_t i) const { return i < cells.size() ? cells[i].centroid : areas[i - cells.size()].at; }
  const Tally& tally(std::size_t i) const { return i < cells.size() ? cells[i].tally : areas[i - cells.size()].tally; }
};

Spots spots_of(const SpaceTimeIndex& index, const TileId& tile, const Filter& filter) {
  Spots spots{index.cells(tile, kServedCellBits, filter), index.areas(filter)};
  std::erase_if(spots.areas, [&](const AreaTally& area) { return TileId::of(area.at, tile.z()) != tile; });
  return spots;
}

// The properties by number: the sums of each kind, then those that the two sorts of points have beside them.
constexpr std::size_t key_of_sum(std::size_t kind, std::size_t sum) { return kind * kSpacetimeSums + sum; }
enum Key : std::size_t {
  kPointCount,
  kKilled,
  kKilledLow,
  kKilledHigh,
  kInjured,
  kNoFigure,
  kCell = kKinds.size() * kSpacetimeSums,
  kT,
  kId,
  kFirst,
  kLast,
  kAtLeast,
  kFamily,
  kPrecision,
  kRadius,
  kDisputed,
  kKeyCount,
};
constexpr auto kKeys = [] {
  std::array<std::string_view, kKeyCount> names{};
  for (std::size_t kind = 0; kind < kKinds.size(); ++kind)
    for (std::size_t sum = 0; sum < kSpacetimeSums; ++sum) names[key_of_sum(kind, sum)] = kSpacetimeSumKeys[kind][sum];
  names[kCell] = "cell";
  names[kT] = "t";
  names[kId] = "id";
  names[kFirst] = "first";
  names[kLast] = "last";
  names[kAtLeast] = "at_least";
  names[kFamily] = "family";
  names[kPrecision] = "geo_precision";
  names[kRadius] = "radius_m";
  names[kDisputed] = "disputed";
  return names;
}();

// ---- few records: each of them ----

void tag_figure(MvtLayer& layer, Key key, std::optional<std::uint32_t> figure) {
  if (figure) layer.tag(key, std::uint64_t{*figure});
}

void add_record(MvtLayer& layer, const Incident& incident, const std::string& cell, const World& at) {
  layer.tag(kId, incident.id);
  layer.tag(kCell, cell);
  if (incident.span.first() != kBeforeTime) layer.tag(kFirst, iso(incident.span.first()));
  if (incident.span.last() != kAfterTime) layer.tag(kLast, iso(incident.span.last()));
  layer.tag(kPointCount, std::uint64_t{1});
  tag_figure(layer, kKilled, incident.killed.counted());
  tag_figure(layer, kKilledLow, incident.killed.lower());
  tag_figure(layer, kKilledHigh, incident.killed.upper());
  if (incident.killed.at_least()) layer.tag(kAtLeast, true);
  tag_figure(layer, kInjured, incident.injured.counted());
  layer.tag(kNoFigure, std::uint64_t{incident.killed.none() ? 1U : 0U});
  layer.tag(kFamily, name_of(kFamilies, family(incident.attack_type)));
  layer.tag(kPrecision, name_of(kPlacePrecisions, incident.precision));
  if (incident.radius_m > 0) layer.tag(kRadius, incident.radius_m);
  if (incident.disputed()) layer.tag(kDisputed, std::uint64_t{1});
  layer.add_point(at);
}

struct Listed {
  IncidentIndex record;
  std::size_t spot;
};

std::vector<Listed> records_at(const SpaceTimeIndex& index, const Spots& spots, const Filter& filter) {
  std::vector<Listed> listed;
  for (std::size_t i = 0; i < spots.size(); ++i) {
    const auto records = i < spots.cells.size() ? index.records_in(spots.cells[i].cell, filter)
                                                : index.records_in(spots.areas[i - spots.cells.size()].code, filter);
    for (const IncidentIndex record : records) listed.push_back({record, i});
  }
  return listed;
}

void list_records(MvtLayer& layer, const Dataset& dataset, const SpaceTimeIndex& index, const Spots& spots,
                  const Filter& filter) {
  auto listed = records_at(index, spots, filter);
  std::sort(listed.begin(), listed.end(), [](const Listed& a, const Listed& b) { return a.record < b.record; });
  for (const auto& [record, i] : listed) {
    const Incident& incident = dataset.incidents[record];
    add_record(layer, incident, spots.name(i), incident.is_dot() ? to_world(incident.at) : spots.at(i));
  }
}

// ---- more: sums by spot and unit ----

using Kinds = std::array<Tally, kKinds.size()>;

std::array<std::uint64_t, kSpacetimeSums> sums_of(const Tally& tally) {
  std::array<std::uint64_t, kSpacetimeSums> sums{tally.count,       tally.killed,  tally.killed_low,
                                                 tally.killed_high, tally.injured, tally.no_figure};
  for (std::size_t type = 0; type < tally.by_type.size(); ++type)
    sums[6 + static_cast<std::size_t>(family(static_cast<AttackType>(type)))] += tally.by_type[type];
  return sums;
}

constexpr std::size_t kDayDated = 0, kByFirst = 1, kByLast = 2;  // in kKinds

// The sums of one span of days after another, by asking for them or by adding record to record; writes a point for each
// spot that has records in it.
class Frames {
 public:
  Frames(MvtLayer& layer, const SpaceTimeIndex& index, const TileId& tile, Filter filter, const Spots& spots)
      : layer_(layer), index_(index), tile_(tile), filter_(std::move(filter)), spots_(spots), kinds_(spots.size()) {
    names_.resize(spots.size());
  }

  // Whether the tile has any record of this kind: what is not there is not asked for unit by unit.
  bool has(std::size_t kind) {
    clear();
    ask(kind, DateSpan());
    return std::any_of(kinds_.begin(), kinds_.end(), [&](const Kinds& kinds) { return kinds[kind].count > 0; });
  }
  void clear() { std::fill(kinds_.begin(), kinds_.end(), Kinds()); }
  void ask(std::size_t kind, const DateSpan& window) {
    filter_.window = window;
    // Both lists stand in the same order as the spots, and hold some of them.
    std::size_t i = 0;
    for (const CellTally& cell : index_.cells(tile_, kServedCellBits, filter_, kKinds[kind])) {
      while (spots_.cells[i].cell != cell.cell) ++i;
      kinds_[i][kind] = cell.tally;
    }
    if (spots_.areas.empty()) return;
    i = 0;
    for (const AreaTally& area : index_.areas(filter_, kKinds[kind])) {
      while (i < spots_.areas.size() && spots_.areas[i].code < area.code) ++i;
      if (i < spots_.areas.size() && spots_.areas[i].code == area.code)
        kinds_[spots_.cells.size() + i][kind] = area.tally;
    }
  }
  void add(std::size_t kind, std::size_t spot, const Incident& record) { geo::add(kinds_[spot][kind], record); }
  // What was asked for or added since clear(), as points of this day.
  void write(std::optional<Day> first_day) {
    std::optional<MvtLayer::Value> t;
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
      if (std::all_of(kinds_[i].begin(), kinds_[i].end(), [](const Tally& tally) { return tally.count == 0; }))
        continue;
      if (!names_[i]) names_[i] = layer_.value(spots_.name(i));
      layer_.tag(kCell, *names_[i]);
      if (first_day) {
        if (!t) t = layer_.value(iso(*first_day));
        layer_.tag(kT, *t);
      }
      for (std::size_t kind = 0; kind < kKinds.size(); ++kind) write_sums(kind, kinds_[i][kind]);
      layer_.add_point(spots_.at(i));
    }
  }

 private:
  void write_sums(std::size_t kind, const Tally& tally) {
    if (tally.count == 0) return;
    const auto sums = sums_of(tally);
    for (std::size_t s = 0; s < sums.size(); ++s) {
      // Without a single figure there is no sum: zero would be a claim. A family of which there is none is left out.
      const bool toll = s >= 1 && s <= 3, of_family = s >= 6;
      if ((toll && tally.no_figure == tally.count) || (of_family && sums[s] == 0)) continue;
      layer_.tag(key_of_sum(kind, s), sums[s]);
    }
  }

  MvtLayer& layer_;
  const SpaceTimeIndex& index_;
  const TileId& tile_;
  Filter filter_;  // its window is the span that is asked for
  const Spots& spots_;
  std::vector<Kinds> kinds_;                           // by spot
  std::vector<std::optional<MvtLayer::Value>> names_;  // by spot, given at first use
};

void write_frames(Frames& frames, const std::vector<DateSpan>& units) {
  const std::array<bool, kKinds.size()> has{frames.has(kDayDated), frames.has(kByFirst), frames.has(kByLast)};
  // First those without a t: they began before all time or end after it.
  frames.clear();
  if (has[kByFirst]) frames.ask(kByFirst, DateSpan::day(kBeforeTime));
  if (has[kByLast]) frames.ask(kByLast, DateSpan::day(kAfterTime));
  frames.write(std::nullopt);
  for (const DateSpan& unit : units) {
    frames.clear();
    for (std::size_t kind = 0; kind < has.size(); ++kind)
      if (has[kind]) frames.ask(kind, unit);
    frames.write(unit.first());
  }
}

// The same frames where the index has no sums for the filter: to ask it unit by unit would read all records for each.
void write_frames_by_record(Frames& frames, const Dataset& dataset, const std::vector<Listed>& listed,
                            const std::vector<DateSpan>& units) {
  struct Part {
    std::size_t frame;  // 0: without a t
    std::size_t kind;
    Listed listed;
  };
  const auto frame_of = [&](Day day) {
    return std::partition_point(units.begin(), units.end(), [&](const DateSpan& u) { return u.last() < day; }) -
           units.begin() + 1;
  };
  std::vector<Part> parts;
  const auto part = [&](std::size_t kind, Day day, const Listed& one) {
    const bool stated = day != kBeforeTime && day != kAfterTime;
    parts.push_back({stated ? static_cast<std::size_t>(frame_of(day)) : 0, kind, one});
  };
  for (const Listed& one : listed) {
    const DateSpan& span = dataset.incidents[one.record].span;
    if (span.is_one_day()) {
      part(kDayDated, span.first(), one);
    } else {
      part(kByFirst, span.first(), one);
      part(kByLast, span.last(), one);
    }
  }
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.frame < b.frame; });
  for (auto begin = parts.begin(); begin != parts.end();) {
    frames.clear();
    auto next = begin;
    for (; next != parts.end() && next->frame == begin->frame; ++next) {
      look_up();
      frames.add(next->kind, next->listed.spot, dataset.incidents[next->listed.record]);
    }
    frames.write(begin->frame == 0 ? std::nullopt : std::optional(units[begin->frame - 1].first()));
    begin = next;
  }
}

// The whole units from the first to the last of these days.
Result<std::vector<DateSpan>> units_of(const std::optional<DateSpan>& days, Step step) {
  std::vector<DateSpan> units;
  if (!days) return units;
  for (DateSpan unit = unit_of(days->first(), step);; unit = unit_of(unit.last() + 1, step)) {
    if (units.size() == kMaxBins)
      return Error{Errc::bad_parameter,
                   "the records span too many bins at this step; take a coarser one",
                   "step",
                   {"month", "year"}};
    units.push_back(unit);
    if (unit.last() >= days->last()) return units;
  }
}

}  // namespace

Result<std::string> spacetime_mvt(const Dataset& dataset, const SpaceTimeIndex& index, const TileId& tile,
                                  const Filter& filter, Step step) {
  assert(filter.window == DateSpan());
  MvtLayer layer("spacetime", tile, kKeys);
  const Spots spots = spots_of(index, tile, filter);
  std::uint64_t records = 0;
  for (std::size_t i = 0; i < spots.size(); ++i) records += spots.tally(i).count;
  if (records <= kMostListedRecords) {
    list_records(layer, dataset, index, spots, filter);
    return layer.take();
  }
  const auto units = units_of(index.extent(filter), step);
  if (!units) return units.error();
  Frames frames(layer, index, tile, filter, spots);
  if (asks_each_record(filter)) write_frames_by_record(frames, dataset, records_at(index, spots, filter), *units);
  else write_frames(frames, *units);
  return layer.take();
}

}  // namespace yaad::geo
