// Countries, provinces and districts: their codes, names and polygons, read once through OGR.
//
// Codes are ISO 3166 ("PK", "PK-BA") and, below, the slug of the district's English name ("PK-BA.mastung").
// Polygons are for drawing, for checks and for saying where a point lies; they make no boundary claim.
// point_in costs one bounding-box test an area of the level (1 ns) and, for the few that pass, a look at the edges of
// one band of latitude.
#pragma once

#include "geo/lonlat.hpp"
#include "geo/polygon.hpp"
#include "geo/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

using AreaIndex = std::uint32_t;

enum class AreaLevel : std::uint8_t { country, province, district };

struct Area {
  std::string code, name, name_ur, name_fa;
  std::vector<std::string> aliases;
  AreaLevel level = AreaLevel::country;
  std::string parent;  // code; blank for a country
  LonLat label;        // a point well inside, where a badge stands
  Bbox bbox;
  std::vector<Ring> rings;
};

class Areas {
 public:
  // GeoJSON bytes as geo/mapdata derives them. One wrong area refuses the whole: the file is made, not edited.
  static Result<Areas> from_geojson(std::span<const std::byte> bytes);
  Areas() = default;  // knows no area

  const std::vector<Area>& all() const { return areas_; }  // sorted by code
  const Area* find(std::string_view code) const;
  std::optional<AreaIndex> index_of(std::string_view code) const;
  // The area of this level that holds the point. Where two do (borders that disagree), the smaller.
  const Area* point_in(const LonLat& at, AreaLevel level) const;
  // True when the polygon and the rectangle share a point.
  bool touches(const Area& area, const Bbox& bbox) const;

 private:
  // What point_in looks at, smaller areas first: the first that holds the point is the answer.
  struct Outline {
    Bbox bbox;
    AreaIndex area = 0;
  };
  void index_outlines();

  std::vector<Area> areas_;
  std::vector<BandedRings> bands_;                // by AreaIndex
  std::array<std::vector<Outline>, 3> by_level_;  // by AreaLevel
};

// "Dera Ismail Khan" -> "dera-ismail-khan"; the last part of a district's code.
std::string area_slug(std::string_view name);

}  // namespace yaad::geo
