// The list: the table twin of the map, and all that happened on one day of the year.
#include "geo/patience.hpp"
#include "geo/remembered_days.hpp"
#include "server/filter_params.hpp"
#include "server/handlers.hpp"
#include "server/headline.hpp"
#include "server/html.hpp"
#include "server/linked_data.hpp"
#include "server/page_query.hpp"
#include "server/records_table.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

using Records = std::vector<geo::IncidentIndex>;

constexpr std::uint64_t kFewRecords = 4096;  // are read sooner than sums tell as much

// The days of the year on which a record is dated, to be chosen from without a script. The filter goes along.
std::string day_form(const Call& call, const geo::RememberedDays& counts, const std::optional<geo::DayOfYear>& chosen) {
  const Words& words = call.edition.site->words;
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
    geo::look_up(geo::kStepsARecord);
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
  const geo::Snapshot& data = *edition.snapshot;
  const Words& words = edition.site->words;
  const Asked asked = asked_filter(call);
  const std::string query = canonical(asked.filter);
  const auto on = call.params.get("on");
  const auto day = on ? geo::parse_day_of_year(*on) : std::nullopt;
  // Of many records only those of the page are read, where sums can tell the rest.
  const bool by_sums =
      !day && !geo::asks_each_record(asked.filter) && data.index.total(asked.filter).count > kFewRecords;
  const Records records = by_sums ? Records() : data.index.records(asked.filter);
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
    const Pages pages = [&](const geo::PageStart& start, std::size_t limit) {
      return by_sums ? geo::record_page(data.dataset, data.areas, data.index, asked.filter, start, limit)
                     : geo::page_of(records, start, limit);
    };
    const TablePage page = page_of(call, pages, "/list", query, query);
    face.linked_data = list_in_linked_data(edition, page.records, face.path);
    body += headline_html(edition, asked.filter);
    body += "<p>" + link(with_query("/", query), words("page.map")) + "</p>\n";
    body += records_table(edition, page.records) + page.links;
  }
  body += day_form(call,
                   by_sums ? geo::remembered_days(data.dataset, data.index, asked.filter)
                           : geo::remembered_days(data.dataset, records),
                   day);
  Reply reply = html_reply(page(edition, face, body), kPageCsp);
  reply.set("Cache-Control", "no-cache");
  return reply;
}

}  // namespace yaad::server
