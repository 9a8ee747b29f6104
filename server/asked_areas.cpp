#include "server/asked_areas.hpp"

#include "server/crs_params.hpp"
#include "server/feature_page.hpp"
#include "server/filter_params.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

bool is_of(const std::vector<std::string>& areas, std::string_view code) {
  return areas.empty() ||
         std::any_of(areas.begin(), areas.end(), [&](const auto& wanted) { return geo::area_includes(wanted, code); });
}

// Areas without an outline are in no bbox.
bool in_bbox(const geo::Snapshot& data, const AskedAreas& asked, const std::string& code) {
  if (!asked.bbox) return true;
  const geo::Area* area = data.areas.find(code);
  return area != nullptr && data.areas.touches(*area, *asked.bbox) &&
         (!asked.in_sheet || asked.in_sheet(area->label, code));
}

}  // namespace

bool AskedAreas::wants(const geo::Snapshot& data, const std::string& code) const {
  return is_of(areas, code) && (!level || *level == level_of(code)) && in_bbox(data, *this, code);
}

bool AskedAreas::wants(const geo::Snapshot& data, const geo::Place& place) const {
  const std::string code = code_of(place);
  if (!is_of(areas, code)) return false;
  if (geo::is_area(place.precision)) return in_bbox(data, *this, code);
  return !bbox || (bbox->contains(place.at) && (!in_sheet || in_sheet(place.at, "")));
}

geo::Result<AskedAreas> parse_asked_areas(const Call& call, std::span<const std::string_view> known) {
  if (const auto all = call.params.allow_only(known); !all) return all.error();
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto bbox = parse_bbox_crs(call.params, data.areas);
  if (!bbox) return bbox.error();
  const auto filter = parse_filter(bbox->params, data.dataset, data.areas);
  if (!filter) return filter.error();
  AskedAreas asked{filter->areas, filter->bbox, bbox->rest, std::nullopt, *filter, filter_query(*filter, call.params)};
  asked.records.areas.clear();
  asked.records.bbox.reset();
  if (const auto text = call.params.get("level")) {
    asked.level = geo::code_from<geo::AreaLevel>(kAreaLevels, *text);
    if (!asked.level) return bad_parameter("level", "not a known level", {kAreaLevels.begin(), kAreaLevels.end()});
    asked.query = joined_query({asked.query, "level=" + std::string(*text)});
  }
  return asked;
}

geo::AreaLevel level_of(std::string_view code) {
  if (code.find('.') != code.npos) return geo::AreaLevel::district;
  return code.find('-') == code.npos ? geo::AreaLevel::country : geo::AreaLevel::province;
}

std::string code_of(const geo::Place& place) {
  if (!place.district_code.empty()) return place.district_code;
  return place.area.empty() ? place.country : place.area;
}

}  // namespace yaad::server
