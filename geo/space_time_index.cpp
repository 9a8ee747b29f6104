#include "geo/space_time_index.hpp"

#include "geo/cell_grid.hpp"
#include "geo/space_time_question.hpp"
#include "geo/time_tree_spread.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace yaad::geo {
namespace {

// The zoom whose served cells first tell places apart that differ in these bits.
std::optional<int> expansion_zoom(std::uint32_t differ, int zoom) {
  if (differ == 0) return std::nullopt;
  const int split_level = std::countl_zero(differ) + 1;
  const int z = std::max(split_level - kServedCellBits, zoom + 1);
  return z <= kMaxZoom ? std::optional(z) : std::nullopt;
}

Tally tally_from(const RowTotals& totals, std::uint64_t not_day_dated) {
  Tally t;
  t.count = totals.count;
  t.killed = totals.killed;
  t.killed_low = totals.killed_low;
  t.killed_high = totals.killed_high;
  t.injured = totals.injured;
  t.no_figure = totals.counts[kNoFigureAt];
  t.disputed = totals.counts[kDisputedAt];
  t.not_day_dated = not_day_dated;
  t.by_type = by_type(totals.counts, totals.count);
  t.worst = coarsest(totals.counts);
  return t;
}

// The sums of a cell while they are gathered: of one node, or of rows that are read.
template <class Totals>
struct CellSum {
  CellId cell;
  World corner;
  Totals totals;  // offsets from `corner`
  RowsRead<Totals> read;

  // Once all is read.
  void settle() {
    if (read.pending()) read.settle(totals, corner = corner_of(cell));
  }
};

// What is gathered for a cell before it is an answer.
struct Gathered : CellSum<RowTotals> {
  std::uint64_t not_day_dated = 0;
  std::optional<RowBytes> first;
  std::uint32_t differ = 0;
  bool same_name = true;
};

// The rows of one part, gathered in one pass over the records: a record is long, and reading ten million of them is
// most of what a build waits for.
class PartRows {
 public:
  PartRows(const std::vector<Incident>& incidents, const RowClasses& classes)
      : incidents_(incidents), classes_(classes) {}

  void add(IncidentIndex i, const World& at) {
    const Incident& incident = incidents_[i];
    const Figures figures = figures_of(incident);
    const auto byte = [](std::uint32_t figure) { return static_cast<std::uint8_t>(std::min(figure, kMaxByte)); };
    const RowBytes row{at.x,
                       at.y,
                       i,
                       incident.place.value_or(kNoPlace),
                       byte(figures.killed),
                       byte(figures.killed_low),
                       byte(figures.killed_high),
                       byte(figures.injured),
                       classes_.kind(incident),
                       classes_.who(incident)};
    const DateSpan& span = incident.span;
    if (span.is_one_day()) return add(by_day, row, span.first());
    add(by_first, row, span.first());
    add(by_last, row, span.last());
  }

  IndexPart part(const Dataset& dataset) {
    IndexPart part;
    for (const Strand strand : {by_day, by_first, by_last}) {
      put_in_order(rows_[strand], days_[strand]);
      for (const Day day : days_[strand]) part.orders[strand].push_back(day);
    }
    part.tree = TimeTree(std::move(rows_), dataset);
    return part;
  }

 private:
  void add(Strand strand, const RowBytes& row, Day day) {
    rows_[strand].push_back(row);
    days_[strand].push_back(day);
  }

  static void put_in_order(GrownArray<RowBytes>& rows, std::vector<Day>& days) {
    // A finished dataset stands in order of the first day already.
    if (std::is_sorted(days.begin(), days.end())) return;
    std::vector<std::uint32_t> order(days.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return days[a] < days[b]; });
    GrownArray<RowBytes> sorted;
    for (const std::uint32_t i : order) sorted.push_back(rows[i]);
    rows = std::move(sorted);
    std::sort(days.begin(), days.end());
  }

  const std::vector<Incident>& incidents_;
  const RowClasses& classes_;
  TimeTree::Rows rows_;
  std::array<std::vector<Day>, kStrands> days_;
};

// The rows of a list that stand in a cell of the grid: use(cell, row, whether it is day-dated). Most lists lie in one.
template <class Walked, class Item, class Cell, class Use>
void each_in_cell(const Walked& walk, const Item& list, CellGrid<Cell>& grid, const Use& use) {
  const TimeTree::Node& node = walk.node(list);
  const bool in_one = node.level >= grid.level();
  Cell* cell = nullptr;
  walk.own_rows(list, [&](const RowBytes& row, bool day_dated) {
    if (!in_one || cell == nullptr) cell = grid.at({row.x, row.y});
    if (cell != nullptr) use(*cell, row, day_dated);
    return cell != nullptr || !in_one;
  });
}

