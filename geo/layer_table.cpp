#include "geo/layer_table.hpp"

#include "geo/csv_rows.hpp"

#include <algorithm>
#include <cstdio>

namespace yaad::geo {
namespace {

std::string degrees(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.7f", value);
  return text;
}

}  // namespace

std::string table_of(const Layer& layer) {
  std::string text;
  const auto append = [&text](std::string value, bool first) {
    std::replace_if(
        value.begin(), value.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    if (!first) text += ',';
    append_csv_field(text, value);
  };
  const auto has = [&layer](const char* name) {
    return std::find(layer.columns.begin(), layer.columns.end(), name) != layer.columns.end();
  };
  const bool has_points = std::any_of(layer.features.begin(), layer.features.end(),
                                      [](const LayerFeature& f) { return f.point.has_value(); });
  // A table that has such columns of its own keeps them.
  const bool adds_points = has_points && !has("lon") && !has("lat");
  for (std::size_t i = 0; i < layer.columns.size(); ++i) append(layer.columns[i], i == 0);
  if (adds_points) text += ",lon,lat";
  text += '\n';
  for (const LayerFeature& feature : layer.features) {
    for (std::size_t i = 0; i < feature.values.size(); ++i) append(feature.values[i], i == 0);
    if (adds_points) {
      append(feature.point ? degrees(feature.point->lon()) : "", false);
      append(feature.point ? degrees(feature.point->lat()) : "", false);
    }
    text += '\n';
  }
  return text;
}

}  // namespace yaad::geo
