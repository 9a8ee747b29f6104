// What this dataset is: what is in it and what is not, how figures are chosen, what was corrected, what is kept about
// readers (nothing), and how to report an error.
#include "server/handlers.hpp"
#include "server/html.hpp"
#include "server/linked_data.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

// The log is a page, not an archive; the rest stands on the pages of the records.
constexpr std::size_t kMostCorrections = 500;

std::string paragraphs(const Words& words, std::initializer_list<const char*> keys) {
  std::string out;
  for (const char* key : keys) out += element("p", words(key));
  return out;
}

// What the folder says of itself (dataset.json); where it says nothing, that.
std::string stated(const Words& words, std::string_view heading, const std::string& text) {
  return element("h2", words(heading)) + element("p", text.empty() ? words("page.about.not_stated") : text);
}

bool rests_on_weak_sources(const geo::Dataset& dataset, const geo::Incident& incident) {
  using geo::SourceKind;
  constexpr std::array kWeak{SourceKind::encyclopedia, SourceKind::community, SourceKind::partisan};
  return !incident.sources.empty() && std::all_of(incident.sources.begin(), incident.sources.end(), [&](auto s) {
    return std::find(kWeak.begin(), kWeak.end(), dataset.sources[s].kind) != kWeak.end();
  });
}

std::string row(const Words& words, const std::string& name, std::uint64_t number) {
  return "<tr>" + element("th", name, "scope=\"row\"") +
         element("td", words.digits(grouped(number)), "class=\"number\"") + "</tr>\n";
}

// How much of what is shown is less than certain, counted in the data themselves.
std::string certainty_table(const Edition& edition) {
  const geo::Snapshot& data = *edition.snapshot;
  const Words& words = edition.site->words;
  const geo::Tally total = data.index.total({});
  std::uint64_t area_only = 0;
  for (const geo::AreaTally& area : data.index.areas({})) area_only += area.tally.count;
  const auto weak = std::count_if(data.dataset.incidents.begin(), data.dataset.incidents.end(),
                                  [&](const auto& i) { return rests_on_weak_sources(data.dataset, i); });
  std::string out = "<table class=\"counts\">\n";
  out += row(words, words("page.about.count.all"), total.count) +
         row(words, words("page.about.count.no_figure"), total.no_figure);
  out += row(words, words("page.about.count.not_day_dated"), total.not_day_dated);
  out += row(words, words("page.about.count.area_only"), area_only);
  out += row(words, words("page.about.count.disputed"), total.disputed);
  out += row(words, words("page.about.count.weak"), static_cast<std::uint64_t>(weak));
  out += row(words, words("page.about.count.passages"), data.dataset.sources.size());
  out += row(words, words("page.about.count.withheld"), data.report.withheld);
  out += row(words, words("page.about.count.retracted"), data.dataset.retracted.size());
  return out + "</table>\n";
}

std::string correction_log(const Edition& edition) {
  const geo::Dataset& dataset = edition.snapshot->dataset;
  const Words& words = edition.site->words;
  std::vector<const geo::Correction*> newest;
  for (const geo::Correction& c : dataset.corrections) newest.push_back(&c);
  std::stable_sort(newest.begin(), newest.end(), [](const auto* a, const auto* b) { return a->date > b->date; });
  std::string out = element("h2", words("page.about.corrections"), "id=\"corrections\"");
  if (newest.empty()) return out + element("p", words("page.about.corrections.none"));
  const std::size_t shown = std::min(newest.size(), kMostCorrections);
  out += element("p", words("page.about.corrections.rule"));
  out +=
      element("p", words("page.about.corrections.count", {{"n", grouped(newest.size())}, {"shown", grouped(shown)}}));
  out += "<table class=\"corrections listed\"><thead><tr>";
  for (const char* column : {"record", "field", "stated", "corrected", "reason", "date"})
    out += "<th scope=\"col\">" + escaped(words(std::string("page.corrections.") + column)) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < shown; ++i) {
    const geo::Correction& c = *newest[i];
    const bool there = dataset.find_incident(c.incident) != nullptr;
    // On a phone a row is a block, and each of its lines says what it is.
    const auto cell = [&](const char* column, std::string_view text) {
      return element("td", text, "data-label=\"" + escaped(words(std::string("page.corrections.") + column)) + '"');
    };
    out += "<tr><td>" + (there ? link("/incidents/" + c.incident, c.incident) : escaped(c.incident)) + "</td>";
    out += cell("field", field_in_words(words, c.field)) + cell("stated", c.as_stated) + cell("corrected", c.corrected);
    out += cell("reason", words("reason." + c.reason)) + cell("date", c.date) + "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string contact_html(const Words& words, const std::string& contact) {
  if (contact.empty()) return element("p", words("page.about.contact.none"));
  const bool web = contact.starts_with("https://") || contact.starts_with("http://");
  return "<p>" + escaped(words("page.about.contact")) + ' ' +
         (web ? link(contact, contact, "rel=\"noopener noreferrer\"") : "<bdi>" + escaped(contact) + "</bdi>") +
         "</p>\n";
}

}  // namespace

Reply handle_about(const Call& call) {
  const Edition& edition = call.edition;
  const geo::DatasetInfo& info = edition.snapshot->dataset.info;
  const Words& words = edition.site->words;
  std::string body;
  if (const auto title = info.title.find("en"); title != info.title.end()) body += element("p", title->second);
  body += element("p", words("page.scope"));
  body += stated(words, "page.about.included", info.included) + stated(words, "page.about.excluded", info.excluded);
  body += stated(words, "page.about.gaps", info.gaps);
  body += element("h2", words("page.about.certainty")) + certainty_table(edition);
  body += element("h2", words("page.about.figures"));
  body += paragraphs(words, {"page.about.figures.best", "page.about.figures.sums", "page.about.figures.attackers"});
  body += element("h2", words("page.about.dates"));
  body += paragraphs(words, {"page.about.dates.window", "page.about.dates.places"});
  body += element("h2", words("page.about.names")) + paragraphs(words, {"page.about.names.rule"});
  body += element("h2", words("page.about.error"), "id=\"error\"") + paragraphs(words, {"page.about.error.how"});
  body += contact_html(words, info.contact);
  body += element("h2", words("page.about.privacy"), "id=\"privacy\"");
  body += paragraphs(words, {"page.about.privacy.nothing", "page.about.privacy.logs"});
  body += correction_log(edition);
  body += element("h2", words("page.about.reuse")) + element("p", words("page.licence", {{"licence", info.licence}}));
  if (!info.attribution.empty()) body += element("p", info.attribution);
  body += "<p>" + link("/dataset.json", words("page.about.state")) + "</p>\n";
  const PageFace face{words("page.about.title"), words("page.subtitle") + ". " + words("page.scope"), "/about",
                      dataset_in_linked_data(edition), ""};
  Reply reply = html_reply(page(edition, face, body), kPageCsp);
  reply.set("Cache-Control", "no-cache");
  return reply;
}

}  // namespace yaad::server
