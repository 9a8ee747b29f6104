#include "geo/layer_reader.hpp"

#include "geo/file_bytes.hpp"
#include "geo/layer_reader_messages.hpp"
#include "geo/layer_reader_sheets.hpp"
#include "geo/projection.hpp"
#include "geo/utf8.hpp"

#include <array>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <utility>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

namespace yaad::geo {
namespace {

// HARDENING's caps: more than any catalogue has, few enough that a hostile file cannot fill the memory.
constexpr int kMaxColumns = 256;
constexpr std::size_t kMaxFeatures = 50'000'000;

struct Format {
  const char* driver;
  const char* extension;
  bool has_geometry;
};

const Format& format_of(LayerFormat format) {
  static constexpr std::array<Format, 7> kFormats{{
      {"GeoJSON", ".geojson", true},
      {"GPKG", ".gpkg", true},
      {"CSV", ".csv", false},
      {"FlatGeobuf", ".fgb", true},
      {"ESRI Shapefile", ".shp", true},
      {"XLSX", ".xlsx", false},
      {"ODS", ".ods", false},
  }};
  return kFormats[static_cast<std::size_t>(format)];
}

Error bad_data(std::string detail) { return Error{Errc::bad_data, std::move(detail), {}, {}}; }

// A folder of memory files under a name that nobody outside can know or set; gone with this object.
class MemoryFolder {
 public:
  MemoryFolder() {
    static std::atomic<std::uint64_t> next{0};
    path_ = "/vsimem/yaad-" + std::to_string(next++);
    VSIMkdir(path_.c_str(), 0700);
  }
  MemoryFolder(const MemoryFolder&) = delete;
  MemoryFolder& operator=(const MemoryFolder&) = delete;
  ~MemoryFolder() { VSIRmdirRecursive(path_.c_str()); }

  // The bytes are borrowed: they must outlive this folder.
  std::string add(std::string_view name, std::string_view bytes) {
    std::string path = path_ + "/" + std::string(name);
    // GDAL takes a mutable pointer, and writes to it only when the file is opened for writing.
    auto* data = reinterpret_cast<GByte*>(const_cast<char*>(bytes.data()));  // NOLINT(*-const-cast)
    VSILFILE* file = VSIFileFromMemBuffer(path.c_str(), data, bytes.size(), FALSE);
    if (file != nullptr) VSIFCloseL(file);
    return path;
  }

 private:
  std::string path_;
};

// GDAL writes a date as 2001/02/11, which is no date of ISO 8601. The hour of the day is in no record.
std::string date_of(const OGRFeature& feature, int column) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0;
  feature.GetFieldAsDateTime(column, &year, &month, &day, &hour, &minute, &second, &zone);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
  return text.data();
}

std::string value_of(const OGRFeature& feature, int column) {
  if (!feature.IsFieldSetAndNotNull(column)) return {};
  const OGRFieldType type = feature.GetFieldDefnRef(column)->GetType();
  if (type == OFTDate || type == OFTDateTime) return date_of(feature, column);
  if (feature.GetFieldDefnRef(column)->GetType() != OFTStringList) return feature.GetFieldAsString(column);
  std::string joined;
  for (CSLConstList item = feature.GetFieldAsStringList(column); item != nullptr && *item != nullptr; ++item)
    joined.append(joined.empty() ? "" : ";").append(*item);
  return joined;
}

// Appends a ring in degrees; blank when it could, else why not.
std::string append_ring(std::vector<Ring>& rings, const OGRLinearRing& from, const Projection& projection) {
  Ring ring;
  for (int i = 0; i < from.getNumPoints(); ++i) {
    const auto at = projection.forward({from.getX(i), from.getY(i)});
    if (at.has_error()) return at.error().detail;
    ring.lon.push_back(at->lon());
    ring.lat.push_back(at->lat());
  }
  rings.push_back(std::move(ring));
  return {};
}

std::string append_polygon(std::vector<Ring>& rings, const OGRPolygon& polygon, const Projection& projection) {
  for (const OGRLinearRing* ring : polygon) {
    // GEOS would not say so: OGR closes rings on the way to it.
    if (ring->getNumPoints() < 4 || ring->get_IsClosed() == 0)
      return "a ring is not closed, or has fewer than four points";
    if (auto why = append_ring(rings, *ring, projection); !why.empty()) return why;
  }
  return {};
}

std::string set_point(LayerFeature& feature, const OGRPoint& point, const Projection& projection) {
  const auto at = projection.forward({point.getX(), point.getY()});
  if (at.has_error()) return at.error().detail;
  feature.point = *at;
  return {};
}

std::string set_geometry(LayerFeature& feature, const OGRGeometry& geometry, const Projection& projection) {
  if (geometry.IsEmpty()) return {};
  switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbPoint: return set_point(feature, *geometry.toPoint(), projection);
    case wkbMultiPoint:
      if (geometry.toMultiPoint()->getNumGeometries() != 1) return "several points in one feature: give each its own";
      return set_point(feature, *geometry.toMultiPoint()->getGeometryRef(0), projection);
    case wkbPolygon:
      if (geometry.IsValid() == 0) return "the polygon is not valid (it crosses itself, or a hole lies outside)";
      return append_polygon(feature.rings, *geometry.toPolygon(), projection);
    case wkbMultiPolygon:
      if (geometry.IsValid() == 0) return "the multipolygon is not valid (it crosses itself, or a hole lies outside)";
      for (const OGRPolygon* polygon : *geometry.toMultiPolygon())
        if (auto why = append_polygon(feature.rings, *polygon, projection); !why.empty()) return why;
      return {};
    default: return std::string("points and polygons are read, no ") + geometry.getGeometryName();
  }
}

