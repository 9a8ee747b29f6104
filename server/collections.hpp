// The four collections of the API: what each is, as its document says it. A table; what its pages hold is written by the
// handlers of its items.
#pragma once

#include <array>
#include <string_view>

namespace yaad::server {

struct Collection {
  std::string_view id, title, description;
  bool dated = false;     // its features have days of their own
  bool filtered = false;  // it takes a filter expression
};

inline constexpr std::array<Collection, 4> kCollections{{
    {"incidents", "Documented attacks",
     "One feature for each documented attack, with its sources. A record known only to a district, a province or a "
     "country has no geometry. A window (datetime) holds every record that may have happened in it.",
     true, true},
    {"places", "Places that people name",
     "Places with their uncertainty, and what the records add up to there for the window and filters of the request. "
     "bbox and area choose places; the other filters choose the records that are counted.",
     false, false},
    {"areas", "Countries, provinces and districts",
     "Outlines, and what the records add up to in each for the window and filters of the request. A record counts in "
     "each "
     "area that holds it: add up areas of one level only. bbox, area and level choose areas; the other filters choose "
     "the "
     "records that are counted.",
     false, false},
    {"statistics", "Totals that sources state",
     "Figures that a source gives for a period and an area, never a dot on the map. Where the area is one that is "
     "known "
     "here, `records` says what the records of this dataset add up to there and then: another count, beside it.",
     true, false},
}};

}  // namespace yaad::server
