// Where the records of one export stand: their points and, where that is asked for, the polygons of areas, in the
// coordinate system asked for. Every place is tried when it is made, so that nothing fails once writing has begun.
// Keeps the polygons of each area that occurs once. For one thread at a time.
#pragma once

#include "geo/areas.hpp"
#include "geo/dataset.hpp"
#include "geo/json_writer.hpp"
#include "geo/projection.hpp"

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace yaad::geo {

// Polygons, each an outer ring (counterclockwise) and its holes (clockwise), as RFC 7946 has them.
using PlanarPolygons = std::vector<std::vector<std::vector<Planar>>>;

class ExportGeometry {
 public:
  // Refused when the system is not known, or when a place cannot be told in it.
  static Result<ExportGeometry> make(const CrsName& crs, bool with_areas, const Dataset& dataset, const Areas& areas,
                                     std::span<const IncidentIndex> rows);

  // Easting (or longitude) first. None of a record known only to an area.
  std::optional<Planar> point(const Incident& incident) const;
  // Of such a record where areas were asked for and its area's polygon is known; null otherwise.
  const PlanarPolygons* polygons(const Incident& incident) const;

  // A GeoJSON geometry or null, in the order of axes that was asked for.
  void write_json(JsonWriter& json, const Incident& incident) const;
  // "POINT (67 30.2)", "MULTIPOLYGON (((…", or blank; easting first.
  void append_wkt(std::string& out, const Incident& incident) const;

  const CrsName& crs() const { return crs_; }
  const std::optional<Projection>& projection() const { return projection_; }  // none for CRS84

 private:
  ExportGeometry(CrsName crs, bool with_areas, const Areas& areas)
      : crs_(std::move(crs)), with_areas_(with_areas), areas_(&areas) {}
  Result<void> keep(const Area& area);
  const Area* area_of(const Incident& incident) const;

  CrsName crs_;
  bool with_areas_;
  const Areas* areas_;
  std::optional<Projection> projection_;
  std::unordered_map<const Area*, PlanarPolygons> polygons_;
};

}  // namespace yaad::geo
