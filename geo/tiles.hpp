// A tile of the map under a filter, as vector tile (MVT 2.1) and as GeoJSON: the same features, written twice.
//
// Features are points: clusters and single records at their cell's centroid, and one badge for each area with
// records known only to it, at the area's label point, in the one tile that owns that point. So the point counts of
// all tiles of a zoom add up to the number of matching records. Cost: the index's cells, and 0.2 us a feature.
#pragma once

#include "geo/space_time_index.hpp"

#include <string>

namespace yaad::geo {

// Empty when the tile has no feature. With 2^cell_bits cells a side: the served number, or a finer one (the
// benchmark's).
std::string incidents_mvt(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index, const TileId& tile,
                          const Filter& filter, int cell_bits = kServedCellBits);
// Always a FeatureCollection.
std::string incidents_tile_geojson(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index,
                                   const TileId& tile, const Filter& filter);

}  // namespace yaad::geo
