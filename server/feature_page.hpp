// What pages of every collection have in common: limit and place in the list, the links, the envelope around features.
// Not what is on them: that is the handler's, feature by feature.
#pragma once

#include "geo/filter.hpp"
#include "geo/geojson.hpp"
#include "server/crs_params.hpp"
#include "server/handlers.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::server {

inline constexpr std::string_view kGeoJson = "application/geo+json";
inline constexpr std::size_t kDefaultLimit = 100;
inline constexpr std::size_t kMaxLimit = 10000;  // OGC: a larger limit is clamped, not refused
// A page ends when its features have come to this, however many it may have, so that none takes more than some 8 MB of
// memory. One that is read by a person ends sooner: as a page it takes twice as much again.
inline constexpr std::size_t kMostPageBytes = std::size_t{6} << 20U;
inline constexpr std::size_t kMostShownBytes = std::size_t{1} << 20U;

struct FeaturePage {
  std::string collection;  // "incidents"
  std::string path;        // of the route: "/api/collections/incidents/items"
  std::string query;       // what every page of the list repeats, as written in a URL; may be blank
  std::uint64_t matched = 0;
  std::size_t most = 0;  // features that may stand on it
  std::string here;      // where it begins: "offset=100", "cursor=…"; blank for the first
  // The same of the next page, where so many stand on this one; blank where it is the last.
  std::function<std::string(std::size_t returned)> next;
  std::size_t most_bytes = kMostPageBytes;
};

// A page of a list that is there, by limit and offset: which features stand on it.
struct OffsetPage {
  FeaturePage page;
  std::size_t begin = 0;
};
geo::Result<OffsetPage> offset_page(const Call& call, std::string_view collection, const std::string& query,
                                    std::size_t matched);

// `f` of routes that answer as JSON and as a page; other values are refused, and told with those that are files.
geo::Result<void> check_format(const Params& params, const std::vector<std::string>& files = {});
// The same of documents that take nothing but `f` and `v`.
geo::Result<void> check_document(const Params& params);

geo::Result<std::size_t> parse_limit(const Params& params);
// Parts of a query, joined; blank ones are left out.
std::string joined_query(std::initializer_list<std::string> parts);
// The canonical text of a filter; a rectangle in another system is repeated as it was written.
std::string filter_query(geo::Filter filter, const Params& params);
// Parameters as they came, where they are given: "crs=…&v=…".
std::string repeated(const Params& params, std::initializer_list<std::string_view> names);

// Calls write(json, i, positions) for each of the features of the page, i from 0, until it is full.
geo::Result<Reply> feature_page(const Call& call, const FeaturePage& page,
                                const std::function<void(geo::JsonWriter&, std::size_t, geo::Positions&)>& write);
// One feature, with its links.
geo::Result<Reply> one_feature(const Call& call, std::string_view collection, const std::string& id,
                               const std::function<void(geo::JsonWriter&, geo::Positions&)>& write);

inline Reply or_problem(geo::Result<Reply> made) { return made ? std::move(*made) : problem(made.error()); }

}  // namespace yaad::server
