// The bars of the time bar and the sums of the headline; places by name; the dataset itself.
#include "geo/code_counts.hpp"
#include "geo/histogram.hpp"
#include "geo/json_writer.hpp"
#include "geo/largest_records.hpp"
#include "geo/utf8.hpp"
#include "server/choices_json.hpp"
#include "server/filter_params.hpp"
#include "server/handlers.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

using geo::JsonWriter;
using geo::Tally;

void write_tally(JsonWriter& json, const Tally& tally) {
  json.begin_object()
      .member("count", tally.count)
      .member("killed", tally.killed)
      .member("killed_low", tally.killed_low);
  json.member("killed_high", tally.killed_high)
      .member("injured", tally.injured)
      .member("no_figure", tally.no_figure)
      .end_object();
}

void write_totals(JsonWriter& json, const geo::Snapshot& data, const geo::Filter& filter, const Tally& total) {
  json.key("totals")
      .begin_object()
      .member("count", total.count)
      .member("killed", total.killed)
      .member("killed_low", total.killed_low);
  json.member("killed_high", total.killed_high).member("injured", total.injured).member("no_figure", total.no_figure);
  json.member("not_day_dated", total.not_day_dated).member("disputed", total.disputed);
  json.key("areas").begin_array();
  for (const geo::AreaTally& area : data.index.areas(filter)) {
    json.begin_object().member("area", area.code);
    if (const geo::Area* known = data.areas.find(area.code)) json.member("name", known->name);
    json.member("count", area.tally.count).end_object();
  }
  json.end_array().key("largest").begin_array();
  for (const geo::IncidentIndex i : geo::largest_records(data.dataset, data.areas, filter, total.killed)) {
    const geo::Incident& incident = data.dataset.incidents[i];
    const std::uint64_t killed = data.dataset.columns->killed[i];
    json.begin_object().member("id", incident.id).member("place_name", data.dataset.place_name(incident));
    if (incident.place) {
      const geo::Place& place = data.dataset.places[*incident.place];
      json.text_member("place_name_ur", place.name_ur).text_member("place_name_fa", place.name_fa);
      json.text_member("place_name_ps", place.name_ps);
    }
    json.member("date", incident.date).member("killed", killed).end_object();
  }
  json.end_array();
  const auto write_counts = [&](std::string_view name, const auto& codes, const auto& counts) {
    json.key(name).begin_object();
    for (std::size_t c = 0; c < codes.size(); ++c) json.member(codes[c], counts[c]);
    json.end_object();
  };
  const geo::CodeCounts counts = geo::code_counts(data.dataset, data.index, filter);
  write_counts("attack_type", geo::kAttackTypes, counts.attack_types);
  write_counts("community", geo::kCommunities, counts.communities);
  json.end_object();
}

geo::Result<Reply> histogram_reply(const geo::Snapshot& data, const geo::Filter& filter, geo::Step step,
                                   bool with_choices) {
  const auto bars = geo::histogram(data.dataset, data.index, filter, step);
  if (!bars) return bars.error();
  JsonWriter json;
  json.begin_object().member("version", data.version).member("step", geo::name_of(geo::kSteps, step));
  json.member("numberMatched", bars->total.count).key("unbinned");
  write_tally(json, bars->unbinned);
  json.key("bins").begin_array();
  for (const geo::Bin& bin : bars->bins) {
    json.begin_object()
        .member("from", geo::iso(bin.span.first()))
        .member("to", geo::iso(bin.span.last()))
        .key("certain");
    write_tally(json, bin.certain);
    json.key("possible");
    write_tally(json, bin.possible);
    json.end_object();
  }
  json.end_array();
  write_totals(json, data, filter, bars->total);
  if (with_choices) write_choices(json, data, filter);
  json.end_object();
  return json_reply(json.take());
}

constexpr std::array<std::string_view, 14> kHistogramParams{
    "datetime",  "bbox",           "area",   "attack_type", "target_type", "community", "actor",
    "precision", "date_precision", "killed", "q",           "v",           "step",      "choices"};

}  // namespace

