// Which records an answer is about: the same names and the same meaning in tiles, lists, histogram and files.
//
// A Filter is built by a parser that has met every bad value at the door; a default Filter matches everything.
// matches() is the one definition of "in": every faster way to answer is tested against it.
#pragma once

#include "geo/areas.hpp"
#include "geo/dataset.hpp"
#include "geo/record_columns.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace yaad::geo {

struct TollRange {
  std::optional<std::uint32_t> min, max;  // inclusive
  bool no_figure = false;                 // instead of a range: those that state none
  friend bool operator==(const TollRange&, const TollRange&) = default;
};

struct Filter {
  DateSpan window;                   // touched, not covered
  std::optional<Bbox> bbox;          // an area record is in it when its polygon touches it
  std::vector<std::string> areas;    // sorted codes; a country includes its provinces, these their districts
  CodeSet<AttackType> attack_types;  // empty: all
  CodeSet<TargetType> target_types;
  CodeSet<Community> communities;           // a record matches when it has any of them
  std::vector<std::string> actors;          // sorted codes as asked for; children by parent are included
  std::optional<PlacePrecision> precision;  // the coarsest place shown
  std::optional<DatePrecision> date_precision;
  std::optional<TollRange> killed;  // compares the counted figure; a record without one is in no range
  std::string words;                // folded text (geo/fold.hpp), each word of which must occur

  friend bool operator==(const Filter&, const Filter&) = default;
};

bool toll_fits(const TollRange& range, const Figure& killed);

// "PK" includes "PK-BA", which includes "PK-BA.mastung".
bool area_includes(std::string_view wanted, std::string_view code);

// The filter resolved against one dataset: actor codes become indexes, areas know their polygons.
// Holds references: lives no longer than the dataset and the areas.
class Matcher {
 public:
  Matcher(const Filter& filter, const Dataset& dataset, const Areas& areas);
  bool operator()(const Incident& incident) const;

 private:
  // What columns hold, asked of them or of the record; all else, asked of the record.
  bool fits_columns(std::size_t i) const;
  bool fits_record(const Incident& incident) const;
  bool fits_rest(const Incident& incident) const;
  bool in_bbox(const Incident& incident) const;
  bool has_actor(const Incident& incident) const;
  bool has_words(const Incident& incident) const;

  const Filter& filter_;
  const Dataset& dataset_;
  const Areas& areas_;
  std::vector<bool> actor_wanted_;  // by ActorIndex
  std::vector<std::string> words_;  // of filter.words
  const RecordColumns* columns_;    // none: of a dataset that is not finished
  bool has_rest_;
  std::vector<bool> codes_wanted_;  // by columns_->all_codes
  std::shared_ptr<const RecordSet> saying_;
};

// Whether the index has no sums for it and asks record after record.
bool asks_each_record(const Filter& filter);

// The code of the area that stands for a record that is not a dot: its district where a polygon of it is known,
// else its province, else its country. Blank for dots.
std::string_view area_cell(const Incident& incident, const Areas& areas);

}  // namespace yaad::geo
