// The heart: for a rectangle of grid cells, a window of days and a filter, how many records, how many killed
// (low, best, high), how many injured, where is the centroid, and if it is one record, which one? Exact, always.
//
// Built once from a Dataset, immutable, read by any number of threads. A quad wavelet tree in time order with running
// sums (time_tree.hpp): a cell costs the same however many records match in it, about 0.1 us; a window costs nothing.
// Filters by code (attack type, precision, target, community, actor) are tested sixteen rows at a time; the others
// (toll, area, date precision, words) ask each record in the window. Holds the dataset and the areas by reference.
// Records known only to an area are not dots: each area is one more cell, asked for by areas().
#pragma once

#include "geo/filter.hpp"
#include "geo/region.hpp"
#include "geo/row_classes.hpp"
#include "geo/space_time_part.hpp"
#include "geo/tile_id.hpp"

#include <map>
#include <optional>
#include <vector>

namespace yaad::geo {

struct Question;  // a filter made ready (space_time_question.hpp)

// What one cell of the grid answers.
struct CellTally {
  CellId cell;
  Tally tally;
  World centroid;                     // mean of the records' places on a grid of 2^-24, rounded down; their place
                                      // where all share one
  bool same_place = false;            // all its records stand at one point, so no zoom splits them
  std::optional<IncidentIndex> only;  // the record, where there is one
  std::optional<PlaceIndex> place;    // same_place: the place that all its records name
  std::optional<int> expansion_zoom;  // the first zoom at which it is more than one cell; none past kMaxZoom
};

// The same in short, for those who draw thousands: half the cost.
struct CellSums {
  CellId cell;
  std::uint64_t count = 0, killed = 0, injured = 0;
  World centroid;  // on the grid of 2^-24
};

// What one area answers about the records known only to it.
struct AreaTally {
  std::string_view code;  // "PK-BA"
  World at;               // where its badge stands: the area's label point, else the place of its first record
  Tally tally;
  std::optional<IncidentIndex> only;
};

class SpaceTimeIndex {
 public:
  SpaceTimeIndex(const Dataset& dataset, const Areas& areas);

  // The non-empty cells of a tile with 2^cell_bits cells a side, dots only, by row then column.
  // cell_bits is 0 to 6. expansion_zoom counts in served cells (kServedCellBits).
  std::vector<CellTally> cells(const TileId& tile, int cell_bits, const Filter& filter,
                               Dating dating = Dating::any) const;
  // The same cells with fewer sums.
  std::vector<CellSums> sums(const TileId& tile, int cell_bits, const Filter& filter) const;
  // The areas that have matching records, by code.
  std::vector<AreaTally> areas(const Filter& filter, Dating dating = Dating::any) const;
  // Everything that matches, dots and areas together.
  Tally total(const Filter& filter, Dating dating = Dating::any) const;
  // The first and the last stated day among the dates of all that matches; none where no date states one.
  std::optional<DateSpan> extent(const Filter& filter) const;
  // The matching records in list order: all, those of one cell, those of one area's cell.
  std::vector<IncidentIndex> records(const Filter& filter) const;
  std::vector<IncidentIndex> records_in(const CellId& cell, const Filter& filter) const;
  std::vector<IncidentIndex> records_in(std::string_view area_code, const Filter& filter) const;
  // Those whose date is less exact than a day, in no order.
  std::vector<IncidentIndex> not_day_dated(const Filter& filter) const;

  // What it occupies, without the dataset.
  std::size_t bytes() const;

 private:
  Question question(const Filter& filter, bool dots) const;
  Region region_of_areas(const std::optional<Bbox>& bbox) const;
  template <class Use>
  void each_record(const Filter& filter, Dating dating, const Use& use) const;

  const Dataset& dataset_;
  const Areas& areas_;
  RowClasses classes_;
  std::map<std::string_view, IncidentIndex> first_of_area_;  // by code
  std::vector<std::string_view> area_codes_;                 // the same codes by slot
  IndexPart dots_, areas_part_;
};

}  // namespace yaad::geo