// OGR hands out coordinates in the order that the layer declares; only "x first" is understood further on.
bool is_x_first(const OGRSpatialReference& reference) {
  OGRSpatialReference traditional(reference);
  traditional.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return traditional.GetDataAxisToSRSAxisMapping() == reference.GetDataAxisToSRSAxisMapping();
}

Result<Projection> projection_of(OGRLayer& layer) {
  const OGRSpatialReference* reference = layer.GetSpatialRef();
  if (reference == nullptr) return bad_data("the layer names no coordinate reference system");
  // What GeoPackage calls "undefined" would pass for degrees on some datum.
  const char* name = reference->GetName();
  if (name != nullptr && std::string_view(name).substr(0, 9) == "Undefined")
    return bad_data("the layer's coordinate reference system is undefined");
  if (!is_x_first(*reference)) return bad_data("the layer gives latitude before longitude");
  const char* authority = reference->GetAuthorityName(nullptr);
  const char* code = reference->GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr) {
    auto named = Projection::to_crs84(std::string(authority) + ":" + code);
    if (named.has_value()) return named;
  }
  char* text = nullptr;
  const std::array<const char*, 2> options{"FORMAT=WKT2_2019", nullptr};
  const bool written = reference->exportToWkt(&text, options.data()) == OGRERR_NONE && text != nullptr;
  const std::string wkt = written ? text : "";
  CPLFree(text);
  auto described = Projection::to_crs84(wkt);
  if (described.has_error())
    return bad_data("the layer's coordinate reference system is not known: " + described.error().detail);
  return described;
}

std::string feature_name(std::size_t number) { return "feature " + std::to_string(number) + ": "; }

