// The list: the table twin of the map, and all that happened on one day of the year.
#include "geo/day_of_year.hpp"
#include "server/filter_params.hpp"
#include "server/handlers.hpp"
#include "server/headline.hpp"
#include "server/html.hpp"
#include "server/linked_data.hpp"
#include "server/page_query.hpp"
#include "server/records_table.hpp"

#include <algorithm>
#include <map>

namespace yaad::server {
namespace {

using Records = std::vector<geo::IncidentIndex>;

// The days of the year on which a record is dated, to be chosen from without a script. The filter goes along.
std::string day_form(const Call& call, const Records& records, const std::optional<geo::DayOfYear>& chosen) {
  const Edition& edition = call.edition;
  const Words& words = edition.site->words;
  std::map<geo::DayOfYear, std::uint64_t> counts;
  for (const geo::IncidentIndex i : records)
    if (const auto day = geo::day_of_year(edition.snapshot->dataset.incidents[i].span)) ++counts[*day];
  if (counts.empty()) return "";
  std::string out = "<form class=\"on\" action=\"/list\" method=\"get\">\n";
  for (const auto& [name, value] : call.params.all())
    if (std::find(kFilterParams.begin(), kFilterParams.end(), name) != kFilterParams.end())
      out += "<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">\n";
  if (words.language().code != kLanguages.front().code)
    out += "<input type=\"hidden\" name=\"lang\" value=\"" + std::string(words.language().code) + "\">\n";
  out += "<label>" + escaped(words("page.on.choose")) + " <select name=\"on\">\n";
  for (const auto& [day, count] : counts)
    out += element("option", day_in_words(words, day) + " (" + words.digits(grouped(count)) + ')',
                   "value=\"" + to_text(day) + (day == chosen ? "\" selected" : "\""));
  return out + "</select></label> " + element("button", words("page.on.show")) + "</form>\n";
}

std::string section(const Edition& edition, const std::string& heading, const Records& records) {
  if (records.empty()) return "";
  return element("h2", heading) +
         element("p", sums_in_words(edition.site->words, tally_of(edition.snapshot->dataset, records))) +
         records_table(edition, records);
}

// One day in every year: what is dated to it, and apart from that what may have happened on it.
std::string day_html(const Edition& edition, const Records& records, const geo::DayOfYear& day,
                     const std::string& calendar) {
  const Words& words = edition.site->words;
  Records on, perhaps;
  for (const geo::IncidentIndex i : records) {
    const geo::DateSpan& span = edition.snapshot->dataset.incidents[i].span;
    if (geo::day_of_year(span) == day) on.push_back(i);
    else if (!span.is_one_day() && geo::may_fall_on(span, day)) perhaps.push_back(i);
  }
  std::string out = section(edition, words("page.on.dated", {{"day", day_in_words(words, day)}}), on);
  if (on.empty()) out += element("p", words("page.on.none", {{"day", day_in_words(words, day)}}));
  else out += "<p>" + link(calendar, words("page.on.calendar"), "type=\"text/calendar\"") + "</p>\n";
  out += section(edition, words("page.on.perhaps"), perhaps);
  return out;
}

}  // namespace

Reply handle_list(const Call& call) {
  const Edition& edition = call.edition;
  const Words& words = edition.site->words;
  const Asked asked = asked_filter(call);
  const Records records = edition.snapshot->index.records(asked.filter);
  const std::string query = canonical(asked.filter);
  const auto on = call.params.get("on");
  const auto day = on ? geo::parse_day_of_year(*on) : std::nullopt;
  std::string body = notices_html(call, asked);
  if (on && !day) body += element("p", words("page.on.unread"), "class=\"notice\"");
  PageFace face{words("page.list.title"), headline_sentence(edition, asked.filter), with_query("/list", query), "", ""};
  if (day) {
    const std::string joined = (query.empty() ? "" : query + '&') + "on=" + to_text(*day);
    face.title = words("page.on.title", {{"day", day_in_words(words, *day)}});
    face.path = with_query("/list", joined);
    body += element("p", words("page.on.rule"), "class=\"muted\"");
    body += day_html(edition, records, *day, with_query("/list.ics", joined));
    body += "<p>" + link(with_query("/list", query), words("page.on.whole")) + "</p>\n";
  } else {
    const TablePage page = page_of(call, records, "/list", query, query);
    face.linked_data = list_in_linked_data(edition, page.records, face.path);
    body += headline_html(edition, asked.filter);
    body += "<p>" + link(with_query("/", query), words("page.map")) + "</p>\n";
    body += records_table(edition, page.records) + page.links;
  }
  body += day_form(call, records, day);
  Reply reply = html_reply(page(edition, face, body), kPageCsp);
  reply.set("Cache-Control", "no-cache");
  return reply;
}

}  // namespace yaad::server
