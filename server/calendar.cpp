#include "server/calendar.hpp"

#include "server/html.hpp"

namespace yaad::server {
namespace {

constexpr std::size_t kMostBytes = 75;  // RFC 5545 section 3.1, without the line end

std::string folded(std::string_view line) {
  std::string out;
  std::size_t room = kMostBytes;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;  // not inside a letter
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kMostBytes - 1;  // the blank that the next line begins with
  }
  return out.append(line).append("\r\n");
}

std::string compact(geo::Day day) {
  std::string text = geo::iso(day);
  std::erase(text, '-');
  return text;
}

std::string event(const Edition& edition, const geo::Incident& incident, const std::string& stamp) {
  const Words& words = edition.site->words;
  const std::string name = place_name(edition.site->words, edition.snapshot->dataset, incident);
  const std::string url = edition.site->public_url + "/incidents/" + incident.id;
  const std::string& place = name.empty() ? incident.id : name;
  std::string out = "BEGIN:VEVENT\r\n";
  out += folded("UID:" + incident.id + "@yaad") + folded("DTSTAMP:" + stamp);
  out += folded("DTSTART;VALUE=DATE:" + compact(incident.span.first())) + folded("RRULE:FREQ=YEARLY");
  out += text_line("SUMMARY", words("page.calendar.event", {{"place", place},
                                                            {"date", long_date(words, incident.span.first())},
                                                            {"toll", killed_in_words(words, incident)}}));
  out += text_line("DESCRIPTION", (incident.summary.empty() ? "" : incident.summary + '\n') + url);
  out += text_line("LOCATION", place) + folded("URL:" + url);
  return out + "CLASS:PUBLIC\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
}

}  // namespace

std::string text_line(std::string_view name, std::string_view text) {
  std::string line = std::string(name) + ':';
  for (const char c : text) {
    if (c == '\n') line += "\\n";
    else if (c == '\\' || c == ';' || c == ',') (line += '\\') += c;
    else if (c != '\r') line += c;
  }
  return folded(line);
}

std::string calendar_of(const Edition& edition, std::span<const geo::IncidentIndex> records, std::size_t left_out) {
  const geo::Dataset& dataset = edition.snapshot->dataset;
  const Words& words = edition.site->words;
  // When the data were brought up to date, not the clock: the same data give the same bytes.
  std::string stamp = dataset.info.updated.empty() ? "1970-01-01" : dataset.info.updated;
  std::erase(stamp, '-');
  stamp += "T000000Z";
  std::string out =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Yaad//Days of remembrance//EN\r\nCALSCALE:GREGORIAN\r\n";
  const std::string name = words("page.site") + ": " + words("page.calendar.name");
  const std::string about = words("page.version", {{"version", edition.snapshot->version}}) + ". " +
                            words("page.licence", {{"licence", dataset.info.licence}}) + ' ' +
                            words("page.calendar.left_out", {{"n", grouped(left_out)}}) + ' ' + words("page.scope");
  // Each in the name of RFC 7986, and in the one that calendars knew before it.
  out += text_line("NAME", name) + text_line("X-WR-CALNAME", name);
  out += text_line("DESCRIPTION", about) + text_line("X-WR-CALDESC", about);
  for (const geo::IncidentIndex i : records) out += event(edition, dataset.incidents[i], stamp);
  return out + "END:VCALENDAR\r\n";
}

}  // namespace yaad::server
