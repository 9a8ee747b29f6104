#include "geo/exporter_file.hpp"

#include "geo/exporter_columns.hpp"
#include "geo/exporter_count.hpp"
#include "geo/exporter_dbf.hpp"
#include "geo/exporter_geometry.hpp"
#include "geo/exporter_rtree.hpp"
#include "geo/exporter_settings.hpp"
#include "geo/exporter_tables.hpp"
#include "geo/exporter_text.hpp"
#include "geo/exporter_whole_files.hpp"
#include "geo/exporter_zip.hpp"
#include "geo/layer_reader_messages.hpp"
#include "geo/utf8.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <stdexcept>

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

namespace yaad::geo {
namespace {

constexpr std::size_t kLookEvery = 1024;  // records between two questions whether to go on
// FlatGeobuf keeps what it indexes in memory, 50 bytes a record or so; more are written without an index.
constexpr std::size_t kMostIndexedRows = 200'000;

// A column as a shapefile has room for: ten characters.
std::string short_name(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kShort{{
      {"date_occurred", "occurred"},
      {"date_as_stated", "as_stated"},
      {"date_precision", "date_prec"},
      {"place_name_ur", "place_ur"},
      {"place_name_fa", "place_fa"},
      {"district_name", "dist_name"},
      {"geo_precision", "geo_prec"},
      {"killed_high", "killed_hi"},
      {"injured_low", "injured_lo"},
      {"injured_high", "injured_hi"},
      {"injured_at_least", "inj_least"},
      {"killed_perpetrators", "killed_prp"},
      {"perpetrators", "perpetr"},
      {"attack_type", "attack"},
      {"target_type", "target"},
      {"actor_names", "actor_name"},
      {"claimed_by_names", "claim_name"},
  }};
  for (const auto& [known, brief] : kShort)
    if (known == name) return std::string(brief);
  return std::string(name == "source_urls" ? "urls" : name);
}

// KML knows no dates and no long numbers; in ODS a truth would be a formula.
OGRFieldType type_of(ColumnKind kind, ExportFormat format) {
  const bool kml = format == ExportFormat::kml;
  switch (kind) {
    case ColumnKind::day: return kml ? OFTString : OFTDate;
    case ColumnKind::whole: return kml ? OFTInteger : OFTInteger64;
    case ColumnKind::real: return OFTReal;
    case ColumnKind::truth: return format == ExportFormat::ods ? OFTString : OFTInteger;
    default: return OFTString;
  }
}

// Fills a feature cell by cell. What is not known stays unset, which is NULL.
class FeatureRow {
 public:
  // The columns begin at field `first` of the feature.
  FeatureRow(OGRFeature& feature, int first, ExportFormat format, bool all_text)
      : feature_(feature), format_(format), all_text_(all_text), at_(first) {}
  void text(std::string_view value) {
    if (!value.empty()) {
      const std::string safe = safe_text(value, format_);
      // No text has more characters than bytes.
      if (safe.size() > kMostCellCharacters) too_long_ = too_long_ || count_code_points(safe) > kMostCellCharacters;
      feature_.SetField(at_, safe.c_str());
    }
    ++at_;
  }
  void day(Day value) {
    if (value != kBeforeTime && value != kAfterTime) {
      const CivilDate date = civil(value);
      if (all_text_ || format_ == ExportFormat::kml) feature_.SetField(at_, iso(value).c_str());
      else feature_.SetField(at_, date.year, date.month, date.day);
    }
    ++at_;
  }
  void whole(std::optional<std::uint32_t> value) {
    if (value) feature_.SetField(at_, static_cast<GIntBig>(*value));
    ++at_;
  }
  void real(std::optional<double> value) {
    if (value) feature_.SetField(at_, *value);
    ++at_;
  }
  void truth(bool value) {
    if (all_text_ || format_ == ExportFormat::ods) feature_.SetField(at_, value ? "true" : "false");
    else feature_.SetField(at_, value ? 1 : 0);
    ++at_;
  }
  bool too_long() const { return too_long_; }

 private:
  OGRFeature& feature_;
  ExportFormat format_;
  bool all_text_;
  bool too_long_ = false;
  int at_;
};

std::unique_ptr<OGRGeometry> polygon_of(const PlanarPolygons& area) {
  auto all = std::make_unique<OGRMultiPolygon>();
  for (const auto& rings : area) {
    auto polygon = std::make_unique<OGRPolygon>();
    for (const auto& corners : rings) {
      auto ring = std::make_unique<OGRLinearRing>();
      for (const Planar& corner : corners) ring->addPoint(corner.x, corner.y);
      polygon->addRingDirectly(ring.release());
    }
    all->addGeometryDirectly(polygon.release());
  }
  return all;
}

// What one writing needs at every step.
class Writing {
 public:
  Writing(const ExportSource& source, const ExportPlan& plan, ExportGeometry geometry)
      : source_(source),
        plan_(plan),
        geometry_(std::move(geometry)),
        sheet_(plan.format == ExportFormat::xlsx || plan.format == ExportFormat::ods) {}

