#include "server/headline.hpp"

#include "server/filter_params.hpp"
#include "server/handlers.hpp"
#include "server/html.hpp"
#include "server/page_query.hpp"
#include "server/records_table.hpp"

namespace yaad::server {
namespace {

// The first and the last day of what is counted: the window where it has them, else the stated days of the records.
geo::DateSpan days_of(const geo::Snapshot& data, const geo::Filter& filter) {
  const geo::DateSpan stated = data.index.extent(filter).value_or(geo::DateSpan());
  const geo::DateSpan& window = filter.window;
  const geo::Day first = window.first() != geo::kBeforeTime ? window.first() : stated.first();
  const geo::Day last = window.last() != geo::kAfterTime ? window.last() : stated.last();
  return first <= last ? geo::DateSpan::between(first, last) : window;
}

std::string first_in_words(const Words& words, const geo::DateSpan& days) {
  return days.first() == geo::kBeforeTime ? "…" : long_date(words, days.first());
}
std::string last_in_words(const Words& words, const geo::DateSpan& days) {
  return days.last() == geo::kAfterTime ? "…" : long_date(words, days.last());
}

std::string sentence(const Edition& edition, const geo::Filter& filter, const geo::Tally& total) {
  const Words& words = edition.site->words;
  if (total.count == 0) return words("page.headline.none");
  const geo::DateSpan days = days_of(*edition.snapshot, filter);
  return words("page.headline", {{"from", first_in_words(words, days)},
                                 {"to", last_in_words(words, days)},
                                 {"attacks", grouped(total.count)},
                                 {"killed", grouped(total.killed)}});
}

// Without such a record the sum would be another one.
std::vector<geo::IncidentIndex> large_records(const geo::Snapshot& data, const geo::Filter& filter,
                                              const geo::Tally& total) {
  std::vector<geo::IncidentIndex> large = data.index.records(filter);
  std::erase_if(large, [&](geo::IncidentIndex i) {
    return data.dataset.incidents[i].killed.counted().value_or(0) * kLargeShare <= total.killed;
  });
  return large;
}

std::string large_in_words(const Edition& edition, const geo::Incident& incident) {
  const Words& words = edition.site->words;
  return words("page.largest", {{"killed", grouped(incident.killed.counted().value_or(0))},
                                {"place", place_name(words, edition.snapshot->dataset, incident)},
                                {"date", date_in_short(words, incident.span)}});
}

}  // namespace

std::string window_in_words(const Edition& edition, const geo::Filter& filter) {
  const Words& words = edition.site->words;
  const geo::DateSpan days = days_of(*edition.snapshot, filter);
  return words("map.window", {{"from", first_in_words(words, days)}, {"to", last_in_words(words, days)}});
}

std::vector<std::string> large_records_in_words(const Edition& edition, const geo::Filter& filter,
                                                const geo::Tally& total) {
  std::vector<std::string> said;
  for (const geo::IncidentIndex i : large_records(*edition.snapshot, filter, total))
    said.push_back(large_in_words(edition, edition.snapshot->dataset.incidents[i]));
  return said;
}

std::string headline_sentence(const Edition& edition, const geo::Filter& filter) {
  return sentence(edition, filter, edition.snapshot->index.total(filter));
}

std::string headline_html(const Edition& edition, const geo::Filter& filter) {
  const Words& words = edition.site->words;
  const geo::Snapshot& data = *edition.snapshot;
  const geo::Tally total = data.index.total(filter);
  const std::string text = sentence(edition, filter, total);
  if (total.count == 0) return element("p", text, "class=\"headline\"");
  std::string out = "<p class=\"headline\">" + link(with_query("/list", canonical(filter)), text) + "</p>\n";
  std::uint64_t area_only = 0;
  for (const geo::AreaTally& area : data.index.areas(filter)) area_only += area.tally.count;
  out += range_html(words, total, area_only);
  for (const geo::IncidentIndex i : large_records(data, filter, total)) {
    const geo::Incident& incident = data.dataset.incidents[i];
    out += "<p class=\"headline-largest\">" + link("/incidents/" + incident.id, large_in_words(edition, incident)) +
           "</p>\n";
  }
  return out;
}

}  // namespace yaad::server
