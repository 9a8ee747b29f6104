#include "geo/areas.hpp"

#include "geo/fold.hpp"
#include "geo/layer_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::array<std::string_view, 3> kLevels{"country", "province", "district"};

// The values of one feature by column name.
struct Row {
  const Layer& layer;
  const LayerFeature& feature;

  std::string_view operator[](std::string_view column) const {
    const auto at = std::find(layer.columns.begin(), layer.columns.end(), column);
    if (at == layer.columns.end()) return {};
    return feature.values[static_cast<std::size_t>(at - layer.columns.begin())];
  }
};

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    if (end > 0) parts.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Error wrong(std::string_view code, std::string_view why) {
  return Error{Errc::bad_data, "area " + std::string(code) + ": " + std::string(why), {}, {}};
}

Result<Area> area_of(const Row& row) {
  const std::string_view code = row["code"];
  if (code.empty()) return wrong("(blank)", "it has no code");
  if (row["name"].empty()) return wrong(code, "it has no name");
  const auto level = std::find(kLevels.begin(), kLevels.end(), row["level"]);
  if (level == kLevels.end()) return wrong(code, "its level is not country, province or district");
  const auto lon = number(row["label_lon"]);
  const auto lat = number(row["label_lat"]);
  if (!lon || !lat) return wrong(code, "label_lon and label_lat are not numbers");
  const auto label = LonLat::from_degrees(*lon, *lat);
  if (label.has_error()) return wrong(code, label.error().detail);
  if (row.feature.rings.empty()) return wrong(code, "it has no polygon");
  return Area{std::string(code),           std::string(row["name"]),
              std::string(row["name_ur"]), std::string(row["name_fa"]),
              split(row["aliases"]),       static_cast<AreaLevel>(level - kLevels.begin()),
              std::string(row["parent"]),  *label,
              bounds(row.feature.rings),   row.feature.rings};
}

double size_of(const Bbox& bbox) { return (bbox.east - bbox.west) * (bbox.north - bbox.south); }

bool overlaps(const Bbox& area, const Bbox& other) {
  if (area.south > other.north || area.north < other.south) return false;
  if (other.crosses_antimeridian()) return area.east >= other.west || area.west <= other.east;
  return area.east >= other.west && area.west <= other.east;
}

}  // namespace

Result<Areas> Areas::from_geojson(std::span<const std::byte> bytes) {
  const auto layer = read_layer(bytes, LayerFormat::geojson);
  if (layer.has_error()) return layer.error();
  Areas areas;
  for (const LayerFeature& feature : layer->features) {
    auto area = area_of({*layer, feature});
    if (area.has_error()) return area.error();
    areas.areas_.push_back(std::move(*area));
  }
  std::sort(areas.areas_.begin(), areas.areas_.end(), [](const Area& a, const Area& b) { return a.code < b.code; });
  for (std::size_t i = 0; i < areas.areas_.size(); ++i) {
    const Area& area = areas.areas_[i];
    if (i > 0 && areas.areas_[i - 1].code == area.code) return wrong(area.code, "it stands there twice");
    const Area* parent = areas.find(area.parent);
    if (area.level == AreaLevel::country ? !area.parent.empty() : parent == nullptr || parent->level >= area.level)
      return wrong(area.code, "its parent is not an area of a level above");
  }
  areas.index_outlines();
  return areas;
}

std::optional<AreaIndex> Areas::index_of(std::string_view code) const {
  const auto at = std::lower_bound(areas_.begin(), areas_.end(), code,
                                   [](const Area& area, std::string_view wanted) { return area.code < wanted; });
  if (at == areas_.end() || at->code != code) return std::nullopt;
  return static_cast<AreaIndex>(at - areas_.begin());
}

const Area* Areas::find(std::string_view code) const {
  const auto index = index_of(code);
  return index ? &areas_[*index] : nullptr;
}

void Areas::index_outlines() {
  for (AreaIndex i = 0; i < areas_.size(); ++i) {
    bands_.emplace_back(areas_[i].rings);
    by_level_[static_cast<std::size_t>(areas_[i].level)].push_back({areas_[i].bbox, i});
  }
  for (auto& outlines : by_level_)
    std::stable_sort(outlines.begin(), outlines.end(),
                     [](const Outline& a, const Outline& b) { return size_of(a.bbox) < size_of(b.bbox); });
}

const Area* Areas::point_in(const LonLat& at, AreaLevel level) const {
  const double lon = at.lon(), lat = at.lat();
  for (const auto& [box, area] : by_level_[static_cast<std::size_t>(level)]) {
    // Written out: a hundred boxes are tried for a point, and no area crosses the antimeridian.
    if (lat < box.south || lat > box.north || lon < box.west || lon > box.east) continue;
    if (bands_[area].contains(at)) return &areas_[area];
  }
  return nullptr;
}

bool Areas::touches(const Area& area, const Bbox& bbox) const {
  return overlaps(area.bbox, bbox) && intersects(area.rings, bbox);
}

std::string area_slug(std::string_view name) {
  std::string slug = fold(name);
  std::replace(slug.begin(), slug.end(), ' ', '-');
  return slug;
}

}  // namespace yaad::geo
