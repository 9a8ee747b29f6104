#include "server/records_table.hpp"

#include "server/cursor.hpp"
#include "server/html.hpp"
#include "server/page_query.hpp"

#include <algorithm>
#include <cctype>

namespace yaad::server {
namespace {

std::string counted(const Words& words, const std::string& key, std::uint64_t n) {
  return words(n == 1 ? key + ".one" : key, {{"n", grouped(n)}});
}

std::string killed_cell(const Words& words, const geo::Incident& incident) {
  const auto killed = incident.killed.counted();
  if (!killed) return words("page.not_known");
  return (incident.killed.at_least() ? "≥ " : "") + words.digits(grouped(*killed));
}

std::string list_row(const Edition& edition, const geo::Incident& incident) {
  const Words& words = edition.site->words;
  const std::string name = place_name(words, edition.snapshot->dataset, incident);
  const auto injured = incident.injured.counted();
  std::string row = "<tr><td>" + escaped(date_in_words(words, incident.span)) + "</td><td>";
  row += link("/incidents/" + incident.id, name.empty() ? incident.id : name) + "</td><td class=\"number\">";
  row += escaped(killed_cell(words, incident)) + "</td><td class=\"number\">" +
         escaped(injured ? words.digits(grouped(*injured)) : words("page.not_known")) + "</td><td>";
  return row + escaped(words("attack_type." + std::string(geo::name_of(geo::kAttackTypes, incident.attack_type)))) +
         "</td></tr>\n";
}

}  // namespace

std::string records_table(const Edition& edition, std::span<const geo::IncidentIndex> records) {
  const Words& words = edition.site->words;
  std::string out = "<table class=\"records\">\n<thead><tr>";
  for (const char* column : {"date", "place", "killed", "injured", "attack"})
    out += "<th scope=\"col\">" + escaped(words(std::string("page.list.") + column)) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const geo::IncidentIndex i : records) out += list_row(edition, edition.snapshot->dataset.incidents[i]);
  return out + "</tbody>\n</table>\n";
}

std::string first_records(const Edition& edition) {
  constexpr std::size_t kFirstRecords = 20;  // what a panel shows without scrolling, twice; about 1 KB as it is sent
  const Words& words = edition.site->words;
  const std::vector<geo::Incident>& all = edition.snapshot->dataset.incidents;
  if (all.empty()) return "";
  std::string out = "<section class=\"detail\" id=\"detail\" aria-label=\"" + escaped(words("page.list")) +
                    "\"><div class=\"detail-content\"><div class=\"detail-head\">";
  out += element("h2", counted(words, "map.list.all", all.size()), "class=\"list-title\"");
  out += "</div>\n<table class=\"records\">\n<tbody>\n";
  for (std::size_t i = 0; i < std::min(kFirstRecords, all.size()); ++i) {
    const geo::Incident& incident = all[i];
    const std::string name = place_name(words, edition.snapshot->dataset, incident);
    out += "<tr><td class=\"row-date\">" + escaped(date_in_short(words, incident.span)) +
           "</td><td class=\"row-place\">" + link("/incidents/" + incident.id, name.empty() ? incident.id : name) +
           "</td><td class=\"row-killed\">" + escaped(killed_cell(words, incident)) + "</td></tr>\n";
  }
  out += "</tbody>\n</table>\n";
  return out + "<p>" + link("/list", words("map.list.page")) + "</p>\n</div></section>\n";
}

TablePage page_of(const Call& call, const Pages& pages, std::string_view path, const std::string& query,
                  const std::string& key) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const Words& words = call.edition.site->words;
  geo::PageStart start;
  if (const auto text = call.params.get("cursor"))
    if (const auto cursor = read_cursor(*text, key)) start.at = first_behind(*cursor, data.dataset);
  geo::RecordPage found = pages(start, kRowsPerPage);
  TablePage page{std::move(found.records), "<p class=\"pages\">"};
  if (start.at > 0) page.links += link(with_query(path, query), words("page.list.previous")) + ' ';
  if (found.more) {
    const geo::Incident& last = data.dataset.incidents[page.records.back()];
    const std::string cursor = "cursor=" + write_cursor({data.version, key, last.span.first(), last.id});
    page.links +=
        link(with_query(path, query.empty() ? cursor : query + '&' + cursor), words("page.list.next"), "rel=\"next\"");
  }
  page.links += "</p>\n";
  return page;
}

geo::Tally tally_of(const geo::Dataset& dataset, std::span<const geo::IncidentIndex> records) {
  geo::Tally total;
  for (const geo::IncidentIndex i : records) total.add(geo::tally_of(dataset.incidents[i]));
  return total;
}

std::string attacks_in_words(const Words& words, const geo::Tally& total) {
  return counted(words, "map.headline.attacks", total.count);
}

std::string killed_in_words(const Words& words, const geo::Tally& total) {
  return total.no_figure == total.count ? words("page.killed.none") : counted(words, "page.killed", total.killed);
}

std::string sums_in_words(const Words& words, const geo::Tally& total) {
  return attacks_in_words(words, total) + " · " + killed_in_words(words, total);
}

std::string range_in_words(const Words& words, const geo::Tally& total, std::uint64_t area_only) {
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
  say_count("map.headline.area_only", area_only);
  if (text.empty()) return text;
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

std::string range_html(const Words& words, const geo::Tally& total, std::uint64_t area_only) {
  const std::string text = range_in_words(words, total, area_only);
  return text.empty() ? text : element("p", text, "class=\"headline-range\"");
}

}  // namespace yaad::server
