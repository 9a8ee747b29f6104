#include "server/handle_export.hpp"

#include "geo/exporter_file.hpp"
#include "geo/exporter_stream.hpp"
#include "server/entity_tag.hpp"
#include "server/fingerprint.hpp"
#include "server/selection.hpp"
#include "server/sent_file.hpp"
#include "server/temporary_folder.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace yaad::server {
namespace {

constexpr std::array<std::string_view, 20> kExportParams{
    "datetime",       "bbox",   "bbox-crs", "area",   "attack_type", "target_type", "community", "actor", "precision",
    "date_precision", "killed", "q",        "filter", "filter-lang", "filter-crs",  "v",         "f",     "crs",
    "geometry",       "hxl"};

std::string_view without_parameters(std::string_view media_type) {
  media_type = media_type.substr(0, media_type.find(';'));
  const auto first = media_type.find_first_not_of(" \t");
  return first == media_type.npos ? std::string_view()
                                  : media_type.substr(first, media_type.find_last_not_of(" \t") + 1 - first);
}

std::string canonical_of(const geo::ExportPlan& plan, const std::string& filter) {
  return std::string(geo::info_of(plan.format).name) + '\n' + plan.crs.code +
         (plan.crs.order == geo::AxisOrder::authority ? "\nauthority" : "\nx first") + (plan.areas ? "\nareas" : "\n") +
         (plan.hxl ? "\nhxl\n" : "\n\n") + filter;
}

std::shared_ptr<BodyStream> streamed(geo::ExportStream stream) {
  const auto made = std::make_shared<geo::ExportStream>(std::move(stream));
  return std::make_shared<BodyStream>(BodyStream{[made] { return made->next(); }, std::nullopt});
}

}  // namespace

std::optional<geo::ExportFormat> asked_file(const Params& params, std::string_view accept) {
  const auto named = [](const auto& is) -> std::optional<geo::ExportFormat> {
    const auto found = std::find_if(geo::kExportFormats.begin(), geo::kExportFormats.end(), is);
    if (found == geo::kExportFormats.end()) return std::nullopt;
    return static_cast<geo::ExportFormat>(found - geo::kExportFormats.begin());
  };
  if (const auto f = params.get("f")) return named([&](const auto& info) { return info.name == *f; });
  // The first type of the list that is known here; pages are GeoJSON and HTML.
  while (!accept.empty()) {
    const auto end = accept.find(',');
    const std::string_view type = without_parameters(accept.substr(0, end));
    if (type == "*/*" || type == "application/geo+json" || type == "application/json" || type == "text/html")
      return std::nullopt;
    const auto is = [&](const auto& info) { return without_parameters(info.media_type) == type; };
    if (const auto format = named(is)) return format;
    accept = end == accept.npos ? std::string_view() : accept.substr(end + 1);
  }
  return std::nullopt;
}

geo::Result<geo::ExportPlan> parse_plan(const Params& params, geo::ExportFormat format) {
  geo::ExportPlan plan;
  plan.format = format;
  if (const auto text = params.get("crs")) {
    auto crs = geo::parse_crs_name(*text);
    if (!crs) return bad_parameter("crs", crs.error().detail);
    plan.crs = std::move(*crs);
  }
  if (const auto text = params.get("geometry")) {
    if (*text != "point" && *text != "area")
      return bad_parameter("geometry", "not a known geometry", {"point", "area"});
    plan.areas = *text == "area";
  }
  if (const auto text = params.get("hxl")) {
    if (*text != "0" && *text != "1") return bad_parameter("hxl", "write 1, or leave it out", {"0", "1"});
    plan.hxl = *text == "1";
  }
  if (const auto good = geo::check(plan); !good) return good.error();
  return plan;
}

std::string export_file_name(const std::string& version, geo::ExportFormat format, std::string_view collection) {
  std::string name(collection);
  name += '-';
  constexpr std::string_view kSafe = "abcdefghijklmnopqrstuvwxyz0123456789.-";
  std::copy_if(version.begin(), version.end(), std::back_inserter(name),
               [&](char c) { return kSafe.find(c) != kSafe.npos; });
  return name.append(1, '.').append(geo::info_of(format).extension);
}

Answer handle_export(const Call& call, const Request& request, geo::ExportFormat format) {
  const geo::Snapshot& data = *call.edition.snapshot;
  if (const auto known = call.params.allow_only(kExportParams); !known) return problem(known.error());
  // Another system may have to be made ready first, which is no work for the thread of a socket.
  if (call.effort == Effort::at_once && call.params.get("bbox-crs")) return Later{"", nullptr, Work::file};
  const auto selection = parse_selection(call.params, data);
  if (!selection) return problem(selection.error());
  const auto plan = parse_plan(call.params, format);
  if (!plan) return problem(plan.error());
  const geo::ExportFormatInfo& info = geo::info_of(format);
  // A file of OGR's may differ in what nobody reads (the hour in a zip file): its tag is weak.
  const std::string tag =
      '"' + fingerprint(data.version + '\n' + YAAD_VERSION + '\n' + canonical_of(*plan, selection->query)) + '"';
  Reply reply;
  set_data_headers(reply);
  reply.set("ETag", info.streamed ? tag : "W/" + tag);
  reply.set("Vary", "Accept");
  if (matches_tag(request.if_none_match, tag)) {
    reply.status = 304;
    return reply;
  }
  if (call.effort == Effort::at_once) return Later{"", nullptr, Work::file};

  geo::ExportSource source{data.dataset,
                           data.areas,
                           data.version,
                           data.sha256,
                           selection->query,
                           data.report.withheld,
                           selected_records(*selection, data)};
  if (info.streamed) {
    auto stream = geo::ExportStream::make(std::move(source), *plan);
    if (!stream) return problem(bad_parameter("crs", stream.error().detail));
    reply.stream = streamed(std::move(*stream));
  } else {
    const TemporaryFolder folder(temporary_parent());
    const auto go_on = [&](std::size_t) { return !request.abandoned || !*request.abandoned; };
    const auto written = geo::write_export_file(source, *plan, folder.path(), "file", go_on);
    if (!written) {
      const bool in_crs = written.error().parameter == "crs";
      return problem(in_crs ? bad_parameter("crs", written.error().detail) : written.error());
    }
    SentFile file = open_and_digest(folder.path() + "/file");
    reply.set("Repr-Digest", "sha-256=:" + file.sha256_base64 + ':');
    reply.stream = std::move(file.stream);  // the file itself lives as long as it is open
  }
  reply.set("Content-Type", std::string(info.media_type));
  reply.set("Content-Disposition", "attachment; filename=\"" + export_file_name(data.version, format) + '"');
  reply.set("Accept-Ranges", "none");
  return reply;
}

}  // namespace yaad::server