// `key`: the column that GDAL took for its own number of a feature, where it is one of the table; else blank.
Result<Layer> read_features(OGRLayer& from, bool has_geometry, const std::string& key, Messages& messages) {
  Layer layer;
  if (!key.empty()) layer.columns.push_back(key);
  OGRFeatureDefn& definition = *from.GetLayerDefn();
  if (definition.GetFieldCount() > kMaxColumns) return bad_data("it has more than 256 columns");
  for (int i = 0; i < definition.GetFieldCount(); ++i)
    layer.columns.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
  std::optional<Projection> projection;
  if (has_geometry) {
    auto found = projection_of(from);
    if (found.has_error()) return found.error();
    projection = std::move(*found);
  }

  const GIntBig declared = from.GetFeatureCount(TRUE);
  from.ResetReading();
  while (true) {
    const OGRFeatureUniquePtr feature(from.GetNextFeature());
    if (messages.failed()) return bad_data(feature_name(layer.features.size() + 1) + messages.failure());
    if (!feature) break;
    if (layer.features.size() == kMaxFeatures) return bad_data("it has more than 50 million features");
    LayerFeature& row = layer.features.emplace_back();
    if (!key.empty()) row.values.push_back(std::to_string(feature->GetFID()));
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
      row.values.push_back(value_of(*feature, i));
      if (find_invalid_utf8(row.values.back()))
        return bad_data(feature_name(layer.features.size()) + definition.GetFieldDefn(i)->GetNameRef() +
                        " is not UTF-8");
    }
    const OGRGeometry* geometry = feature->GetGeometryRef();
    if (!projection || geometry == nullptr) continue;
    if (const auto why = set_geometry(row, *geometry, *projection); !why.empty())
      return bad_data(feature_name(layer.features.size()) + why);
  }
  if (declared < 0 || static_cast<std::size_t>(declared) != layer.features.size())
    return bad_data("it declares " + std::to_string(declared) + " features and holds " +
                    std::to_string(layer.features.size()));
  layer.warnings = messages.take_warnings();
  return layer;
}

// The one that has rows: editors leave blank sheets behind. Null where there is none, or more than one.
OGRLayer* only_sheet(GDALDataset& dataset) {
  OGRLayer* found = nullptr;
  for (OGRLayer* layer : dataset.GetLayers()) {
    if (layer->GetFeatureCount(TRUE) == 0) continue;
    if (found != nullptr) return nullptr;
    found = layer;
  }
  return found;
}

Result<Layer> open_and_read(const std::string& memory_path, LayerFormat format) {
  register_ogr_drivers();
  // The first line of a sheet has the names, and a cell is what stands in it: no type is guessed from its neighbours.
  const CPLConfigOptionSetter xlsx_names("OGR_XLSX_HEADERS", "FORCE", false);
  const CPLConfigOptionSetter xlsx_text("OGR_XLSX_FIELD_TYPES", "STRING", false);
  const CPLConfigOptionSetter ods_names("OGR_ODS_HEADERS", "FORCE", false);
  const CPLConfigOptionSetter ods_text("OGR_ODS_FIELD_TYPES", "STRING", false);
  Messages messages;
  const std::array<const char*, 2> drivers{format_of(format).driver, nullptr};
  // All text stays text: "007" is no number, and a number keeps the digits it was written with.
  const std::array<const char*, 2> csv_options{"AUTODETECT_TYPE=NO", nullptr};
  const GDALDatasetUniquePtr dataset(
      GDALDataset::Open(memory_path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data(),
                        format == LayerFormat::csv ? csv_options.data() : nullptr, nullptr));
  if (!dataset || messages.failed())
    return bad_data(std::string("as ") + format_of(format).driver + ": " + messages.failure());
  if (format == LayerFormat::xlsx || format == LayerFormat::ods) {
    OGRLayer* sheet = only_sheet(*dataset);
    if (sheet == nullptr) return bad_data("it has not one sheet with rows under a line of names; give one");
    auto read = read_features(*sheet, false, "", messages);
    if (read.has_error()) return read;
    std::erase_if(read->features, [](const LayerFeature& row) { return is_blank_row(row.values); });
    for (LayerFeature& row : read->features)
      for (std::string& cell : row.values) cell = without_hour(cell);
    return read;
  }
  if (dataset->GetLayerCount() != 1)
    return bad_data("it has " + std::to_string(dataset->GetLayerCount()) + " layers; give one");
  return read_features(*dataset->GetLayer(0), format_of(format).has_geometry, "", messages);
}

// The whole of a regular file of this machine.
Result<std::string> bytes_of(const std::string& path) {
  const auto refused = [&](std::string_view why) {
    return Error{Errc::unreadable, path + ": " + std::string(why), {}, {}};
  };
  // Said before the look on disk, which would only find that there is no such file.
  if (path.rfind("/vsi", 0) == 0 || path.find("://") != std::string::npos)
    return refused("only files of this machine are read");
  if (path.find('\0') != std::string::npos) return refused("there is no file of this name");
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash);
  auto bytes = read_regular_file(folder, path.substr(slash + 1));  // npos + 1 is 0
  if (bytes.has_error()) return refused(bytes.error().detail);
  if (!*bytes) return refused("there is no such file");
  return std::move(**bytes);
}

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

