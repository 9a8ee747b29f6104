// The columns of places, areas and statistics in files: a table; each says where the feature says it.
#include "server/collection_file.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

using Kind = geo::ColumnKind;

// What the records that are counted add up to: the end of areas and of places alike.
constexpr std::array kSums{
    geo::FeatureColumn{"killed", Kind::whole, "/properties/killed", "their sum; blank where no record has a figure"},
    geo::FeatureColumn{"killed_low", Kind::whole, "/properties/killed_low", "sum of the smallest credible figures"},
    geo::FeatureColumn{"killed_high", Kind::whole, "/properties/killed_high", "sum of the largest figures"},
    geo::FeatureColumn{"injured", Kind::whole, "/properties/injured", "sum of the injured"},
    geo::FeatureColumn{"no_figure", Kind::whole, "/properties/no_figure", "records without a figure of the killed"},
    geo::FeatureColumn{"disputed", Kind::whole, "/properties/disputed", "records whose sources conflict"},
    geo::FeatureColumn{"not_day_dated", Kind::whole, "/properties/not_day_dated", "records not known to the day"},
};

template <std::size_t N>
constexpr auto with_sums(const std::array<geo::FeatureColumn, N>& own) {
  std::array<geo::FeatureColumn, N + kSums.size()> all{};
  std::copy(kSums.begin(), kSums.end(), std::copy(own.begin(), own.end(), all.begin()));
  return all;
}

constexpr auto kAreas = with_sums(std::array{
    geo::FeatureColumn{"id", Kind::text, "/id", "ISO 3166 code; of a district the province's and a name"},
    geo::FeatureColumn{"name", Kind::text, "/properties/name", "name in English"},
    geo::FeatureColumn{"name_ur", Kind::text, "/properties/name_ur", "name in Urdu"},
    geo::FeatureColumn{"name_fa", Kind::text, "/properties/name_fa", "name in Persian"},
    geo::FeatureColumn{"level", Kind::text, "/properties/level",
                       "country, province or district; add up one level only"},
    geo::FeatureColumn{"parent", Kind::text, "/properties/parent", "code of the area that it is part of"},
    geo::FeatureColumn{"count", Kind::whole, "/properties/count", "records of the window and filters in it"},
});

constexpr auto kPlaces = with_sums(std::array{
    geo::FeatureColumn{"id", Kind::text, "/id", "name of the place; never changes"},
    geo::FeatureColumn{"name", Kind::text, "/properties/name", "name in English"},
    geo::FeatureColumn{"name_ur", Kind::text, "/properties/name_ur", "name in Urdu"},
    geo::FeatureColumn{"name_fa", Kind::text, "/properties/name_fa", "name in Persian and Dari"},
    geo::FeatureColumn{"name_ps", Kind::text, "/properties/name_ps", "name in Pashto"},
    geo::FeatureColumn{"aliases", Kind::text, "/properties/aliases", "other names and spellings, with ';'"},
    geo::FeatureColumn{"geo_precision", Kind::text, "/properties/geo_precision", "P1 a site to P8 a country"},
    geo::FeatureColumn{"radius_m", Kind::real, "/properties/radius_m", "uncertainty around the point, in metres"},
    geo::FeatureColumn{"lat", Kind::real, "/geometry/coordinates/1", "latitude, WGS 84; blank of an area"},
    geo::FeatureColumn{"lon", Kind::real, "/geometry/coordinates/0", "longitude, WGS 84; blank of an area"},
    geo::FeatureColumn{"country", Kind::text, "/properties/country", "ISO 3166-1 code"},
    geo::FeatureColumn{"area", Kind::text, "/properties/area", "ISO 3166-2 code of the province"},
    geo::FeatureColumn{"district", Kind::text, "/properties/district", "code of the district"},
    geo::FeatureColumn{"basis", Kind::text, "/properties/basis", "where the coordinate comes from"},
    geo::FeatureColumn{"count", Kind::whole, "/properties/count", "records of the window and filters at it"},
});

constexpr std::array kStatistics{
    geo::FeatureColumn{"id", Kind::text, "/id", "name of the total"},
    geo::FeatureColumn{"period", Kind::text, "/properties/period", "the period that the source states, in EDTF"},
    geo::FeatureColumn{"first", Kind::day, "/properties/first", "its first day; blank where that is open"},
    geo::FeatureColumn{"last", Kind::day, "/properties/last", "its last day; blank where that is open"},
    geo::FeatureColumn{"area", Kind::text, "/properties/area", "where, and whom it counts, as the source says"},
    geo::FeatureColumn{"killed", Kind::whole, "/properties/killed", "the killed, as the source states"},
    geo::FeatureColumn{"injured", Kind::whole, "/properties/injured", "the injured, as the source states"},
    geo::FeatureColumn{"attacks", Kind::whole, "/properties/attacks", "the attacks, as the source states"},
    geo::FeatureColumn{"note", Kind::text, "/properties/note", "what the editors remark"},
    geo::FeatureColumn{"source", Kind::text, "/properties/source/id", "the passage that states it"},
    geo::FeatureColumn{"source_title", Kind::text, "/properties/source/title", "title of the document"},
    geo::FeatureColumn{"source_url", Kind::text, "/properties/source/url", "where it can be read"},
    geo::FeatureColumn{"records_area", Kind::text, "/properties/records/area", "the area here that is meant"},
    geo::FeatureColumn{"records_datetime", Kind::text, "/properties/records/datetime", "the window counted here"},
    geo::FeatureColumn{"records_count", Kind::whole, "/properties/records/count",
                       "records of this dataset there and then; another count, never to be added"},
    geo::FeatureColumn{"records_killed", Kind::whole, "/properties/records/killed", "their sum"},
    geo::FeatureColumn{"records_killed_low", Kind::whole, "/properties/records/killed_low",
                       "sum of their least figures"},
    geo::FeatureColumn{"records_killed_high", Kind::whole, "/properties/records/killed_high",
                       "sum of their largest figures"},
    geo::FeatureColumn{"records_injured", Kind::whole, "/properties/records/injured", "sum of their injured"},
    geo::FeatureColumn{"records_no_figure", Kind::whole, "/properties/records/no_figure", "those without a figure"},
};

}  // namespace

std::span<const geo::FeatureColumn> collection_columns(std::string_view collection) {
  if (collection == "areas") return kAreas;
  return collection == "places" ? std::span<const geo::FeatureColumn>(kPlaces) : kStatistics;
}

}  // namespace yaad::server
