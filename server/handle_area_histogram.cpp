// The bars of every area in one answer: counts and tolls by area and calendar unit, as JSON or as rows of CSV.
// Bins in which nothing lies are left out: most of an answer would be zeros.
#include "geo/exporter_stream.hpp"
#include "geo/geojson.hpp"
#include "geo/histogram_by_area.hpp"
#include "server/asked_areas.hpp"
#include "server/feature_page.hpp"
#include "server/filter_params.hpp"

#include <array>

namespace yaad::server {
namespace {

constexpr std::array<std::string_view, 16> kParams{
    "datetime",  "bbox",           "bbox-crs", "area", "attack_type", "target_type", "community", "actor",
    "precision", "date_precision", "killed",   "q",    "v",           "level",       "step",      "f"};

struct Asked {
  AskedAreas areas;
  geo::Step step = geo::Step::month;
  bool csv = false;
};

geo::Result<Asked> parse_asked(const Call& call) {
  auto areas = parse_asked_areas(call, kParams);
  if (!areas) return areas.error();
  const auto step = parse_step(call.params);
  if (!step) return step.error();
  const std::string_view f = call.params.get("f").value_or("json");
  if (f != "json" && f != "csv") return bad_parameter("f", "not a format of this route", {"json", "csv"});
  return Asked{std::move(*areas), *step, f == "csv"};
}

std::string_view name_of_area(const geo::Snapshot& data, const std::string& code) {
  return geo::area_name(data.dataset, code, data.areas.find(code));
}

bool is_empty(const geo::Bin& bin) { return bin.certain.count == 0 && bin.possible.count == 0; }

void write_sums(geo::JsonWriter& json, std::string_view key, const geo::Tally& tally) {
  json.key(key).begin_object();
  geo::write_sums(json, tally);
  json.end_object();
}

Reply as_json(const geo::Snapshot& data, const std::vector<geo::AreaHistogram>& areas, geo::Step step) {
  geo::JsonWriter json;
  json.begin_object().member("version", data.version).member("step", geo::name_of(geo::kSteps, step));
  json.key("areas").begin_array();
  for (const geo::AreaHistogram& one : areas) {
    const std::string& code = data.area_counts.codes()[one.area];
    json.begin_object().member("area", code).member("name", name_of_area(data, code));
    json.member("level", geo::name_of(kAreaLevels, level_of(code))).member("numberMatched", one.total.count);
    write_sums(json, "unbinned", one.unbinned);
    json.key("bins").begin_array();
    for (const geo::Bin& bin : one.bins) {
      if (is_empty(bin)) continue;
      json.begin_object().member("from", geo::iso(bin.span.first())).member("to", geo::iso(bin.span.last()));
      write_sums(json, "certain", bin.certain);
      write_sums(json, "possible", bin.possible);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json_reply(json.take());
}

// ",count,killed,killed_low,killed_high,injured,no_figure"; blank where no record states one.
void append_sums(std::string& out, const geo::Tally& tally) {
  const auto cell = [&](std::uint64_t number, bool known) {
    out.append(1, ',');
    if (known) out.append(std::to_string(number));
  };
  const bool states = tally.count > tally.no_figure;
  cell(tally.count, true);
  for (const std::uint64_t figure : {tally.killed, tally.killed_low, tally.killed_high}) cell(figure, states);
  cell(tally.injured, tally.count > 0);
  cell(tally.no_figure, true);
}

// A row for each area and bin, and one without days for what lies inside no bin.
Reply as_csv(const geo::Snapshot& data, const std::vector<geo::AreaHistogram>& areas) {
  std::string out =
      "\xef\xbb\xbf"  // without it Excel takes UTF-8 for another coding
      "area,area_name,level,from,to,count,killed,killed_low,killed_high,injured,no_figure,possible_count,"
      "possible_killed,possible_killed_low,possible_killed_high,possible_injured,possible_no_figure,version\r\n";
  for (const geo::AreaHistogram& one : areas) {
    const std::string& code = data.area_counts.codes()[one.area];
    const auto row = [&](const std::string& days, const geo::Tally& certain, const geo::Tally& possible) {
      geo::append_csv_text(out, code);
      out += ',';
      geo::append_csv_text(out, name_of_area(data, code));
      out.append(1, ',').append(geo::name_of(kAreaLevels, level_of(code))).append(1, ',').append(days);
      append_sums(out, certain);
      append_sums(out, possible);
      out.append(1, ',').append(data.version).append("\r\n");
    };
    for (const geo::Bin& bin : one.bins)
      if (!is_empty(bin)) row(geo::iso(bin.span.first()) + ',' + geo::iso(bin.span.last()), bin.certain, bin.possible);
    if (one.unbinned.count > 0) row(",", one.unbinned, {});
  }
  Reply reply;
  set_data_headers(reply);
  reply.set("Content-Type", "text/csv; charset=utf-8; header=present");
  reply.set("Content-Disposition", "attachment; filename=\"histogram-by-area.csv\"");
  reply.body = shared(std::move(out));
  reply.compressible = true;
  return reply;
}

}  // namespace

Answer handle_area_histogram(const Call& call) {
  const auto asked = parse_asked(call);
  if (!asked) return problem(asked.error());
  const std::string key =
      "areas/histogram?" + joined_query({asked->areas.query, asked->csv ? "f=csv" : "",
                                         "step=" + std::string(geo::name_of(geo::kSteps, asked->step))});
  return kept_or_made(call, key, [&]() -> geo::Result<Reply> {
    const geo::Snapshot& data = *call.edition.snapshot;
    const std::vector<std::string>& codes = data.area_counts.codes();
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < codes.size(); ++i)
      if (asked->areas.wants(data, codes[i])) chosen.push_back(i);
    const auto bars =
        geo::histogram_by_area(data.dataset, data.index, data.area_counts, chosen, asked->areas.records, asked->step);
    if (!bars) return bars.error();
    return asked->csv ? as_csv(data, *bars) : as_json(data, *bars, asked->step);
  });
}

}  // namespace yaad::server