void register_ogr_drivers() {
  static std::once_flag once;
  std::call_once(once, [] {
    OSRSetPROJEnableNetwork(FALSE);
    // A GeoPackage's own SQL (views, triggers) may call no function that could do harm.
    CPLSetConfigOption("OGR_SQLITE_PRAGMA", "trusted_schema=0");
    CPLSetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR");
    RegisterOGRGeoJSON();
    RegisterOGRGeoPackage();
    RegisterOGRCSV();
    RegisterOGRFlatGeobuf();
    RegisterOGRShape();
    RegisterOGRXLSX();
    RegisterOGRODS();
    RegisterOGRPG();
  });
}

Result<Layer> read_layer(std::span<const std::byte> bytes, LayerFormat format) {
  if (format == LayerFormat::shapefile) return bad_data("a shapefile is several files: give its path");
  const std::string_view text = as_text(bytes);
  if (auto why = mismatch(text, format); !why.empty()) return bad_data(std::move(why));
  MemoryFolder folder;
  return open_and_read(folder.add(std::string("layer") + format_of(format).extension, text), format);
}

Result<Layer> read_layer_file(const std::string& path) {
  const auto format = format_by_name(path);
  if (format.has_error()) return format.error();
  const auto bytes = bytes_of(path);
  if (bytes.has_error()) return bytes.error();
  if (auto why = mismatch(*bytes, *format); !why.empty()) return bad_data(path + ": " + why);

  MemoryFolder folder;
  const std::string main_file = folder.add(std::string("layer") + format_of(*format).extension, *bytes);
  std::vector<std::string> beside;
  beside.reserve(4);  // the folder borrows these strings: they must not move
  if (*format == LayerFormat::shapefile) {
    for (const char* extension : {".shx", ".dbf", ".prj", ".cpg"}) {
      auto part = bytes_of(path.substr(0, path.size() - 4) + extension);
      const bool needed = std::string_view(extension) != ".cpg";
      if (part.has_error() && needed) return part.error();
      if (part.has_error()) continue;
      beside.push_back(std::move(*part));
      folder.add(std::string("layer") + extension, beside.back());
    }
  }
  auto layer = open_and_read(main_file, *format);
  if (layer.has_error()) return bad_data(path + ": " + layer.error().detail);
  return layer;
}

Result<Layer> read_layer_of_database(const std::string& connection) {
  register_ogr_drivers();
  Messages messages;
  const std::array<const char*, 2> drivers{"PostgreSQL", nullptr};
  // The last of two settings counts: whoever wrote the connection cannot take these away.
  const std::string limited =
      connection +
      " connect_timeout=2 tcp_user_timeout=10000 application_name=yaad client_encoding=UTF8"
      " options='-c default_transaction_read_only=on -c statement_timeout=60000 -c lock_timeout=2000'";
  // libpq repeats the host and the user in what it says, and GDAL the whole connection: neither is for a log.
  const auto failed = [](const char* what) {
    return Error{Errc::unreadable, std::string("the database ") + what, {}, {}};
  };
  const GDALDatasetUniquePtr dataset(
      GDALDataset::Open(limited.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data(), nullptr, nullptr));
  if (!dataset || messages.failed()) return failed("cannot be reached, or refuses the connection or the table");
  if (dataset->GetLayerCount() != 1) return failed("has not the one table that is meant: write tables=schema.name");
  OGRLayer& layer = *dataset->GetLayer(0);
  auto read = read_features(layer, layer.GetLayerDefn()->GetGeomFieldCount() > 0, layer.GetFIDColumn(), messages);
  if (read.has_error() && messages.failed()) return failed("stopped answering while the table was read");
  if (read.has_error()) return failed(("was read, but: " + read.error().detail).c_str());
  return read;
}

}  // namespace yaad::geo
