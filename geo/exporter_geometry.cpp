#include "geo/exporter_geometry.hpp"

#include "geo/filter.hpp"
#include "geo/polygon.hpp"

#include <algorithm>
#include <stdexcept>

namespace yaad::geo {

Result<ExportGeometry> ExportGeometry::make(const CrsName& crs, bool with_areas, const Dataset& dataset,
                                            const Areas& areas, std::span<const IncidentIndex> rows) {
  ExportGeometry made(crs, with_areas, areas);
  if (!crs.is_crs84()) {
    auto projection = Projection::to_crs84(crs.code);
    if (!projection) return projection.error();
    made.projection_ = std::move(*projection);
  }
  for (const IncidentIndex row : rows) {
    const Incident& incident = dataset.incidents[row];
    if (incident.is_dot()) {
      if (!made.projection_) continue;
      if (const auto there = made.projection_->back(incident.at); !there) return there.error();
    } else if (const Area* area = made.area_of(incident); area != nullptr && !made.polygons_.contains(area)) {
      if (const auto kept = made.keep(*area); !kept) return kept.error();
    }
  }
  return made;
}

const Area* ExportGeometry::area_of(const Incident& incident) const {
  return with_areas_ && !incident.is_dot() ? areas_->find(area_cell(incident, *areas_)) : nullptr;
}

Result<void> ExportGeometry::keep(const Area& area) {
  std::vector<Ring> rings = area.rings;
  const auto polygons = polygons_of(rings);
  for (const auto& polygon : polygons) {
    for (std::size_t i = 0; i < polygon.size(); ++i) {
      Ring& ring = rings[polygon[i]];
      if ((signed_area(ring) > 0) == (i == 0)) continue;
      std::reverse(ring.lon.begin(), ring.lon.end());
      std::reverse(ring.lat.begin(), ring.lat.end());
    }
  }
  std::vector<std::vector<Planar>> there(rings.size());
  if (projection_) {
    auto projected = projection_->back(rings);
    if (!projected) return projected.error();
    there = std::move(*projected);
  } else {
    for (std::size_t r = 0; r < rings.size(); ++r)
      for (std::size_t i = 0; i < rings[r].lon.size(); ++i) there[r].push_back({rings[r].lon[i], rings[r].lat[i]});
  }
  PlanarPolygons& kept = polygons_[&area];
  for (const auto& polygon : polygons) {
    auto& into = kept.emplace_back();
    for (const std::size_t ring : polygon) into.push_back(std::move(there[ring]));
  }
  return {};
}

std::optional<Planar> ExportGeometry::point(const Incident& incident) const {
  if (!incident.is_dot()) return std::nullopt;
  if (!projection_) return Planar{incident.at.lon(), incident.at.lat()};
  const auto there = projection_->back(incident.at);
  // It was possible when this was made: what fails now has broken.
  if (!there) throw std::runtime_error(there.error().detail);
  return *there;
}

const PlanarPolygons* ExportGeometry::polygons(const Incident& incident) const {
  const auto found = polygons_.find(area_of(incident));
  return found == polygons_.end() ? nullptr : &found->second;
}

void ExportGeometry::write_json(JsonWriter& json, const Incident& incident) const {
  const auto position = [&](const Planar& at) {
    const Planar written = projection_ ? projection_->in_order(at, crs_.order) : at;
    json.begin_array().value(written.x).value(written.y).end_array();
  };
  if (const auto at = point(incident)) {
    json.begin_object().member("type", "Point").key("coordinates");
    position(*at);
    json.end_object();
  } else if (const PlanarPolygons* area = polygons(incident)) {
    json.begin_object().member("type", "MultiPolygon").key("coordinates").begin_array();
    for (const auto& polygon : *area) {
      json.begin_array();
      for (const auto& ring : polygon) {
        json.begin_array();
        for (const Planar& at_corner : ring) position(at_corner);
        json.end_array();
      }
      json.end_array();
    }
    json.end_array().end_object();
  } else {
    json.null();
  }
}

void ExportGeometry::append_wkt(std::string& out, const Incident& incident) const {
  const auto position = [&](const Planar& at) {
    append_number(out, at.x);
    out += ' ';
    append_number(out, at.y);
  };
  // "(a, b, c)" of anything.
  const auto list = [&](const auto& items, const auto& write) {
    out += '(';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += ", ";
      write(items[i]);
    }
    out += ')';
  };
  if (const auto at = point(incident)) {
    out += "POINT (";
    position(*at);
    out += ')';
  } else if (const PlanarPolygons* area = polygons(incident)) {
    out += "MULTIPOLYGON ";
    list(*area, [&](const auto& polygon) { list(polygon, [&](const auto& ring) { list(ring, position); }); });
  }
}

}  // namespace yaad::geo
