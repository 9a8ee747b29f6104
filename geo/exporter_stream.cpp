#include "geo/exporter_stream.hpp"

#include "geo/geojson.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";  // without it Excel takes UTF-8 for another coding
constexpr std::string_view kLineEnd = "\r\n";                // RFC 4180

// One line of CSV.
class CsvRow {
 public:
  explicit CsvRow(std::string& out) : out_(out) {}
  void text(std::string_view value) {
    separate();
    append_csv_text(out_, value);
  }
  void day(Day value) {
    separate();
    if (value != kBeforeTime && value != kAfterTime) out_ += iso(value);
  }
  void whole(std::optional<std::uint32_t> value) {
    separate();
    if (!value) return;
    std::array<char, 16> digits{};
    out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), *value).ptr);
  }
  void real(std::optional<double> value) {
    separate();
    if (value) append_number(out_, *value);
  }
  void truth(bool value) {
    separate();
    out_ += value ? "true" : "false";
  }
  // What follows is a cell that is written by somebody else.
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace

void append_csv_text(std::string& out, std::string_view text) {
  const bool formula = begins_formula(text);
  if (!formula && text.find_first_of("\",\r\n") == text.npos) {
    out += text;
    return;
  }
  out += '"';
  if (formula) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

Result<ExportStream> ExportStream::make(ExportSource source, const ExportPlan& plan) {
  auto geometry = ExportGeometry::make(plan.crs, plan.areas, source.dataset, source.areas, source.rows);
  if (!geometry) return geometry.error();
  return ExportStream(std::move(source), plan, std::move(*geometry));
}

ExportStream::ExportStream(ExportSource source, ExportPlan plan, ExportGeometry geometry)
    : source_(std::move(source)),
      plan_(std::move(plan)),
      geometry_(std::move(geometry)),
      flat_{source_.dataset, source_.areas, {}, {}} {}

void ExportStream::begin() {
  if (plan_.format == ExportFormat::csv) {
    piece_ += kByteOrderMark;
    for (const bool tags : {false, true}) {
      if (tags && !plan_.hxl) break;
      CsvRow row(piece_);
      // Tags begin with '#', which is no formula anywhere.
      for (const Column& column : export_columns()) row.text(tags ? column.hxl : column.name);
      if (geometry_.projection()) row.text(tags ? "" : "x"), row.text(tags ? "" : "y");
      if (plan_.areas) row.text(tags ? "#geo+geometry" : "geometry_wkt");
      row.text(tags ? "#meta+provenance" : "provenance");
      piece_ += kLineEnd;
    }
  } else if (plan_.format == ExportFormat::geojson) {
    json_.begin_object().member("type", "FeatureCollection").member("name", "incidents");
    if (geometry_.projection()) {
      // Not of RFC 7946, but what every reader of other systems looks for.
      json_.key("crs").begin_object().member("type", "name").key("properties").begin_object();
      json_.member("name", "urn:ogc:def:crs:EPSG::" + plan_.crs.code.substr(plan_.crs.code.find(':') + 1));
      json_.end_object().end_object();
    }
    json_.member("numberMatched", source_.rows.size()).key("provenance").begin_object();
    for (const auto& [name, value] : provenance(source_, plan_)) json_.member(name, value);
    json_.end_object().key("features").begin_array();
    piece_ = json_.take();
  }
}

void ExportStream::add_csv(const Incident& incident) {
  CsvRow row(piece_);
  flat_.version = source_.version;  // set anew each time: a move of this object moves short texts
  flat_.tell(incident, row);
  if (geometry_.projection()) {
    const auto at = geometry_.point(incident);
    row.real(at ? std::optional(at->x) : std::nullopt);
    row.real(at ? std::optional(at->y) : std::nullopt);
  }
  if (plan_.areas) {
    std::string wkt;
    geometry_.append_wkt(wkt, incident);
    row.text(wkt);
  }
  // CSV has no other place for it: the first row says what the file is.
  row.text(done_ == 0 ? provenance_line(source_, plan_) : std::string());
  piece_ += kLineEnd;
}

void ExportStream::add(const Incident& incident) {
  if (plan_.format == ExportFormat::csv) {
    add_csv(incident);
    return;
  }
  const auto geometry = [&](JsonWriter& json) { geometry_.write_json(json, incident); };
  if (plan_.format == ExportFormat::geojson) {
    write_incident(json_, source_.dataset, incident, geometry);
    piece_ += json_.take();
    return;
  }
  JsonWriter line;
  write_incident(line, source_.dataset, incident, geometry);
  if (done_ == 0) {
    // A member that readers of features pass over: the first line says what the file is.
    JsonWriter about;
    about.begin_object();
    for (const auto& [name, value] : provenance(source_, plan_)) about.member(name, value);
    about.end_object();
    const std::string feature = line.take();
    piece_.append(feature, 0, feature.size() - 1).append(",\"provenance\":").append(about.text()).append("}\n");
    return;
  }
  piece_.append(line.text()).append(1, '\n');
}

void ExportStream::end() {
  if (plan_.format == ExportFormat::geojson) piece_ += json_.end_array().end_object().take() + '\n';
}

std::string ExportStream::next() {
  piece_.clear();
  if (!std::exchange(begun_, true)) begin();
  for (; done_ < source_.rows.size() && piece_.size() < kExportPiece; ++done_)
    add(source_.dataset.incidents[source_.rows[done_]]);
  if (done_ == source_.rows.size() && !std::exchange(ended_, true)) end();
  return std::move(piece_);
}

}  // namespace yaad::geo