void answer(Gathered& g, int zoom, CellTally& result) {
  g.settle();
  result.cell = g.cell;
  result.tally = tally_from(g.totals, g.not_day_dated);
  result.same_place = g.differ == 0;
  if (g.differ != 0) {
    result.centroid = mean(g.corner, g.totals.x, g.totals.y, g.totals.count);
  } else {
    result.centroid = {g.first->x, g.first->y};
    if (g.same_name && g.first->place != kNoPlace) result.place = g.first->place;
  }
  if (g.totals.count == 1) result.only = g.first->incident;
  else result.expansion_zoom = expansion_zoom(g.differ, zoom);
}

}  // namespace

SpaceTimeIndex::SpaceTimeIndex(const Dataset& dataset, const Areas& areas)
    : dataset_(dataset), areas_(areas), classes_(dataset) {
  const auto& incidents = dataset.incidents;
  PartRows dots(incidents, classes_);
  std::vector<IncidentIndex> in_areas;
  for (IncidentIndex i = 0; i < incidents.size(); ++i) {
    if (incidents[i].is_dot()) dots.add(i, to_world(incidents[i].at));
    else in_areas.push_back(i);
  }
  dots_ = dots.part(dataset);
  for (const IncidentIndex i : in_areas) first_of_area_.emplace(area_cell(incidents[i], areas), i);
  assert(first_of_area_.size() <= std::size_t{1} << kAreaLevel);
  for (const auto& [code, unused] : first_of_area_) area_codes_.push_back(code);
  PartRows by_area(incidents, classes_);
  for (const IncidentIndex i : in_areas) {
    const auto code = std::lower_bound(area_codes_.begin(), area_codes_.end(), area_cell(incidents[i], areas));
    by_area.add(i, {static_cast<std::uint32_t>(code - area_codes_.begin()) << (32 - kAreaLevel), 0});
  }
  areas_part_ = by_area.part(dataset);
}

Region SpaceTimeIndex::region_of_areas(const std::optional<Bbox>& bbox) const {
  if (!bbox || area_codes_.empty()) return Region(std::nullopt);
  std::vector<Region::Side> sides;
  for (const std::string_view code : area_codes_) {
    const Area* area = areas_.find(code);
    sides.push_back(!area                          ? Region::Side::border
                    : areas_.touches(*area, *bbox) ? Region::Side::inside
                                                   : Region::Side::outside);
  }
  return {bbox, std::move(sides)};
}

Question SpaceTimeIndex::question(const Filter& filter, bool dots) const {
  return {dataset_,
          areas_,
          classes_,
          dots ? dots_.tree : areas_part_.tree,
          dots ? Region(filter.bbox) : region_of_areas(filter.bbox),
          filter};
}

std::vector<CellTally> SpaceTimeIndex::cells(const TileId& tile, int cell_bits, const Filter& filter,
                                             Dating dating) const {
  assert(cell_bits >= 0 && cell_bits <= 6);
  const Question question = this->question(filter, true);
  CellGrid<Gathered> grid(tile, cell_bits);
  const int level = tile.z() + cell_bits;
  ask(dots_, question, dating, [&]<class Walked, class Item>(const Walked& walk, const Item& root) {
    std::vector<Item> nodes;  // that are cells
    walk.template cells<RowTotals>(
        root, {tile.z(), tile.x(), tile.y()}, level,
        [&](const auto& item) {
          const TimeTree::Node& node = walk.node(item);
          std::uint64_t not_day_dated = 0;
          const auto totals = walk.template totals<RowTotals>(item, &not_day_dated);
          if (totals.count == 0) return;
          Gathered& g = *grid.at({node.x, node.y});
          g.totals = totals;
          g.corner = {node.x, node.y};
          g.not_day_dated = not_day_dated;
          nodes.push_back(item);
        },
        [&](const auto& item) {
          each_in_cell(walk, item, grid, [&](Gathered& g, const RowBytes& row, bool day_dated) {
            walk.add_row(g.read, row, g.totals);
            g.not_day_dated += day_dated ? 0U : 1U;
            add_to_spread(g, row);
          });
        });
    spreads(walk, nodes, [&](std::size_t i, const Spread& apart) {
      const TimeTree::Node& node = walk.node(nodes[i]);
      Gathered& g = *grid.at({node.x, node.y});
      g.first = apart.first;
      g.differ = apart.differ;
      g.same_name = apart.same_name;
    });
  });
  std::vector<CellTally> result;
  result.reserve(grid.size());
  grid.in_order([&](Gathered& g) { answer(g, tile.z(), result.emplace_back()); });
  return result;
}

