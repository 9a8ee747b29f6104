#include "server/preview_text.hpp"

#include "server/headline.hpp"
#include "server/html.hpp"
#include "server/records_table.hpp"

namespace yaad::server {
namespace {

// So many records above a fifth of the sum are named; four would be nearly all of it.
constexpr std::size_t kLargeNamed = 2;

template <class Code, std::size_t N>
std::string list_of(const Words& words, geo::CodeSet<Code> set, const std::array<std::string_view, N>& known,
                    std::string_view prefix) {
  std::string text;
  for (std::size_t i = 0; i < N; ++i)
    if (set.contains(static_cast<Code>(i)))
      text += (text.empty() ? "" : words("map.comma")) + words(std::string(prefix) + std::string(known[i]));
  return text;
}

std::string actors_of(const Words& words, const geo::Dataset& dataset, const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) {
    const auto found = dataset.find_actor(code);
    if (!found) continue;
    const geo::Actor& actor = dataset.actors[*found];
    const std::string_view in = words.language().code;
    const std::string& own = in == "ur" ? actor.name_ur : in == "fa" || in == "prs" ? actor.name_fa : actor.name;
    text += (text.empty() ? "" : words("map.comma")) + (own.empty() ? actor.name : own);
  }
  return text;
}

std::string range_of(const Words& words, const geo::TollRange& range) {
  if (range.no_figure) return std::string(words("map.value.none"));
  std::string text = range.min ? grouped(*range.min) : "0";
  text += range.max ? "–" + grouped(*range.max) : "+";
  return words.digits(text);
}

// Each filter but window, area and part of the map, which are said elsewhere. Of the words looked for only that they
// are: a picture of ours says nothing that somebody else wrote.
std::string filters_in_words(const Words& words, const geo::Dataset& dataset, const geo::Filter& filter) {
  std::string text;
  const auto say = [&](std::string_view name, const std::string& value) {
    const std::string title = words("map.filter." + std::string(name));
    if (!value.empty())
      text += (text.empty() ? "" : " · ") + words("map.filter.other", {{"name", title}, {"value", value}});
  };
  say("attack_type", list_of(words, filter.attack_types, geo::kAttackTypes, "attack_type."));
  say("target_type", list_of(words, filter.target_types, geo::kTargetTypes, "target_type."));
  say("community", list_of(words, filter.communities, geo::kCommunities, "community."));
  say("actor", actors_of(words, dataset, filter.actors));
  if (filter.precision)
    say("precision", words("map.place." + std::string(geo::name_of(geo::kPlacePrecisions, *filter.precision))));
  if (filter.date_precision)
    say("date_precision",
        words("map.value." + std::string(geo::name_of(geo::kDatePrecisions, *filter.date_precision))));
  if (filter.killed) say("killed", range_of(words, *filter.killed));
  if (!filter.words.empty()) say("q", "…");
  return text;
}

void say_record(const Edition& edition, const geo::Incident& incident, PreviewText& text) {
  const Words& words = edition.site->words;
  const std::string name = place_name(words, edition.snapshot->dataset, incident);
  text.title = name.empty() ? incident.id : name;
  text.when = date_in_words(words, incident.span);
  text.killed = killed_in_words(words, incident);
  text.beside.push_back(injured_in_words(words, incident));
  const auto low = incident.killed.lower(), high = incident.killed.upper();
  if (low && high && *low != *high)
    text.beside.push_back(words("page.figures", {{"low", grouped(*low)}, {"high", grouped(*high)}}));
  text.beside.push_back(place_in_words(words, incident.precision, incident.radius_m));
  if (incident.disputed()) text.beside.push_back(words("page.disputed"));
}

}  // namespace

geo::Tally tally_at(const geo::Dataset& dataset, const geo::Place& place) {
  geo::Tally total;
  for (const geo::Incident& incident : dataset.incidents)
    if (incident.place && &dataset.places[*incident.place] == &place) total.add(geo::tally_of(incident));
  return total;
}

PreviewText preview_text(const Edition& edition, const Preview& preview, const geo::Filter& filter, bool in_part) {
  const Words& words = edition.site->words;
  const geo::Snapshot& data = *edition.snapshot;
  PreviewText text;
  const std::string& url = edition.site->public_url;
  text.address = url.substr(url.find("//") + 2);
  text.source = words("map.colophon", {{"version", data.version},
                                       {"licence", words("page.licence", {{"licence", data.dataset.info.licence}})}});
  if (preview.incident != nullptr) {
    say_record(edition, *preview.incident, text);
    return text;
  }
  if (preview.place != nullptr) {
    text.title = place_name(words, *preview.place);
    const geo::Tally total = tally_at(data.dataset, *preview.place);
    text.count = attacks_in_words(words, total);
    text.killed = killed_in_words(words, total);
    if (std::string range = range_in_words(words, total, 0); !range.empty()) text.beside.push_back(std::move(range));
    text.beside.push_back(place_in_words(words, preview.place->precision, preview.place->radius_m));
    return text;
  }
  for (const std::string& code : filter.areas)
    text.title += (text.title.empty() ? "" : words("map.comma")) + area_name(words, data.areas, code);
  text.filters = filters_in_words(words, data.dataset, filter);
  const geo::Tally total = data.index.total(filter);
  if (total.count == 0) {
    text.killed = words("page.headline.none");
  } else {
    text.when = window_in_words(edition, filter);
    text.count = attacks_in_words(words, total);
    text.killed = killed_in_words(words, total);
    if (in_part) text.beside.push_back(words("map.headline.in_view"));
    std::uint64_t area_only = 0;
    for (const geo::AreaTally& area : data.index.areas(filter)) area_only += area.tally.count;
    if (std::string range = range_in_words(words, total, area_only); !range.empty())
      text.beside.push_back(std::move(range));
    auto large = large_records_in_words(edition, filter, total);
    large.resize(std::min(large.size(), kLargeNamed));
    for (std::string& line : large) text.beside.push_back(std::move(line));
  }
  return text;
}

}  // namespace yaad::server
