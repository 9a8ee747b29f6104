// The page of the map: what a reader gets before any script, and without one; and the way to it from a short address.
#include "server/filter_params.hpp"
#include "server/handlers.hpp"
#include "server/headline.hpp"
#include "server/html.hpp"
#include "server/linked_data.hpp"
#include "server/page_head.hpp"
#include "server/page_query.hpp"
#include "server/records_table.hpp"
#include "server/short_link.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

// The five places that the first view offers, by the ids of places.csv; one that a folder lacks is left out.
constexpr std::array<std::string_view, 5> kFirstPlaces{"machh-coal-field", "hazara-town", "alamdar-road", "taftan",
                                                       "parachinar"};

bool shows_all(const Call& call) {
  const auto& all = call.params.all();
  return std::all_of(all.begin(), all.end(), [](const auto& param) { return param.first == "lang"; });
}

}  // namespace

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
  const std::string query = canonical(asked.filter);
  std::string head =
      head_html(edition, {words("page.list.title"), headline_sentence(edition, asked.filter), with_query("/", query),
                          dataset_in_linked_data(edition), "", with_query("/", state_query(call, asked.filter))});
  head += script_head(edition);
  std::string html = edition.site->index_html;
  const auto put = [&](std::string_view marker, const std::string& text) {
    if (const auto at = html.find(marker); at != std::string::npos) html.replace(at, marker.size(), text);
  };
  put("<!--yaad:head-->", head);
  put("<!--yaad:first-view-->", with_language(std::move(first_view), words));
  // Under a filter, a window or a part of the map the list is another one, which the script asks for.
  put("<!--yaad:first-records-->", shows_all(call) ? with_language(first_records(edition), words) : "");
  Reply reply = html_reply(std::move(html), kAppCsp);
  reply.set("Cache-Control", "no-cache");
  return reply;
}

// On our own host always, whatever stands in it.
Reply handle_short_link(const Call& call) {
  Reply reply = html_reply("", kPageCsp);
  reply.status = 302;
  reply.set("Location", with_query("/", long_query(call.path[1])));
  reply.set("Cache-Control", "public, max-age=86400");
  return reply;
}

}  // namespace yaad::server