Answer handle_histogram(const Call& call) {
  if (const auto known = call.params.allow_only(kHistogramParams); !known) return problem(known.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto filter = parse_filter(call.params, data.dataset, data.areas);
  if (!filter) return problem(filter.error());
  const auto step = parse_step(call.params);
  if (!step) return problem(step.error());
  const auto choices = call.params.get("choices");
  if (choices && *choices != "1") return problem(bad_parameter("choices", "write 1, or leave it out", {"1"}));
  const std::string key = "histogram?" + canonical(*filter) + "&step=" + std::string(geo::name_of(geo::kSteps, *step)) +
                          (choices ? "&choices" : "");
  return kept_or_made(call, key, [&] { return histogram_reply(data, *filter, *step, choices.has_value()); });
}

namespace {

// What the place or the area of this id is called in other languages.
void write_other_names(JsonWriter& json, const geo::Snapshot& data, const std::string& id) {
  const auto& places = data.dataset.places;  // by id
  const auto place = std::lower_bound(places.begin(), places.end(), id,
                                      [](const geo::Place& p, const std::string& wanted) { return p.id < wanted; });
  if (place != places.end() && place->id == id) {
    json.text_member("name_ur", place->name_ur).text_member("name_fa", place->name_fa);
    json.text_member("name_ps", place->name_ps);
  } else if (const geo::Area* area = data.areas.find(id)) {
    json.text_member("name_ur", area->name_ur).text_member("name_fa", area->name_fa);
  }
}

}  // namespace

Reply handle_geocode(const Call& call) {
  static constexpr std::array<std::string_view, 3> kParams{"q", "limit", "v"};
  constexpr std::size_t kDefaultPlaces = 10, kMostPlaces = 50;
  if (const auto known = call.params.allow_only(kParams); !known) return problem(known.error());
  const auto q = call.params.get("q");
  if (!q || q->empty()) return problem(bad_parameter("q", "the name of a place, in any script"));
  if (geo::count_code_points(*q) > kMaxWords) return problem(bad_parameter("q", "at most 200 characters"));
  const auto limit = whole_number(call.params, "limit", kDefaultPlaces, 1, kMostPlaces);
  if (!limit) return problem(limit.error());
  const auto found = call.edition.snapshot->gazetteer.find(*q, *limit);
  JsonWriter json;
  json.begin_object()
      .member("type", "FeatureCollection")
      .member("numberReturned", found.size())
      .key("features")
      .begin_array();
  for (const geo::GazetteerMatch& match : found) {
    json.begin_object()
        .member("type", "Feature")
        .member("id", match.id)
        .key("geometry")
        .begin_object()
        .member("type", "Point");
    json.key("coordinates").begin_array().value(match.at.lon()).value(match.at.lat()).end_array().end_object();
    json.key("properties")
        .begin_object()
        .member("id", match.id)
        .member("name", match.name)
        .member("matched", match.matched);
    write_other_names(json, *call.edition.snapshot, match.id);
    json.member("reason", match.reason).member("geo_precision", geo::name_of(geo::kPlacePrecisions, match.precision));
    if (match.radius_m > 0) json.member("radius_m", match.radius_m);
    json.text_member("country", match.country).text_member("area", match.area).text_member("district", match.district);
    json.member("incidents", match.incidents).end_object().end_object();
  }
  json.end_array().end_object();
  return json_reply(json.take(), "application/geo+json");
}

Reply handle_dataset(const Call& call) {
  static constexpr std::array<std::string_view, 1> kVersionOnly{"v"};
  if (const auto known = call.params.allow_only(kVersionOnly); !known) return problem(known.error());
  const geo::Snapshot& data = *call.edition.snapshot;
  const geo::DatasetInfo& info = data.dataset.info;
  JsonWriter json;
  json.begin_object().member("version", data.version).member("sha256", data.sha256).key("title").begin_object();
  for (const auto& [language, title] : info.title) json.member(language, title);
  json.end_object().text_member("licence", info.licence).text_member("attribution", info.attribution);
  json.text_member("contact", info.contact).text_member("updated", info.updated);
  if (info.extent)
    json.key("extent")
        .begin_array()
        .value(info.extent->west)
        .value(info.extent->south)
        .value(info.extent->east)
        .value(info.extent->north)
        .end_array();
  json.member("incidents", data.dataset.incidents.size()).member("places", data.dataset.places.size());
  json.member("sources", data.dataset.sources.size()).member("statistics", data.dataset.statistics.size());
  json.member("withheld", data.report.withheld).key("files").begin_array();
  for (const geo::FileAccount& file : data.report.files) {
    json.begin_object().member("file", file.file).member("read", file.read).member("accepted", file.accepted);
    json.member("refused", file.refused).end_object();
  }
  json.end_array();
  // Why in words that say nothing of what stands in the folder; the log and /readyz name the row.
  if (const auto last = call.edition.reloads ? call.edition.reloads->last() : std::nullopt) {
    json.key("last_reload").begin_object().member("at", utc(last->at)).member("succeeded", !last->fault);
    if (last->fault) json.member("reason", kLoadFaults.at(static_cast<std::size_t>(*last->fault)).in_public);
    json.end_object();
  }
  json.end_object();
  return json_reply(json.take());
}

}  // namespace yaad::server
