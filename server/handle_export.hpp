// Whole files of records: /api/collections/incidents/items?f=csv and its like, or by Accept.
// GeoJSON and CSV are made while they are sent; the other formats as a file that is counted first.
#pragma once

#include "geo/exporter.hpp"
#include "server/handlers.hpp"
#include "server/request.hpp"

#include <optional>

namespace yaad::server {

// The file that `f`, or else Accept, asks for; nothing where pages are wanted.
std::optional<geo::ExportFormat> asked_file(const Params& params, std::string_view accept);

// Put off until there is a slot (answering), then a reply with a stream.
Answer handle_export(const Call& call, const Request& request, geo::ExportFormat format);

// /datapackage.json: the columns of these files.
Reply handle_datapackage(const Call& call);

// What a file asks for beside its filter: crs, geometry, hxl.
geo::Result<geo::ExportPlan> parse_plan(const Params& params, geo::ExportFormat format);

// "incidents-2026-11-24.a1b2c3d4e5f6.csv": nothing that a client sent stands in it.
std::string export_file_name(const std::string& version, geo::ExportFormat format,
                             std::string_view collection = "incidents");

}  // namespace yaad::server
