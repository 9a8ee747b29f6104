// The map's first page, and the list: what a reader gets without any script.
#include "server/cursor.hpp"
#include "server/filter_params.hpp"
#include "server/handlers.hpp"
#include "server/html.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace yaad::server {
namespace {

constexpr std::size_t kRowsPerPage = 100;

// The five places that the first view offers, by the ids of places.csv; one that a folder lacks is left out.
constexpr std::array<std::string_view, 5> kFirstPlaces{"machh-coal-field", "hazara-town", "alamdar-road", "taftan",
                                                       "parachinar"};

// HTML routes never fail on their address: what is unknown is dropped, what cannot be read shows all, with a word.
struct Asked {
  geo::Filter filter;
  std::string reason;  // why the filter was dropped; blank when it was not
};

Asked asked_filter(const Call& call) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto known = [](const geo::Error& fault) {
    return std::find(kFilterParams.begin(), kFilterParams.end(), fault.parameter) != kFilterParams.end();
  };
  const auto& faults = call.params.faults();
  if (const auto fault = std::find_if(faults.begin(), faults.end(), known); fault != faults.end())
    return {{}, fault->parameter + ": " + fault->detail};
  auto filter = parse_filter(call.params, data.dataset, data.areas);
  if (filter) return {std::move(*filter), ""};
  return {{}, filter.error().parameter + ": " + filter.error().detail};
}

// What a reader must know before the records: that a filter was dropped, or that the data are newer than the address.
std::string notices_html(const Call& call, const Asked& asked) {
  const Words& words = call.edition.site->words;
  const std::string& version = call.edition.snapshot->version;
  std::string out;
  if (!asked.reason.empty())
    out += element("p", words("page.list.filter", {{"reason", asked.reason}}), "class=\"notice\"");
  if (const auto v = call.params.get("v"); v && *v != version)
    out += element("p", words("page.version.other", {{"version", version}}), "class=\"notice\"");
  return out;
}

std::string with_query(std::string_view path, const std::string& query) {
  return std::string(path) + (query.empty() ? "" : "?" + query);
}

std::pair<geo::Day, geo::Day> stated_days(const geo::Snapshot& data, const std::vector<geo::IncidentIndex>& records,
                                          const geo::DateSpan& window) {
  geo::Day first = geo::kAfterTime, last = geo::kBeforeTime;
  for (const geo::IncidentIndex i : records) {
    const geo::DateSpan& span = data.dataset.incidents[i].span;
    if (span.first() != geo::kBeforeTime) first = std::min(first, span.first());
    if (span.last() != geo::kAfterTime) last = std::max(last, span.last());
  }
  if (window.first() != geo::kBeforeTime) first = window.first();
  if (window.last() != geo::kAfterTime) last = window.last();
  return {first, last};
}

std::string killed_cell(const Words& words, const geo::Incident& incident) {
  const auto killed = incident.killed.counted();
  if (!killed) return words("page.not_known");
  return (incident.killed.at_least() ? "≥ " : "") + words.digits(grouped(*killed));
}

std::string list_row(const Call& call, const geo::Incident& incident) {
  const Words& words = call.edition.site->words;
  const geo::Dataset& dataset = call.edition.snapshot->dataset;
  const std::string name = place_name(words, dataset, incident);
  const auto injured = incident.injured.counted();
  std::string row = "<tr><td>" + escaped(date_in_words(words, incident.span)) + "</td><td>";
  row += link("/incidents/" + incident.id, name.empty() ? incident.id : name) + "</td><td class=\"number\">";
  row += escaped(killed_cell(words, incident)) + "</td><td class=\"number\">" +
         escaped(injured ? words.digits(grouped(*injured)) : words("page.not_known")) + "</td><td>";
  return row + escaped(words("attack_type." + std::string(geo::name_of(geo::kAttackTypes, incident.attack_type)))) +
         "</td></tr>\n";
}

// What the sums leave open, the same as the map says it; blank where they leave nothing open.
std::string range_html(const Words& words, const geo::Tally& total, const std::vector<geo::AreaTally>& areas) {
  std::string text;
  const auto say = [&](const std::string& piece) { text += (text.empty() ? "" : " · ") + piece; };
  const auto say_count = [&](const std::string& key, std::uint64_t n) {
    if (n > 0) say(words(n == 1 && key == "map.headline.no_figure" ? key + ".one" : key, {{"n", grouped(n)}}));
  };
  if (total.killed_low != total.killed_high)
    say(words("map.headline.figures", {{"low", grouped(total.killed_low)}, {"high", grouped(total.killed_high)}}));
  say_count("map.headline.no_figure", total.no_figure);
  say_count("map.headline.not_day_dated", total.not_day_dated);
  say_count("map.headline.disputed", total.disputed);
  std::uint64_t area_only = 0;
  for (const geo::AreaTally& area : areas) area_only += area.tally.count;
  say_count("map.headline.area_only", area_only);
  if (text.empty()) return text;
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return element("p", text, "class=\"headline-range\"");
}

}  // namespace

