#include "server/html.hpp"

#include "geo/edtf.hpp"
#include "server/solar_hijri.hpp"

#include <array>
#include <charconv>

namespace yaad::server {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string element(std::string_view tag, std::string_view text, std::string_view attributes) {
  std::string out = "<";
  out.append(tag);
  if (!attributes.empty()) out.append(" ").append(attributes);
  return out.append(">").append(escaped(text)).append("</").append(tag).append(">\n");
}

std::string link(std::string_view href, std::string_view text, std::string_view attributes) {
  std::string out = "<a href=\"";
  out.append(escaped(href)).append("\"");
  if (!attributes.empty()) out.append(" ").append(attributes);
  return out.append(">").append(escaped(text)).append("</a>");
}

std::string in_language(std::string_view path, const Language& language) {
  std::string out(path);
  if (language.code == kLanguages.front().code) return out;
  out += path.find('?') == path.npos ? '?' : '&';
  return out + "lang=" + std::string(language.code);
}

namespace {

std::string solar_in_words(const Words& words, geo::Day day) {
  const SolarDate d = solar_date(day);
  return words("map.date.long", {{"day", std::to_string(d.day)},
                                 {"month", words("map.solar_month." + std::to_string(d.month))},
                                 {"year", std::to_string(d.year)}});
}

std::string beside_solar(const Words& words, std::string date, geo::Day first, geo::Day last) {
  if (!words.language().solar) return date;
  std::string solar = solar_in_words(words, first);
  if (first != last) solar = words("map.window", {{"from", solar}, {"to", solar_in_words(words, last)}});
  return words("map.date.both", {{"date", date}, {"solar", solar}});
}

}  // namespace

std::string place_name(const Words& words, const geo::Dataset& dataset, const geo::Incident& incident) {
  return incident.place ? place_name(words, dataset.places[*incident.place]) : "";
}

std::string place_name(const Words& words, const geo::Place& place) {
  const std::string_view code = words.language().code;
  const std::string& own = code == "ur" ? place.name_ur : code == "ps" ? place.name_ps : place.name_fa;
  return code == "en" || own.empty() ? place.name : own;
}

std::string area_name(const Words& words, const geo::Areas& areas, std::string_view code) {
  if (const std::string key = "map.area." + std::string(code); words.has(key)) return words(key);
  const geo::Area* area = areas.find(code);
  if (area == nullptr) return std::string(code);
  const std::string_view in = words.language().code;
  const std::string& own = in == "ur" ? area->name_ur : in == "fa" || in == "prs" ? area->name_fa : area->name;
  return own.empty() ? area->name : own;
}

std::string with_language(std::string html, const Words& words) {
  const Language& language = words.language();
  if (language.code == kLanguages.front().code) return html;
  constexpr std::string_view kLink = "href=\"/";
  for (auto at = html.find(kLink); at != html.npos; at = html.find(kLink, at + 1)) {
    const auto begin = at + kLink.size() - 1;
    const auto end = html.find_first_of("\"#", begin);
    const std::string_view path = std::string_view(html).substr(begin, end - begin);
    if (path.starts_with("/assets/") || path.starts_with("/favicon.") || path.find("lang=") != path.npos) continue;
    const std::string more =
        std::string(path.find('?') == path.npos ? "?" : "&amp;") + "lang=" + std::string(language.code);
    html.insert(end, more);
  }
  return html;
}

std::string language_links(const Words& words, std::string_view path) {
  std::string out = "<nav class=\"languages\" aria-label=\"" + escaped(words("page.language")) + "\">";
  for (const Language& other : kLanguages) {
    const std::string code(other.code);
    std::string attributes = "lang=\"";
    attributes.append(code).append("\" hreflang=\"").append(code).append("\"");
    out += ' ';
    if (other.code == words.language().code)
      out.append("<span lang=\"").append(code).append("\">").append(escaped(other.name)).append("</span>");
    else out += link(in_language(path, other), other.name, attributes);
  }
  out += "</nav>\n";
  if (words.language().code != kLanguages.front().code)
    out += element("p", words("page.language.notice"), "class=\"unread\"");
  return out;
}

std::string page(const Edition& edition, const PageFace& face, std::string_view body) {
  const Words& words = edition.site->words;
  const geo::Snapshot& data = *edition.snapshot;
  const Language& language = words.language();
  std::string out = "<!doctype html>\n<html lang=\"" + std::string(language.code) + "\" dir=\"" +
                    (language.rtl ? "rtl" : "ltr") + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  out +=
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" "
      "content=\"light dark\">\n";
  out += element("title", face.title + " · " + words("page.site"));
  out += "<meta name=\"description\" content=\"" + escaped(face.description) + "\">\n";
  out += "<link rel=\"stylesheet\" href=\"" + escaped(edition.site->page_css) +
         "\">\n<link rel=\"icon\" href=\"/favicon.ico\">\n";
  out += head_html(edition, face);
  out += "</head>\n<body>\n";
  out += "<header class=\"page-header\">";
  out += with_language(link("/", words("page.site"), "class=\"page-site\"") + ' ' + link("/list", words("page.list")) +
                           ' ' + link("/about", words("page.about")),
                       words);
  out += language_links(words, face.path) + "</header>\n<main>\n";
  out += element("h1", face.title);
  out += with_language(std::string(body), words);
  out += "</main>\n<footer class=\"page-footer\">\n" + element("p", words("page.scope"));
  out += "<p><span class=\"version\">" + escaped(words("page.version", {{"version", data.version}})) + "</span>. " +
         escaped(words("page.licence", {{"licence", data.dataset.info.licence}})) + "</p>\n";
  out += element("p", edition.site->public_url + in_language(face.path, language), "class=\"on-paper\" dir=\"ltr\"");
  return out + "</footer>\n</body>\n</html>\n";
}

std::string page(const Edition& edition, std::string_view title, std::string_view canonical_path, std::string_view body,
                 std::string_view more_head) {
  return page(edition,
              {std::string(title), edition.site->words("page.subtitle"), std::string(canonical_path), "",
               std::string(more_head)},
              body);
}

std::string day_in_words(const Words& words, const geo::DayOfYear& day) {
  return words("map.date.day_month",
               {{"day", std::to_string(day.day)}, {"month", words("map.month." + std::to_string(day.month))}});
}

std::string long_date(const Words& words, geo::Day day) {
  const geo::CivilDate d = geo::civil(day);
  std::string date = words("map.date.long", {{"day", std::to_string(d.day)},
                                             {"month", words("map.month." + std::to_string(d.month))},
                                             {"year", std::to_string(d.year)}});
  return beside_solar(words, std::move(date), day, day);
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

namespace {

// "16 February 2013", "February 2013", "2013"; blank for a span that is none of these.
std::string plain_date(const Words& words, const geo::DateSpan& span) {
  if (!span.is_bounded()) return "";
  if (span.is_one_day()) return long_date(words, span.first());
  const geo::CivilDate first = geo::civil(span.first()), last = geo::civil(span.last());
  if (first.year != last.year || first.day != 1) return "";
  const std::string year = std::to_string(first.year);
  if (first.month == last.month && last.day == geo::days_in_month(last.year, last.month)) {
    const std::string month = words("map.month." + std::to_string(first.month));
    return beside_solar(words, words("map.date.month", {{"month", month}, {"year", year}}), span.first(), span.last());
  }
  if (first.month != 1 || last.month != 12 || last.day != 31) return "";
  return beside_solar(words, words.digits(year), span.first(), span.last());
}

}  // namespace

std::string date_in_words(const Words& words, const geo::DateSpan& span) {
  const bool first = span.first() != geo::kBeforeTime, last = span.last() != geo::kAfterTime;
  if (span.is_one_day()) return words("page.date.day", {{"date", long_date(words, span.first())}});
  if (const std::string plain = plain_date(words, span); !plain.empty())
    return words("page.date.within", {{"unit", plain}});
  if (first && last)
    return words("page.date.span",
                 {{"first", long_date(words, span.first())}, {"last", long_date(words, span.last())}});
  if (last) return words("page.date.before", {{"last", long_date(words, span.last())}});
  if (first) return words("page.date.after", {{"first", long_date(words, span.first())}});
  return words("page.date.none");
}

std::string date_in_short(const Words& words, const geo::DateSpan& span) {
  if (std::string plain = plain_date(words, span); !plain.empty()) return plain;
  if (!span.is_bounded()) return date_in_words(words, span);
  const geo::CivilDate first = geo::civil(span.first()), last = geo::civil(span.last());
  const std::string to = long_date(words, span.last());
  if (first.year == last.year && first.month == last.month && !words.language().solar)
    return words("map.date.days", {{"from", std::to_string(first.day)}, {"to", to}});
  return words("map.window", {{"from", long_date(words, span.first())}, {"to", to}});
}

std::string published_in_words(const Words& words, std::string_view edtf) {
  const auto date = geo::parse_edtf(edtf);
  if (!date) return std::string(edtf);
  std::string text = date_in_short(words, date->span);
  const auto slash = edtf.find('/');
  if (slash != edtf.npos && !date->span.is_bounded()) {
    // The side that is stated, in the unit it is stated in: "in or after June 2014".
    const bool after = date->span.first() != geo::kBeforeTime;
    const auto side = geo::parse_edtf(after ? edtf.substr(0, slash) : edtf.substr(slash + 1));
    if (const std::string unit = side && !side->span.is_one_day() ? plain_date(words, side->span) : ""; !unit.empty())
      text = words(after ? "page.date.after_unit" : "page.date.before_unit", {{"unit", unit}});
  }
  if (date->approximate) text = words("page.date.about", {{"date", text}});
  return date->uncertain ? words("page.date.uncertain", {{"date", text}}) : text;
}

namespace {

std::string toll_in_words(const Words& words, std::string_view what, const geo::Figure& figure) {
  const std::string key = "page." + std::string(what);
  const auto counted = figure.counted();
  if (!counted) return words(key + ".none");
  if (figure.at_least()) return words(key + ".at_least", {{"n", grouped(*counted)}});
  return words(key, {{"n", grouped(*counted)}});
}

}  // namespace

std::string killed_in_words(const Words& words, const geo::Incident& incident) {
  return toll_in_words(words, "killed", incident.killed);
}

std::string injured_in_words(const Words& words, const geo::Incident& incident) {
  return toll_in_words(words, "injured", incident.injured);
}

std::string field_in_words(const Words& words, std::string_view column) {
  const std::string key = "map.field." + std::string(column);
  return words.has(key) ? words(key) : std::string(column);
}

std::string place_in_words(const Words& words, geo::PlacePrecision precision, double radius_m) {
  std::array<char, 32> km{};
  const auto end =
      std::to_chars(km.data(), km.data() + km.size(), radius_m / 1000.0, std::chars_format::general, 3).ptr;
  return words("page.precision." + std::string(geo::name_of(geo::kPlacePrecisions, precision)),
               {{"km", std::string(km.data(), end)}});
}

}  // namespace yaad::server
