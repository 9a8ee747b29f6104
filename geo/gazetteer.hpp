// Finds the places of the dataset and the areas by any of their names, in any script, and says why each matched.
// Folding of case, diacritics and spelling; exact before prefix before word before close (edit distance).
#pragma once

#include "geo/areas.hpp"
#include "geo/dataset.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

struct GazetteerMatch {
  std::string id;      // of places.csv, or an area's code
  std::string name;    // the English name
  std::string matched; // the name or alias that matched, as written
  std::string reason;  // exact | alias | prefix | word | close
  LonLat at;
  double radius_m = 0;
  PlacePrecision precision = PlacePrecision::town;
  std::string country, area, district;
  std::uint64_t incidents = 0;  // records at this place
};

class Gazetteer {
 public:
  Gazetteer(const Dataset& dataset, const Areas& areas);
  // Best first; at most `limit`. Blank or unmatched text finds nothing.
  std::vector<GazetteerMatch> find(std::string_view text, std::size_t limit) const;

 private:
  struct Name {
    std::string folded;
    std::string written;
    std::size_t entry;
    bool primary;
  };
  std::vector<GazetteerMatch> entries_;
  std::vector<Name> names_;
};

}  // namespace yaad::geo
