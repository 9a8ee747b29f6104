// What the fields of other producers have in common: days, points, tolls, areas by name. Each reads one notation
// strictly; what is not that notation is not taken, never guessed.
#pragma once

#include "geo/area_names.hpp"
#include "geo/date_span.hpp"
#include "geo/import_record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yaad::geo {

// "2013-02-16", "2013-02-16 00:00:00.000", "2013-02-16T00:00:00Z": the day, whatever the clock says.
std::optional<Day> iso_day(std::string_view text);
// "16 February 2013", "16-Feb-2013", "16 Feb 13" with the century of `year`.
std::optional<Day> day_with_month_name(std::string_view text, int year);
// "41321" or "41321.0": days as Excel counts them, from 1900 on.
std::optional<Day> excel_day(std::string_view text);

// 1 to 12 for an English name of a month or its first three letters; 0 for another word.
int month_by_name(std::string_view word);

// EDTF: a day, a whole month or year as such, else an interval.
std::string edtf_of(Day first, Day last);

// A whole number as tables hold it: "12", "12.0"; nothing for blank, negative (a code for unknown) and the rest.
std::optional<std::uint32_t> whole_number(std::string_view text);
// True for "2.5" and its like.
bool is_decimal(std::string_view text);

// The point as written; why not where it is none. The columns are called lat and lon there, or as the row has them.
std::optional<NotTaken> read_point(std::string_view lat, std::string_view lon, ImportedPlace& place);
std::optional<NotTaken> read_point(const ImportRow& row, std::string_view lat_column, std::string_view lon_column,
                                   ImportedPlace& place);

// Fills the codes of a place from names; what is not known stays blank. A country or province without a point stands
// where its label does; nothing else may be without one.
class PlaceCodes {
 public:
  explicit PlaceCodes(const Areas& areas) : areas_(areas), names_(areas) {}
  void fill(ImportedPlace& place, std::string_view country, std::string_view province, std::string_view district) const;
  bool stand_at_label(ImportedPlace& place) const;

 private:
  const Areas& areas_;
  AreaNames names_;
};

NotTaken refused(std::string_view column, std::string_view reason, std::string_view value);
NotTaken left_out(std::string_view column, std::string_view reason, std::string_view value);

}  // namespace yaad::geo
