// The page of one record: what happened, where, when, how sure we are, and every source that says so.
#include "server/handlers.hpp"
#include "server/html.hpp"
#include "server/linked_data.hpp"

namespace yaad::server {
namespace {

std::string row(std::string_view name, const std::string& value) { return element("dt", name) + element("dd", value); }

// In the language of the page where the editors wrote it.
const std::string& summary_of(const Words& words, const geo::Incident& i) {
  const std::string_view code = words.language().code;
  const std::string& own = code == "ur" ? i.summary_ur : i.summary_fa;
  return code == "en" || code == "ps" || own.empty() ? i.summary : own;
}

std::string actor_names(const geo::Dataset& dataset, const std::vector<geo::ActorIndex>& actors) {
  std::string text;
  for (const geo::ActorIndex a : actors) text += (text.empty() ? "" : ", ") + dataset.actors[a].name;
  return text;
}

std::string facts(const Edition& edition, const geo::Incident& i) {
  const Words& words = edition.site->words;
  const geo::Dataset& dataset = edition.snapshot->dataset;
  std::string communities;
  for (std::size_t c = 0; c < geo::kCommunities.size(); ++c)
    if (i.communities.contains(static_cast<geo::Community>(c)))
      communities +=
          (communities.empty() ? "" : words("map.comma")) + words("community." + std::string(geo::kCommunities[c]));
  std::string actors = actor_names(dataset, i.actors);
  if (!actors.empty())
    actors +=
        " (" +
        words("page.actor_by", {{"who", words("actor_by." + std::string(geo::name_of(geo::kActorBy, i.actor_by)))}}) +
        ')';
  const std::string claimed = actor_names(dataset, i.claimed_by);
  std::string out =
      "<dl class=\"facts\">\n" +
      row(words("page.attack"), words("attack_type." + std::string(geo::name_of(geo::kAttackTypes, i.attack_type))));
  out += row(words("page.target"),
             i.target_type ? words("target_type." + std::string(geo::name_of(geo::kTargetTypes, *i.target_type)))
                           : words("page.not_known"));
  if (!communities.empty()) out += row(words("page.community"), communities);
  out += row(words("page.actor"), actors.empty() ? words("page.not_known") : actors);
  out += row(words("page.claimed"), claimed.empty() ? words("page.no_claim") : claimed);
  return out + "</dl>\n";
}

std::string source_html(const Words& words, const geo::Source& source) {
  std::string quote = "<blockquote lang=\"" + escaped(source.lang.empty() ? "en" : source.lang) + "\"><p><bdi>" +
                      escaped(source.quote) + "</bdi></p></blockquote>\n";
  if (source.quote.empty()) quote.clear();
  else if (source.graphic)
    quote = "<details>" + element("summary", words("page.source.graphic")) + quote + "</details>\n";
  std::string out = "<li id=\"" + escaped(source.id) + "\">\n" + quote + "<p class=\"source\"><bdi>" +
                    escaped(source.title) + "</bdi>. ";
  out += escaped(source.publisher);
  if (!source.published.empty()) out += ", " + escaped(published_in_words(words, source.published));
  out += ". ";
  if (source.url.empty()) out += escaped(words("page.source.no_link"));
  else
    out += link(source.url, words("page.source.open"), "rel=\"noopener noreferrer nofollow ugc\"") +
           " <span class=\"url\"><bdi>" + escaped(source.url) + "</bdi></span>";
  return out + "</p>\n</li>\n";
}

// What reference managers read (the citation_* names that Zotero and Google Scholar know).
std::string citation_head(const Edition& edition, const geo::Incident& i, std::string_view title) {
  const auto meta = [](std::string_view name, std::string_view content) {
    return "<meta name=\"" + std::string(name) + "\" content=\"" + escaped(content) + "\">\n";
  };
  const std::string site = edition.site->words("page.site");
  std::string out = meta("citation_title", std::string(title) + ", " + date_in_words(edition.site->words, i.span));
  out += meta("citation_author", site) + meta("citation_publisher", site);
  if (const std::string& updated = edition.snapshot->dataset.info.updated; !updated.empty())
    out += meta("citation_publication_date", updated);
  return out + meta("citation_public_url", edition.site->public_url + "/incidents/" + i.id);
}

std::string corrections_html(const Edition& edition, const geo::Incident& i) {
  const Words& words = edition.site->words;
  std::string rows;
  for (const geo::Correction& c : edition.snapshot->dataset.corrections) {
    if (c.incident != i.id) continue;
    rows += "<tr>" + element("td", field_in_words(words, c.field)) + element("td", c.as_stated, "dir=\"auto\"") +
            element("td", c.corrected, "dir=\"auto\"") + element("td", words("reason." + c.reason)) + "</tr>\n";
  }
  if (rows.empty()) return rows;
  std::string out = element("h2", words("page.corrections")) + "<table class=\"corrections\"><thead><tr>";
  for (const char* column : {"field", "stated", "corrected", "reason"})
    out += "<th scope=\"col\">" + escaped(words(std::string("page.corrections.") + column)) + "</th>";
  return out + "</tr></thead>\n<tbody>\n" + rows + "</tbody></table>\n";
}

std::string cite_html(const Edition& edition, const geo::Incident& i) {
  const Words& words = edition.site->words;
  const std::string url = edition.site->public_url + "/incidents/" + i.id;
  const std::string& version = edition.snapshot->version;
  const std::string bibtex = "@misc{yaad-" + i.id + ",\n  title = {Yaad, record " + i.id +
                             "},\n  note = {data version " + version + "},\n  url = {" + url + "}\n}";
  return element("h2", words("page.cite")) +
         element("p", words("page.cite.plain", {{"id", i.id}, {"version", version}, {"url", url}})) +
         element("pre", bibtex, "dir=\"ltr\"");
}

// To all that is documented at the place, and on the day of the year.
std::string ways_on(const Edition& edition, const geo::Incident& i) {
  const Words& words = edition.site->words;
  std::string out;
  if (i.place) {
    const geo::Place& place = edition.snapshot->dataset.places[*i.place];
    out +=
        "<p>" + link("/places/" + place.id, words("page.place.all", {{"place", place_name(words, place)}})) + "</p>\n";
  }
  if (const auto day = geo::day_of_year(i.span))
    out += "<p>" + link("/list?on=" + to_text(*day), words("page.on.all", {{"day", day_in_words(words, *day)}})) +
           "</p>\n";
  return out;
}

Reply page_of_absence(const Edition& edition, unsigned status, std::string_view key) {
  const Words& words = edition.site->words;
  const std::string text(key);
  Reply reply = html_reply(page(edition, words(text + ".title"), "/list",
                                element("p", words(text)) + "<p>" + link("/list", words("page.list")) + "</p>\n"),
                           kPageCsp);
  reply.status = status;
  reply.set("Cache-Control", "no-store");
  return reply;
}

}  // namespace

Reply handle_incident_page(const Call& call) {
  const Edition& edition = call.edition;
  const geo::Dataset& dataset = edition.snapshot->dataset;
  const Words& words = edition.site->words;
  const geo::Incident* i = dataset.find_incident(call.path[1]);
  if (!i)
    return dataset.is_retracted(call.path[1]) ? page_of_absence(edition, 410, "page.retracted")
                                              : page_of_absence(edition, 404, "page.missing");

  const std::string name = place_name(words, dataset, *i);
  std::string body = element("p", date_in_words(words, i->span), "class=\"date\"");
  if (!i->date_as_stated.empty())
    body += element("p", words("page.date.stated", {{"stated", i->date_as_stated}}), "class=\"muted\"");
  body += element("p", killed_in_words(words, *i) + " · " + injured_in_words(words, *i), "class=\"toll\"");
  std::string certainty = place_in_words(words, i->precision, i->radius_m) + '.';
  const auto low = i->killed.lower(), high = i->killed.upper();
  if (low && high && *low != *high)
    certainty += ' ' + words("page.figures", {{"low", grouped(*low)}, {"high", grouped(*high)}});
  if (i->perpetrators != geo::Perpetrators::excluded)
    certainty += ' ' + words("page.perpetrators." + std::string(geo::name_of(geo::kPerpetrators, i->perpetrators)));
  if (i->disputed()) certainty += ' ' + words("page.disputed");
  body += element("p", certainty, "class=\"muted\"") +
          element("p", summary_of(words, *i), "class=\"summary\" dir=\"auto\"") + facts(edition, *i);
  if (!i->note.empty()) body += element("h2", words("page.note")) + element("p", i->note, "dir=\"auto\"");
  body += element("h2", words("page.sources")) + "<ol class=\"sources\">\n";
  for (const geo::SourceIndex s : i->sources) body += source_html(words, dataset.sources[s]);
  body += "</ol>\n" + corrections_html(edition, *i) + cite_html(edition, *i);
  body += "<p>" + link("/?incident=" + i->id, words("page.in_map")) + "</p>\n" + ways_on(edition, *i);
  const std::string& title = name.empty() ? i->id : name;
  std::string told =
      date_in_words(words, i->span) + ": " + killed_in_words(words, *i) + ", " + injured_in_words(words, *i) + '.';
  if (!i->summary.empty()) told += ' ' + i->summary;
  const PageFace face{title, std::move(told), "/incidents/" + i->id, incident_in_linked_data(edition, *i),
                      citation_head(edition, *i, title)};
  Reply reply = html_reply(page(edition, face, body), kPageCsp);
  reply.set("Cache-Control", "no-cache");
  return reply;
}

}  // namespace yaad::server
