#include "server/collection_file.hpp"

#include "geo/exporter.hpp"
#include "geo/file_bytes.hpp"
#include "server/feature_page.hpp"
#include "server/handle_export.hpp"
#include "server/temporary_folder.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace yaad::server {
namespace {

using Lines = std::vector<std::pair<std::string_view, std::string>>;

constexpr std::array kFormats{geo::ExportFormat::geojson, geo::ExportFormat::csv, geo::ExportFormat::gpkg};
geo::ExportFormat as_export(CollectionFormat format) { return kFormats[static_cast<std::size_t>(format)]; }

Lines about(const geo::Snapshot& data, const geo::CrsName& crs, const CollectionFile& file) {
  const geo::ExportSource source{data.dataset,         data.areas, data.version, data.sha256, file.query,
                                 data.report.withheld, {}};
  return geo::provenance(source, crs, file.count);
}

// All features in one collection, with what the file says about itself.
std::string collection_text(const CollectionFile& file, const AskedCrs& crs, const Lines& provenance,
                            geo::Positions& positions) {
  geo::JsonWriter json;
  json.begin_object().member("type", "FeatureCollection").member("name", file.collection);
  if (crs.projection != nullptr) {
    // Not of RFC 7946, but what every reader of other systems looks for.
    json.key("crs").begin_object().member("type", "name").key("properties").begin_object();
    json.member("name", "urn:ogc:def:crs:EPSG::" + crs.name.code.substr(crs.name.code.find(':') + 1));
    json.end_object().end_object();
  }
  json.member("numberMatched", file.count).member("numberReturned", file.count).key("provenance").begin_object();
  for (const auto& [name, value] : provenance) json.member(name, value);
  json.end_object().key("features").begin_array();
  for (std::size_t i = 0; i < file.count; ++i) file.write(json, i, positions);
  return json.end_array().end_object().take();
}

std::string gpkg_bytes(const geo::FeatureTable& table, const geo::CrsName& crs, const std::string& updated) {
  const TemporaryFolder folder(temporary_parent());
  geo::write_features_gpkg(table, crs, updated, folder.path() + "/file.gpkg");
  auto bytes = geo::read_regular_file(folder.path(), "file.gpkg");
  if (!bytes || !*bytes) throw std::runtime_error("export: the written file cannot be read again");
  return std::move(**bytes);
}

geo::FeatureGeometry geometry_of(std::string_view collection) {
  if (collection == "areas") return geo::FeatureGeometry::multipolygon;
  return collection == "places" ? geo::FeatureGeometry::point : geo::FeatureGeometry::none;
}

}  // namespace

const std::vector<std::string>& collection_formats() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    all.reserve(kFormats.size());
    for (const geo::ExportFormat format : kFormats) all.emplace_back(geo::info_of(format).name);
    return all;
  }();
  return names;
}

std::optional<CollectionFormat> asked_collection_file(const Params& params) {
  const std::string_view f = params.get("f").value_or("");
  const auto found = std::find(collection_formats().begin(), collection_formats().end(), f);
  if (found == collection_formats().end()) return std::nullopt;
  return static_cast<CollectionFormat>(found - collection_formats().begin());
}

geo::Result<void> check_collection_file(const Params& params, CollectionFormat format) {
  for (const std::string_view name : {"limit", "offset"})
    if (params.get(name)) return bad_parameter(name, "a file is whole; leave it out, or take f=json");
  if (format == CollectionFormat::csv && params.get("crs"))
    return bad_parameter("crs", "csv has degrees only; take geojson or gpkg");
  return {};
}

std::string collection_file_key(const Params& params, std::string_view collection, const std::string& query) {
  return std::string(collection) + '?' + joined_query({query, repeated(params, {"crs", "f"})});
}

geo::Result<Reply> collection_file(const Call& call, CollectionFormat format, const CollectionFile& file) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto crs = parse_crs(call.params, "crs");
  if (!crs) return crs.error();
  const Lines provenance = about(data, crs->name, file);
  // Readers of GeoPackage know one order of axes.
  geo::Positions positions = format == CollectionFormat::gpkg && crs->projection != nullptr
                                 ? geo::Positions(*crs->projection, geo::AxisOrder::x_first)
                                 : crs->positions();
  std::string features = collection_text(file, *crs, provenance, positions);
  if (positions.fault()) return bad_parameter("crs", positions.fault()->detail);
  const geo::FeatureTable table{file.collection, features, collection_columns(file.collection),
                                geometry_of(file.collection), provenance};
  Reply reply;
  if (format == CollectionFormat::geojson) reply.body = shared(std::move(features));
  else if (format == CollectionFormat::csv) reply.body = shared(geo::features_as_csv(table));
  else reply.body = shared(gpkg_bytes(table, crs->name, data.dataset.info.updated));
  const geo::ExportFormat as = as_export(format);
  set_data_headers(reply);
  reply.set("Content-Type", std::string(geo::info_of(as).media_type));
  reply.set("Content-Disposition",
            "attachment; filename=\"" + export_file_name(data.version, as, file.collection) + '"');
  if (format == CollectionFormat::geojson) reply.set("Content-Crs", crs->content_crs());
  reply.compressible = format != CollectionFormat::gpkg;
  return reply;
}

}  // namespace yaad::server