std::string headline_html(const Edition& edition, const geo::Filter& filter) {
  const Words& words = edition.site->words;
  const geo::Snapshot& data = *edition.snapshot;
  const auto records = data.index.records(filter);
  const geo::Tally total = data.index.total(filter);
  const std::string list = with_query("/list", canonical(filter));
  if (total.count == 0) return element("p", words("page.headline.none"), "class=\"headline\"");
  const auto [first, last] = stated_days(data, records, filter.window);
  const std::string from = first == geo::kAfterTime ? "…" : long_date(words, first),
                    to = last == geo::kBeforeTime ? "…" : long_date(words, last);
  std::string out =
      "<p class=\"headline\">" +
      link(list,
           words("page.headline",
                 {{"from", from}, {"to", to}, {"attacks", grouped(total.count)}, {"killed", grouped(total.killed)}})) +
      "</p>\n";
  out += range_html(words, total, data.index.areas(filter));
  for (const geo::IncidentIndex i : records) {
    const geo::Incident& incident = data.dataset.incidents[i];
    const std::uint64_t killed = incident.killed.counted().value_or(0);
    if (killed * kLargeShare <= total.killed) continue;
    out +=
        "<p class=\"headline-largest\">" +
        link("/incidents/" + incident.id, words("page.largest", {{"killed", grouped(killed)},
                                                                 {"place", place_name(words, data.dataset, incident)},
                                                                 {"date", date_in_short(words, incident.span)}})) +
        "</p>\n";
  }
  return out;
}

Reply handle_map(const Call& call) {
  const Edition& edition = call.edition;
  const Words& words = edition.site->words;
  const Asked asked = asked_filter(call);
  std::string first_view = notices_html(call, asked) + headline_html(edition, asked.filter);
  first_view += element("p", words("page.scope"), "class=\"scope\"");
  if (words.language().code != "en") first_view += element("p", words("page.language.notice"), "class=\"unread\"");
  first_view += "<ul class=\"first-places\">\n";
  for (const std::string_view id : kFirstPlaces)
    for (const geo::Place& place : edition.snapshot->dataset.places)
      if (place.id == id)
        first_view += "<li>" +
                      link("/?place=" + place.id, place_name(words, place), "data-place=\"" + escaped(place.id) + '"') +
                      "</li>\n";
  first_view += "</ul>\n";
  const std::string path = with_query("/", canonical(asked.filter));
  std::string head = language_head(edition, path);
  head += "<meta name=\"yaad-version\" content=\"" + escaped(edition.snapshot->version) + "\">";
  std::string html = edition.site->index_html;
  const auto put = [&](std::string_view marker, const std::string& text) {
    if (const auto at = html.find(marker); at != std::string::npos) html.replace(at, marker.size(), text);
  };
  put("<!--yaad:head-->", head);
  put("<!--yaad:first-view-->", with_language(std::move(first_view), words));
  Reply reply = html_reply(std::move(html), kAppCsp);
  reply.set("Cache-Control", "no-cache");
  return reply;
}

Reply handle_list(const Call& call) {
  const Edition& edition = call.edition;
  const Words& words = edition.site->words;
  const Asked asked = asked_filter(call);
  const auto records = edition.snapshot->index.records(asked.filter);
  const std::string query = canonical(asked.filter);
  std::size_t begin = 0;
  if (const auto text = call.params.get("cursor"))
    if (const auto cursor = read_cursor(*text, query)) begin = passed(*cursor, edition.snapshot->dataset, records);
  const std::size_t end = std::min(begin + kRowsPerPage, records.size());
  std::string body = notices_html(call, asked);
  body += headline_html(edition, asked.filter);
  body += "<p>" + link(with_query("/", query), words("page.map")) + "</p>\n<table class=\"records\">\n<thead><tr>";
  for (const char* column : {"date", "place", "killed", "injured", "attack"})
    body += "<th scope=\"col\">" + escaped(words(std::string("page.list.") + column)) + "</th>";
  body += "</tr></thead>\n<tbody>\n";
  for (std::size_t i = begin; i < end; ++i) body += list_row(call, edition.snapshot->dataset.incidents[records[i]]);
  body += "</tbody>\n</table>\n<p class=\"pages\">";
  const std::string joint = query.empty() ? "" : query + '&';
  if (begin > 0) body += link(with_query("/list", query), words("page.list.previous")) + ' ';
  if (end < records.size()) {
    const geo::Incident& last = edition.snapshot->dataset.incidents[records[end - 1]];
    const std::string cursor = write_cursor({edition.snapshot->version, query, last.span.first(), last.id});
    body += link("/list?" + joint + "cursor=" + cursor, words("page.list.next"), "rel=\"next\"");
  }
  body += "</p>\n";
  Reply reply = html_reply(page(edition, words("page.list.title"), with_query("/list", query), body), kPageCsp);
  reply.set("Cache-Control", "no-cache");
  return reply;
}

}  // namespace yaad::server
