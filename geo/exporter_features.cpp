#include "geo/exporter_features.hpp"

#include "geo/exporter_settings.hpp"
#include "geo/exporter_stream.hpp"
#include "geo/exporter_tables.hpp"
#include "geo/layer_reader_messages.hpp"

#include <boost/json.hpp>

#include <array>
#include <stdexcept>

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

namespace yaad::geo {
namespace {

namespace json = boost::json;

// The text of a cell; blank where the feature has no such member.
std::string text_of(const json::value& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return std::string(value.get_string());
  if (!value.is_array()) return json::serialize(value);
  std::string list;
  for (const json::value& one : value.get_array()) list.append(list.empty() ? "" : ";").append(text_of(one));
  return list;
}

std::string cell(const json::value& feature, const FeatureColumn& column) {
  json::error_code missing;
  const json::value* found = feature.find_pointer(json::string_view(column.from.data(), column.from.size()), missing);
  if (found == nullptr) return {};
  if (column.kind != ColumnKind::real || !found->is_number()) return text_of(*found);
  std::string number;
  append_number(number, found->to_number<double>());
  return number;
}

json::array features_of(const FeatureTable& table) {
  json::value document = json::parse(json::string_view(table.features.data(), table.features.size()));
  return std::move(document.as_object().at("features").as_array());
}

OGRFieldType type_of(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::day: return OFTDate;
    case ColumnKind::whole: return OFTInteger64;
    case ColumnKind::real: return OFTReal;
    case ColumnKind::truth: return OFTInteger;
    default: return OFTString;
  }
}

void demand(bool good, const Messages& messages) {
  if (!good || messages.failed()) throw std::runtime_error("export: " + messages.failure());
}

OGRLayer* new_layer(GDALDataset& dataset, const FeatureTable& table, const CrsName& crs) {
  static constexpr std::array<OGRwkbGeometryType, 3> kTypes{wkbNone, wkbPoint, wkbMultiPolygon};
  OGRSpatialReference system;
  system.importFromEPSG(crs.is_crs84() ? 4326 : std::stoi(crs.code.substr(crs.code.find(':') + 1)));
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  std::array<const char*, 2> options{"GEOMETRY_NAME=geom", nullptr};
  auto** list = const_cast<char**>(options.data());  // NOLINT(*-const-cast): OGR reads it only
  const bool placed = table.geometry != FeatureGeometry::none;
  return dataset.CreateLayer(std::string(table.name).c_str(), placed ? &system : nullptr,
                             kTypes[static_cast<std::size_t>(table.geometry)], placed ? list : nullptr);
}

// A layer has the geometry itself, in whatever system: no columns of latitude and longitude beside it.
std::vector<FeatureColumn> columns_of_layer(const FeatureTable& table) {
  std::vector<FeatureColumn> columns(table.columns.begin(), table.columns.end());
  std::erase_if(columns, [](const FeatureColumn& column) { return column.from.starts_with("/geometry/"); });
  return columns;
}

void write_feature(OGRLayer& layer, const json::value& from, std::span<const FeatureColumn> columns,
                   const Messages& messages) {
  OGRFeature feature(layer.GetLayerDefn());
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (const std::string text = cell(from, columns[c]); !text.empty())
      feature.SetField(static_cast<int>(c), text.c_str());
  const json::value& geometry = from.at("geometry");
  if (!geometry.is_null())
    feature.SetGeometryDirectly(OGRGeometryFactory::createFromGeoJson(json::serialize(geometry).c_str()));
  demand(geometry.is_null() || feature.GetGeometryRef() != nullptr, messages);
  demand(layer.CreateFeature(&feature) == OGRERR_NONE, messages);
}

// As its readers will open it.
void count_again(const std::string& path, const FeatureTable& table, std::size_t rows) {
  const Messages messages;
  const std::array<const char*, 2> drivers{"GPKG", nullptr};
  const GDALDatasetUniquePtr dataset(
      GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data(), nullptr, nullptr));
  demand(dataset != nullptr, messages);
  OGRLayer* layer = dataset->GetLayerByName(std::string(table.name).c_str());
  if (layer == nullptr || layer->GetFeatureCount() != static_cast<GIntBig>(rows))
    throw std::runtime_error("export: the written file does not hold its " + std::to_string(rows) + " rows");
}

}  // namespace

std::string features_as_csv(const FeatureTable& table) {
  constexpr std::string_view kLineEnd = "\r\n";
  std::string out = "\xef\xbb\xbf";
  for (const FeatureColumn& column : table.columns) out.append(column.name).append(1, ',');
  out.append("provenance").append(kLineEnd);
  std::string about = provenance_line(table.provenance);
  for (const json::value& feature : features_of(table)) {
    for (const FeatureColumn& column : table.columns) {
      // A number that begins with a minus is no formula.
      const std::string text = cell(feature, column);
      if (column.kind == ColumnKind::text) append_csv_text(out, text);
      else out += text;
      out += ',';
    }
    append_csv_text(out, about);
    out += kLineEnd;
    about.clear();
  }
  return out;
}

void write_features_gpkg(const FeatureTable& table, const CrsName& crs, const std::string& updated,
                         const std::string& path) {
  register_export_drivers();
  const ExportSettings settings(updated);
  const json::array features = features_of(table);
  {
    const Messages messages;
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    demand(driver != nullptr, messages);
    const GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    demand(dataset != nullptr && dataset->StartTransaction() == OGRERR_NONE, messages);
    OGRLayer* layer = new_layer(*dataset, table, crs);
    demand(layer != nullptr, messages);
    const std::vector<FeatureColumn> columns = columns_of_layer(table);
    for (const FeatureColumn& column : columns) {
      OGRFieldDefn field(std::string(column.name).c_str(), type_of(column.kind));
      if (column.kind == ColumnKind::truth) field.SetSubType(OFSTBoolean);
      demand(layer->CreateField(&field) == OGRERR_NONE, messages);
    }
    for (const json::value& feature : features) write_feature(*layer, feature, columns, messages);
    write_provenance_table(*dataset, table.provenance);
    demand(dataset->CommitTransaction() == OGRERR_NONE, messages);
  }
  count_again(path, table, features.size());
}

}  // namespace yaad::geo
