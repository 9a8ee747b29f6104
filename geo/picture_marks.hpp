// The marks of a picture, drawn as on the map: discs with the sum of their records and the kinds of attack as a ring,
// circles within which a place is known, badges of areas. Their sums are the index's own.
// Costs what the index asks for the cells in sight, and some microseconds a mark.
#pragma once

#include "geo/map_frame.hpp"
#include "geo/picture_colours.hpp"
#include "geo/space_time_index.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

struct PictureMark {
  PicturePoint at;
  Tally tally;
  bool stack = false;            // several records at one place
  double circle = 0;             // units: the place is known to be inside it; 0 where there is none
  std::string_view area{};       // the code of the area where it is no dot; outlives the mark
  const Place* place = nullptr;  // the one place of all its records
};

// All that matches in the frame; discs whose numbers would be covered are one with their sum.
std::vector<PictureMark> marks_in(const MapFrame& frame, const Dataset& dataset, const Areas& areas,
                                  const SpaceTimeIndex& index, const Filter& filter, bool by_count);
// The one mark of a record, and of a place with these sums.
PictureMark mark_of(const MapFrame& frame, const Incident& incident, const Areas& areas);
PictureMark mark_of(const MapFrame& frame, const Place& place, const Tally& tally);

struct MarkWords {
  std::function<std::string(std::uint64_t)> number;                        // of a disc: "1,031"
  std::function<std::string(std::string_view area, std::uint64_t)> badge;  // "7 in Balochistan"
};

// An area as such: hatched, within its own dashed outline.
void draw_area(Canvas& canvas, const MapFrame& frame, const Area& area, const PictureColours& colours);

// How far the disc of a mark reaches.
double reach_of(const PictureMark& mark, bool by_count);

// `by_count`: sized and numbered by records instead of by those killed. Returns what the marks take.
std::vector<Box> draw_marks(Canvas& canvas, const MapFrame& frame, const std::vector<PictureMark>& marks, bool by_count,
                            const MarkWords& words, const PictureColours& colours);

}  // namespace yaad::geo
