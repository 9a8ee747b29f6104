// The page of one place: how exactly it is known, and every record that names it, by date.
#include "server/handlers.hpp"
#include "server/html.hpp"
#include "server/linked_data.hpp"
#include "server/records_table.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

using Records = std::vector<geo::IncidentIndex>;

// Looks at every record once: a page of a place is asked for seldom, and made on the pool.
Records records_at(const geo::Dataset& dataset, geo::PlaceIndex place) {
  Records found;
  for (geo::IncidentIndex i = 0; i < dataset.incidents.size(); ++i)
    if (dataset.incidents[i].place == place) found.push_back(i);
  return found;
}

std::string other_names(const geo::Place& place) {
  std::string out;
  const auto say = [&](const char* lang, const std::string& name) {
    if (name.empty()) return;
    out += (out.empty() ? "" : " · ") + std::string("<bdi lang=\"") + lang + "\">" + escaped(name) + "</bdi>";
  };
  say("ur", place.name_ur);
  say("fa", place.name_fa);
  say("ps", place.name_ps);
  return out.empty() ? out : "<p class=\"other-names\">" + out + "</p>\n";
}

// District, province, country: where it lies, each part a link to the list of the area.
std::string where_html(const Edition& edition, const geo::Place& place) {
  const Words& words = edition.site->words;
  const geo::Areas& areas = edition.snapshot->areas;
  std::string out;
  for (const std::string* code : {&place.district_code, &place.area, &place.country}) {
    if (areas.find(*code) == nullptr) continue;
    out +=
        (out.empty() ? "" : escaped(words("map.comma"))) + link("/list?area=" + *code, area_name(words, areas, *code));
  }
  return out.empty() ? out : "<p class=\"where\">" + out + "</p>\n";
}

Reply missing(const Edition& edition) {
  const Words& words = edition.site->words;
  const std::string body =
      element("p", words("page.place.missing")) + "<p>" + link("/list", words("page.list")) + "</p>\n";
  Reply reply = html_reply(page(edition, words("page.place.missing.title"), "/list", body), kPageCsp);
  reply.status = 404;
  reply.set("Cache-Control", "no-store");
  return reply;
}

}  // namespace

Reply handle_place_page(const Call& call) {
  const Edition& edition = call.edition;
  const geo::Dataset& dataset = edition.snapshot->dataset;
  const Words& words = edition.site->words;
  const std::string& id = call.path[1];
  const auto found =
      std::find_if(dataset.places.begin(), dataset.places.end(), [&](const auto& p) { return p.id == id; });
  if (found == dataset.places.end()) return missing(edition);
  const geo::Place& place = *found;
  const Records records = records_at(dataset, static_cast<geo::PlaceIndex>(found - dataset.places.begin()));
  // A place that no served record names may be the place of one that is kept back.
  if (records.empty()) return missing(edition);
  const std::string path = "/places/" + place.id;
  const geo::Tally total = tally_of(dataset, records);
  const std::string sums = sums_in_words(words, total);
  const Pages pages = [&](const auto& start, std::size_t limit) { return geo::page_of(records, start, limit); };
  const TablePage table = page_of(call, pages, path, "", path);
  std::string body = other_names(place) + where_html(edition, place);
  body += element("p", place_in_words(words, place.precision, place.radius_m) + '.', "class=\"muted\"");
  body += element("p", sums, "class=\"toll\"") + range_html(words, total, 0);
  body += "<p>" + link("/?place=" + place.id, words("page.in_map")) + "</p>\n";
  body += records_table(edition, table.records) + table.links;
  body += element("p", words("page.place.only"), "class=\"muted\"");
  if (!place.basis.empty())
    body += element("h2", words("page.place.basis")) + "<p><bdi>" + escaped(place.basis) + "</bdi></p>\n";
  const PageFace face{place_name(words, place), sums + ". " + words("page.scope"), path,
                      place_in_linked_data(edition, place), ""};
  Reply reply = html_reply(page(edition, face, body), kPageCsp);
  reply.set("Cache-Control", "no-cache");
  return reply;
}

}  // namespace yaad::server
