// Finds the places of the dataset and the areas by any of their names, in any script, and says why each matched.
//
// Names are folded (geo/fold), then compared: exact before alias before prefix before word before close (another
// transliteration, or one or two slips). Places of one name all come, with country and area: a person chooses.
// A look-up walks every name once, about 0.2 µs each: right for thousands of names, not for all of GeoNames.
#pragma once

#include "geo/areas.hpp"
#include "geo/dataset.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

struct GazetteerMatch {
  std::string id;       // of places.csv, or an area's code
  std::string name;     // the English name
  std::string matched;  // the name or alias that matched, as written
  std::string reason;   // exact | alias | prefix | word | close
  LonLat at;
  double radius_m = 0;
  PlacePrecision precision = PlacePrecision::town;
  std::string country, area, district;  // codes "PK", "PK-BA"; the district's name. Blank where not known
  std::uint64_t incidents = 0;          // records at this place, or anywhere in this area
};

class Gazetteer {
 public:
  Gazetteer(const Dataset& dataset, const Areas& areas);
  // Best first; at most `limit`. Blank or unmatched text finds nothing.
  std::vector<GazetteerMatch> find(std::string_view text, std::size_t limit) const;

 private:
  struct Name {
    std::string folded;  // words parted by one space
    std::u32string key;  // without spaces, spellings of one sound made one
    std::string written;
    std::size_t entry;
    bool primary;  // the name in one of the languages, no alias
  };
  void add_name(std::size_t entry, const std::string& written, bool primary);

  std::vector<GazetteerMatch> entries_;
  std::vector<Name> names_;
};

}  // namespace yaad::geo
