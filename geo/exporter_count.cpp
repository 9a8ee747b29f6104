#include "geo/exporter_count.hpp"

#include "geo/exporter_tables.hpp"
#include "geo/layer_reader_messages.hpp"

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <array>
#include <fstream>
#include <stdexcept>

namespace yaad::geo {
namespace {

struct Sums {
  std::size_t rows = 0;
  std::uint64_t killed = 0;
};

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error("export: the written file " + what); }

// Of the layer's features; `killed` where it has such a column of numbers.
Sums sums_of(OGRLayer& layer, Messages& messages) {
  const int killed = layer.GetLayerDefn()->GetFieldIndex("killed");
  std::vector<const char*> ignored;  // only what is counted is read
  for (int i = 0; i < layer.GetLayerDefn()->GetFieldCount(); ++i)
    if (i != killed) ignored.push_back(layer.GetLayerDefn()->GetFieldDefn(i)->GetNameRef());
  ignored.push_back(nullptr);
  layer.SetIgnoredFields(ignored.data());
  Sums sums;
  layer.ResetReading();
  while (true) {
    const OGRFeatureUniquePtr feature(layer.GetNextFeature());
    if (messages.failed()) fail("cannot be read again: " + messages.failure());
    if (!feature) return sums;
    ++sums.rows;
    if (killed >= 0) sums.killed += static_cast<std::uint64_t>(feature->GetFieldAsInteger64(killed));
  }
}

// The one way to read a large KML file without holding all of it. Text cannot imitate a tag: it is escaped.
Sums sums_of_kml(const std::string& path) {
  constexpr std::string_view kBegin = "<Placemark", kKilled = "<SimpleData name=\"killed\">", kEnd = "</kml>";
  std::ifstream file(path, std::ios::binary);
  Sums sums;
  std::string line;
  bool whole = false;
  while (std::getline(file, line)) {
    for (std::size_t at = line.find(kBegin); at != line.npos; at = line.find(kBegin, at + 1)) ++sums.rows;
    if (const auto at = line.find(kKilled); at != line.npos)
      sums.killed += std::stoull(line.substr(at + kKilled.size()));
    whole = whole || line.find(kEnd) != line.npos;
  }
  if (!whole) fail("has no end");
  return sums;
}

}  // namespace

void count_export(const ExportSource& source, const ExportPlan& plan, const std::string& path) {
  Sums expected{source.rows.size() + (plan.hxl ? 1 : 0), 0};
  // With a row of tags all cells are text.
  for (const IncidentIndex row : source.rows)
    expected.killed += source.dataset.incidents[row].killed.counted().value_or(0);
  const auto agree = [&](const Sums& found, const Sums& wanted, std::string_view table) {
    if (found.rows != wanted.rows || found.killed != wanted.killed)
      fail("holds " + std::to_string(found.rows) + " rows and " + std::to_string(found.killed) + " killed in " +
           std::string(table) + ", not " + std::to_string(wanted.rows) + " and " + std::to_string(wanted.killed));
  };
  if (plan.format == ExportFormat::kml) {
    agree(sums_of_kml(path), expected, "incidents");
    return;
  }
  Messages messages;
  static constexpr std::array<const char*, 6> kDrivers{"GPKG", "FlatGeobuf", "ESRI Shapefile", "XLSX", "ODS", nullptr};
  CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "FORCE");
  CPLSetThreadLocalConfigOption("OGR_ODS_HEADERS", "FORCE");
  const std::string inner = plan.format == ExportFormat::shp ? "/vsizip/" + path + "/incidents.shp" : path;
  const GDALDatasetUniquePtr dataset(
      GDALDataset::Open(inner.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, kDrivers.data(), nullptr, nullptr));
  if (!dataset || messages.failed()) fail("cannot be opened again: " + messages.failure());
  const auto sums = [&](std::string_view table) {
    OGRLayer* layer = dataset->GetLayerByName(std::string(table).c_str());
    // A sheet without rows is no table to OGR.
    return layer == nullptr ? Sums() : sums_of(*layer, messages);
  };
  agree(sums("incidents"), expected, "incidents");
  if (!info_of(plan.format).has_tables) return;
  for (const ExportTable& table : export_tables(source, plan)) {
    const Sums found = sums(table.name);
    agree({found.rows, 0}, {table.rows, 0}, table.name);
  }
}

}  // namespace yaad::geo
