// `crs` and `bbox-crs` of OGC API Features Part 2: which systems pages are given in, and a bbox that is written in one.
// A fixed list: making a transformation takes up to 57 ms, so each thread keeps those it was asked for, and a client
// cannot make it keep more. Coordinates are in the order that the authority has (EPSG:4326: latitude first).
#pragma once

#include "geo/dataset.hpp"
#include "geo/geojson.hpp"
#include "server/params.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace yaad::server {

// URIs; CRS84, in which all is stored, is the first.
const std::vector<std::string>& known_crs();

struct AskedCrs {
  geo::CrsName name;
  const geo::Projection* projection = nullptr;  // of this thread; null for CRS84

  geo::Positions positions() const;
  std::string content_crs() const { return '<' + name.uri() + '>'; }
};
// The system of the parameter `name`; CRS84 where it is not given.
geo::Result<AskedCrs> parse_crs(const Params& params, std::string_view name);

// A bbox in another system: a rectangle in degrees around it, and what is left to ask of each record in that.
struct AskedBbox {
  Params params;  // with `bbox` in degrees, and without `bbox-crs`
  // Whether a place, or else the area of this code, is in it; none where the rectangle says it all. For one thread.
  std::function<bool(const geo::LonLat& at, std::string_view area)> rest;
};
geo::Result<AskedBbox> parse_bbox_crs(const Params& params, const geo::Areas& areas);

}  // namespace yaad::server