  Result<void> write(const std::string& path, const GoOn& go_on) {
    static constexpr std::array<const char*, 9> kDrivers{
        "", "", "", "GPKG", "FlatGeobuf", "KML", "ESRI Shapefile", "XLSX", "ODS"};
    const char* name = kDrivers[static_cast<std::size_t>(plan_.format)];
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(name);
    if (driver == nullptr) throw std::runtime_error(std::string("GDAL has no driver ") + name);
    dataset_.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    demand(dataset_ != nullptr);
    // One transaction where there are any: else each row would be one.
    const bool transactional = dataset_->TestCapability(ODsCTransactions) != 0;
    if (transactional) demand(dataset_->StartTransaction() == OGRERR_NONE);
    if (auto written = write_incidents(go_on); !written) return written;
    if (info_of(plan_.format).has_tables) write_export_tables(*dataset_, source_, plan_);
    if (transactional) demand(dataset_->CommitTransaction() == OGRERR_NONE);
    dataset_.reset();  // closing writes what is left
    demand(!messages_.failed());
    return {};
  }

 private:
  void demand(bool good) const {
    if (!good || messages_.failed()) throw std::runtime_error("export: " + messages_.failure());
  }

  OGRLayer* new_layer() {
    OGRSpatialReference system;
    system.importFromEPSG(plan_.crs.is_crs84() ? 4326 : std::stoi(plan_.crs.code.substr(plan_.crs.code.find(':') + 1)));
    system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    std::vector<const char*> options;
    if (plan_.format == ExportFormat::shp) options = {"ENCODING=UTF-8"};
    if (plan_.format == ExportFormat::fgb && source_.rows.size() > kMostIndexedRows) options = {"SPATIAL_INDEX=NO"};
    if (plan_.format == ExportFormat::gpkg) options = {"IDENTIFIER=Attacks", "GEOMETRY_NAME=geom"};
    options.push_back(nullptr);
    const OGRwkbGeometryType type = sheet_ ? wkbNone : plan_.areas ? wkbUnknown : wkbPoint;
    auto** list = const_cast<char**>(options.data());  // NOLINT(*-const-cast): OGR reads it only
    return dataset_->CreateLayer("incidents", sheet_ ? nullptr : &system, type, list);
  }

  // width: 0 for that of the kind.
  void new_field(OGRLayer& layer, std::string_view name, ColumnKind kind, int width = 0) const {
    const bool brief = plan_.format == ExportFormat::shp;
    OGRFieldDefn field(brief ? short_name(name).c_str() : std::string(name).c_str(),
                       plan_.hxl ? OFTString : type_of(kind, plan_.format));
    if (kind == ColumnKind::truth && field.GetType() == OFTInteger) field.SetSubType(OFSTBoolean);
    field.SetWidth(width);
    demand(layer.CreateField(&field) == OGRERR_NONE);
  }

  // FlatGeobuf has no other place for it: its first row says what the file is.
  bool tells_provenance() const { return plan_.format == ExportFormat::fgb; }
  bool has_x_and_y() const { return sheet_ && geometry_.projection(); }

  Result<void> write_incidents(const GoOn& go_on) {
    OGRLayer* layer = new_layer();
    demand(layer != nullptr);
    // KML's driver has put two fields of its own there, which its readers show beside the point.
    first_field_ = layer->GetLayerDefn()->GetFieldCount();
    const auto widths = plan_.format == ExportFormat::shp ? dbf_widths(source_) : std::vector<int>();
    for (std::size_t i = 0; i < export_columns().size(); ++i)
      new_field(*layer, export_columns()[i].name, export_columns()[i].kind, widths.empty() ? 0 : widths[i]);
    if (has_x_and_y()) new_field(*layer, "x", ColumnKind::real), new_field(*layer, "y", ColumnKind::real);
    if (tells_provenance()) new_field(*layer, "provenance", ColumnKind::text);
    if (plan_.hxl) write_tags(*layer);
    std::optional<PackedRtree> index;
    if (plan_.format == ExportFormat::gpkg) {
      demand(layer->SyncToDisk() == OGRERR_NONE);  // makes the layer, and its index, which it puts off else
      index.emplace(*dataset_, "incidents", "geom");
    }
    FlatRecord flat{source_.dataset, source_.areas, source_.version, {}};
    OGRFeature feature(layer->GetLayerDefn());
    for (std::size_t done = 0; done < source_.rows.size(); ++done) {
      if (done % kLookEvery == 0 && !go_on(done)) return Error{Errc::unreadable, "the export was given up", {}, {}};
      const Incident& incident = source_.dataset.incidents[source_.rows[done]];
      feature.Reset();
      FeatureRow row(feature, first_field_, plan_.format, plan_.hxl);
      flat.tell(incident, row);
      const auto at = geometry_.point(incident);
      if (has_x_and_y()) {
        row.real(at ? std::optional(at->x) : std::nullopt);
        row.real(at ? std::optional(at->y) : std::nullopt);
      }
      if (tells_provenance() && done == 0) row.text(provenance_line(source_, plan_));
      if (sheet_ && row.too_long())
        return Error{Errc::bad_parameter,
                     "a text of record " + incident.id + " is too long for a cell; take csv or gpkg",
                     "f",
                     {}};
      if (plan_.format == ExportFormat::kml) set_label(feature, incident);
      if (!sheet_) set_geometry(feature, incident, at);
      demand(layer->CreateFeature(&feature) == OGRERR_NONE);
      if (const OGRGeometry* place = feature.GetGeometryRef(); index && place != nullptr) {
        OGREnvelope box;
        place->getEnvelope(&box);
        index->add(static_cast<std::uint32_t>(feature.GetFID()), box);
      }
    }
    if (index) index->write();
    demand(!messages_.failed());
    go_on(source_.rows.size());
    return {};
  }

