// The Solar Hijri calendar of Afghanistan and Iran by its cycle of 33 years, which is that of the almanacs from 1799
// to 2092. Pure arithmetic on days.
#pragma once

#include "geo/date_span.hpp"

namespace yaad::server {

struct SolarDate {
  int year, month, day;  // month 1 is Hamal, or Farvardin
  friend bool operator==(const SolarDate&, const SolarDate&) = default;
};

SolarDate solar_date(geo::Day day);

}  // namespace yaad::server