std::vector<CellSums> SpaceTimeIndex::sums(const TileId& tile, int cell_bits, const Filter& filter) const {
  assert(cell_bits >= 0 && cell_bits <= 6);
  using Sum = CellSum<ShortTotals>;
  const Question question = this->question(filter, true);
  CellGrid<Sum> grid(tile, cell_bits);
  ask(dots_, question, Dating::any, [&](const auto& walk, const auto& root) {
    walk.template cells<ShortTotals>(
        root, {tile.z(), tile.x(), tile.y()}, tile.z() + cell_bits,
        [&](const auto& item) {
          const TimeTree::Node& node = walk.node(item);
          const auto totals = walk.template totals<ShortTotals>(item);
          if (totals.count == 0) return;
          Sum& sum = *grid.at({node.x, node.y});
          sum.corner = {node.x, node.y};
          sum.totals = totals;
        },
        [&](const auto& item) {
          each_in_cell(walk, item, grid,
                       [&](Sum& sum, const RowBytes& row, bool) { walk.add_row(sum.read, row, sum.totals); });
        });
  });
  std::vector<CellSums> result;
  result.reserve(grid.size());
  grid.in_order([&](Sum& s) {
    s.settle();
    result.push_back({s.cell, s.totals.count, s.totals.killed, s.totals.injured,
                      mean(s.corner, s.totals.x, s.totals.y, s.totals.count)});
  });
  return result;
}

std::vector<AreaTally> SpaceTimeIndex::areas(const Filter& filter, Dating dating) const {
  struct Sum {
    RowTotals totals;  // of places they mean nothing
    RowsRead<RowTotals> read;
    std::uint64_t not_day_dated = 0;
    IncidentIndex first = 0;
  };
  std::vector<std::optional<Sum>> by_slot(area_codes_.size());
  const Question question = this->question(filter, false);
  ask(areas_part_, question, dating, [&](const auto& walk, const auto& root) {
    walk.template cells<RowTotals>(
        root, {0, 0, 0}, kAreaLevel,
        [&](const auto& item) {
          Sum sum;
          sum.totals = walk.template totals<RowTotals>(item, &sum.not_day_dated);
          if (sum.totals.count == 1) sum.first = spread(walk, item).first->incident;
          if (sum.totals.count > 0) by_slot[area_slot(walk.node(item).x)] = sum;
        },
        [&](const auto& item) {
          walk.own_rows(item, [&](const RowBytes& row, bool day_dated) {
            auto& sum = by_slot[area_slot(row.x)];
            if (!sum) sum.emplace().first = row.incident;
            walk.add_row(sum->read, row, sum->totals);
            sum->not_day_dated += day_dated ? 0U : 1U;
            return true;
          });
        });
  });
  std::vector<AreaTally> result;
  for (std::size_t slot = 0; slot < by_slot.size(); ++slot) {
    if (!by_slot[slot]) continue;
    const std::string_view code = area_codes_[slot];
    const Area* area = areas_.find(code);
    const World at = to_world(area ? area->label : dataset_.incidents[first_of_area_.at(code)].at);
    Sum& sum = *by_slot[slot];
    sum.read.settle(sum.totals, {0, 0});
    result.push_back({code, at, tally_from(sum.totals, sum.not_day_dated),
                      sum.totals.count == 1 ? std::optional(sum.first) : std::nullopt});
  }
  return result;
}

Tally SpaceTimeIndex::total(const Filter& filter, Dating dating) const {
  RowTotals totals;
  std::uint64_t not_day_dated = 0;
  for (const bool dots : {true, false}) {
    const Question question = this->question(filter, dots);
    ask(dots ? dots_ : areas_part_, question, dating,
        [&](const auto& walk, const auto& root) { walk.add_all(root, totals, not_day_dated); });
  }
  return tally_from(totals, not_day_dated);
}

std::size_t SpaceTimeIndex::bytes() const {
  std::size_t sum = 0;
  for (const IndexPart* part : {&dots_, &areas_part_}) {
    sum += part->tree.bytes();
    for (const TimeOrder& order : part->orders) sum += order.bytes();
  }
  return sum;
}

}  // namespace yaad::geo
