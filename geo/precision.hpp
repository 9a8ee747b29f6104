// How exactly a place or a date is known (data/README.md, sections "Places" and "Dates").
// Codes with their radius and their order of coarseness; no record and no polygon is known here.
#pragma once

#include "geo/date_span.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace yaad::geo {

enum class PlacePrecision : std::uint8_t {
  site,           // P1: a building, 100 m
  neighbourhood,  // P2: a street or named neighbourhood, 1 km
  town,           // P3: a town or village, 5 km
  near,           // P4: within 25 km of a known point
  district,       // P5: an area, drawn as its polygon
  province,       // P6: an area
  line,           // P7: a stretch of highway, a border: a point with its radius
  country,        // P8: an area
};
inline constexpr std::array<std::string_view, 8> kPlacePrecisions{"P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"};

// Radius of uncertainty where a record states none; 0 for areas, which have a polygon instead.
inline constexpr std::array<double, 8> kDefaultRadiusM{100, 1000, 5000, 25000, 0, 0, 15000, 0};

// Known to an area only: never a dot on the map, a cell of the index of its own.
constexpr bool is_area(PlacePrecision p) {
  return p == PlacePrecision::district || p == PlacePrecision::province || p == PlacePrecision::country;
}

// 0 is finest. The order of coarseness is P1 P2 P3 P4 P7 P5 P6 P8: a line is finer than a district.
constexpr int coarseness(PlacePrecision p) {
  constexpr std::array<int, 8> order{0, 1, 2, 3, 5, 6, 4, 7};
  return order[static_cast<std::size_t>(p)];
}

enum class DatePrecision : std::uint8_t { day, days, week, month, longer };  // D1 … D5
inline constexpr std::array<std::string_view, 5> kDatePrecisions{"D1", "D2", "D3", "D4", "D5"};

// By the length of the span: D1 one day, D2 2–6 days, D3 7, D4 8–31, D5 more or open.
constexpr DatePrecision date_precision(const DateSpan& span) {
  if (span.is_one_day()) return DatePrecision::day;
  if (!span.is_bounded()) return DatePrecision::longer;
  const std::int64_t days = std::int64_t{span.last()} - span.first() + 1;
  if (days <= 6) return DatePrecision::days;
  if (days == 7) return DatePrecision::week;
  return days <= 31 ? DatePrecision::month : DatePrecision::longer;
}

}  // namespace yaad::geo
