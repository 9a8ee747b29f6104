// /datapackage.json: the CSV file of each collection and every column of it, as Frictionless Data describes tables, so
// that programs read types and codes instead of guessing them.
#include "geo/exporter_columns.hpp"
#include "geo/json_writer.hpp"
#include "server/collection_file.hpp"
#include "server/handle_export.hpp"

#include <array>
#include <span>
#include <vector>

namespace yaad::server {
namespace {

void write_column(geo::JsonWriter& json, const geo::Column& column) {
  static constexpr std::array<std::string_view, 5> kTypes{"string", "date", "integer", "number", "boolean"};
  json.begin_object().member("name", column.name).member("type", kTypes[static_cast<std::size_t>(column.kind)]);
  json.member("description", column.about).text_member("hxl", column.hxl);
  // Text that a spreadsheet would take for a formula has an apostrophe before it.
  if (column.kind == geo::ColumnKind::text) json.member("formulaSafe", true);
  const bool unique = column.name == "id";
  if (unique || (!column.codes.empty() && !column.several)) {
    json.key("constraints").begin_object();
    if (unique) json.member("required", true).member("unique", true);
    if (!column.codes.empty()) {
      json.key("enum").begin_array();
      for (const std::string_view code : column.codes) json.value(code);
      json.end_array();
    }
    json.end_object();
  }
  json.end_object();
}

void write_resource(geo::JsonWriter& json, const std::string& collections, std::string_view name,
                    std::span<const geo::Column> columns) {
  json.begin_object().member("name", name);
  json.member("path", collections + std::string(name) + "/items?f=csv");
  json.member("profile", "tabular-data-resource").member("format", "csv").member("mediatype", "text/csv");
  json.member("encoding", "utf-8").key("schema").begin_object().key("fields").begin_array();
  for (const geo::Column& column : columns) write_column(json, column);
  write_column(json, {"provenance", geo::ColumnKind::text, "#meta+provenance",
                      "of the first row: version, SHA-256, filter, licence and count of the file"});
  json.end_array().member("primaryKey", "id").key("missingValues").begin_array().value("").end_array();
  json.end_object().end_object();
}

}  // namespace

Reply handle_datapackage(const Call& call) {
  static constexpr std::array<std::string_view, 1> kParams{"v"};
  if (const auto known = call.params.allow_only(kParams); !known) return problem(known.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const geo::DatasetInfo& info = data.dataset.info;
  const auto title = info.title.find("en");
  geo::JsonWriter json;
  json.begin_object().member("profile", "tabular-data-package").member("name", "yaad");
  if (title != info.title.end()) json.member("title", title->second);
  json.member("version", data.version).member("sha256", data.sha256).member("withheld", data.report.withheld);
  if (!info.licence.empty()) {
    json.key("licenses").begin_array().begin_object().member("name", "as-stated").member("title", info.licence);
    json.end_object().end_array();
  }
  if (!info.attribution.empty()) {
    json.key("contributors").begin_array().begin_object().member("title", info.attribution).end_object().end_array();
  }
  json.key("resources").begin_array();
  const std::string collections = call.edition.site->public_url + "/api/collections/";
  write_resource(json, collections, "incidents", geo::export_columns());
  for (const std::string_view name : {"places", "areas", "statistics"}) {
    std::vector<geo::Column> columns;
    for (const geo::FeatureColumn& column : collection_columns(name))
      columns.push_back({column.name, column.kind, "", column.about});
    write_resource(json, collections, name, columns);
  }
  json.end_array().end_object();
  return json_reply(json.take());
}

}  // namespace yaad::server
