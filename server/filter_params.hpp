// Query parameters to a geo::Filter and back: the one grammar of filters, on every route (names as in README.md).
// A Filter that comes out is valid; every bad value is an Error that names the parameter and what is known.
#pragma once

#include "geo/filter.hpp"
#include "geo/histogram.hpp"
#include "server/params.hpp"

#include <array>
#include <string>

namespace yaad::server {

inline constexpr std::array<std::string_view, 11> kFilterParams{"datetime",       "bbox",      "area",  "attack_type",
                                                                "target_type",    "community", "actor", "precision",
                                                                "date_precision", "killed",    "q"};

// Values of a list: more would be a scan for nothing.
inline constexpr std::size_t kMaxListValues = 64;
inline constexpr std::size_t kMaxWords = 200;  // characters of q

geo::Result<geo::Filter> parse_filter(const Params& params, const geo::Dataset& dataset, const geo::Areas& areas);

// Sorted, defaults dropped: "area=PK-BA&datetime=2013-01-01/2013-02-28". Equal filters give equal text, so it is the
// cache key, the input of ETags and what links repeat. Blank for the filter that matches everything.
std::string canonical(const geo::Filter& filter);

// The window of a `datetime` value: days, months, years and intervals of them, instants (their date counts), durations.
geo::Result<geo::DateSpan> parse_datetime(std::string_view text);
geo::Result<geo::Bbox> parse_bbox(std::string_view text);
// The calendar unit of `step`; month where it is not given.
geo::Result<geo::Step> parse_step(const Params& params);

}  // namespace yaad::server