  void set_geometry(OGRFeature& feature, const Incident& incident, const std::optional<Planar>& at) const {
    if (at) {
      const OGRPoint point(at->x, at->y);
      feature.SetGeometry(&point);
    } else if (const PlanarPolygons* area = geometry_.polygons(incident)) {
      feature.SetGeometryDirectly(polygon_of(*area).release());
    }
  }

  void set_label(OGRFeature& feature, const Incident& incident) const {
    feature.SetField("Name", safe_text(source_.dataset.place_name(incident), plan_.format).c_str());
    feature.SetField("Description", safe_text(incident.summary, plan_.format).c_str());
  }

  void write_tags(OGRLayer& layer) const {
    OGRFeature feature(layer.GetLayerDefn());
    int at = first_field_;
    for (const Column& column : export_columns()) feature.SetField(at++, std::string(column.hxl).c_str());
    demand(layer.CreateFeature(&feature) == OGRERR_NONE);
  }

  const ExportSource& source_;
  const ExportPlan& plan_;
  ExportGeometry geometry_;
  const bool sheet_;
  int first_field_ = 0;
  Messages messages_;
  GDALDatasetUniquePtr dataset_;
};

// What the format has no room for.
Result<void> fits(const ExportSource& source, const ExportPlan& plan, const ExportGeometry& geometry) {
  const auto refused = [](std::string detail) { return Error{Errc::bad_parameter, std::move(detail), "f", {}}; };
  const bool sheet = plan.format == ExportFormat::xlsx || plan.format == ExportFormat::ods;
  if (sheet && source.rows.size() > kMostSheetRows)
    return refused("a spreadsheet of more than " + std::to_string(kMostSheetRows) +
                   " records is not made here; narrow the filter, or take csv, which every spreadsheet opens");
  if (plan.format == ExportFormat::shp && source.rows.size() > kMostShapefileRows)
    return refused("a shapefile of more than " + std::to_string(kMostShapefileRows) +
                   " records is not made here; narrow the filter or take gpkg");
  if (plan.format == ExportFormat::fgb)
    for (const IncidentIndex row : source.rows)
      if (const Incident& i = source.dataset.incidents[row]; !i.is_dot() && geometry.polygons(i) == nullptr)
        return refused("record " + i.id + " is known to an area without a polygon, and fgb drops such; take gpkg");
  return {};
}

}  // namespace

Result<void> write_export_file(const ExportSource& source, const ExportPlan& plan, const std::string& folder,
                               const std::string& name, const GoOn& go_on) {
  register_export_drivers();
  ExportPlan full = plan;
  full.areas = plan.areas || plan.format == ExportFormat::fgb;  // its driver drops records without a geometry
  auto geometry = ExportGeometry::make(full.crs, full.areas, source.dataset, source.areas, source.rows);
  if (!geometry) return geometry.error();
  if (const auto room = fits(source, full, *geometry); !room) return room.error();
  const ExportSettings settings(source.dataset.info.updated);
  // OGR knows several of its formats by the end of their names only.
  const std::string path = folder + "/incidents." + std::string(info_of(plan.format).extension);
  const bool zipped = plan.format == ExportFormat::shp;
  WholeFiles files;
  // SQLite looks at each of its writes itself, and asks more of a file system than those of others.
  const auto name_of = [&](const std::string& file) {
    return plan.format == ExportFormat::gpkg ? file : WholeFiles::name_of(file);
  };
  Writing writing(source, full, std::move(*geometry));
  if (auto written = writing.write(name_of(zipped ? folder + "/incidents.shp" : path), go_on); !written) return written;
  if (zipped) {
    std::string about;
    for (const auto& [key, value] : provenance(source, plan)) about += std::string(key) + ": " + value + '\n';
    about += "\nText longer than 254 bytes is cut here. Columns whose names are shortened:\n";
    for (const Column& column : export_columns())
      if (const std::string brief = short_name(column.name); brief != column.name)
        about += brief + ": " + std::string(column.name) + '\n';
    zip_shapefile(folder, "incidents", name_of(path), about);
  }
  if (!files.failure().empty()) throw std::runtime_error("export: the file could not be written: " + files.failure());
  if (plan.format == ExportFormat::kml) append_comment(path, provenance_line(source, plan));
  count_export(source, plan, path);
  std::filesystem::rename(path, folder + '/' + name);
  return {};
}

}  // namespace yaad::geo
