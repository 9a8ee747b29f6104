#include "server/html.hpp"

#include <array>

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
  std::string out = "<" + std::string(tag);
  if (!attributes.empty()) out += ' ' + std::string(attributes);
  return out + '>' + escaped(text) + "</" + std::string(tag) + ">\n";
}

std::string link(std::string_view href, std::string_view text, std::string_view attributes) {
  std::string out = "<a href=\"" + escaped(href) + '"';
  if (!attributes.empty()) out += ' ' + std::string(attributes);
  return out + '>' + escaped(text) + "</a>";
}

std::string page(const Edition& edition, std::string_view title, std::string_view canonical_path, std::string_view body,
                 std::string_view more_head) {
  const Words& words = edition.site->words;
  const geo::Snapshot& data = *edition.snapshot;
  const std::string& base = edition.site->public_url;
  std::string out = "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n";
  out +=
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" "
      "content=\"light dark\">\n";
  out += element("title", std::string(title) + " · " + words("page.site"));
  out += "<link rel=\"canonical\" href=\"" + escaped(base + std::string(canonical_path)) + "\">\n";
  out += "<link rel=\"stylesheet\" href=\"" + escaped(edition.site->page_css) +
         "\">\n<link rel=\"icon\" href=\"/favicon.ico\">\n";
  out += more_head;
  out += "</head>\n<body>\n";
  out += "<header class=\"page-header\">" + link("/", words("page.site"), "class=\"page-site\"") + ' ' +
         link("/list", words("page.list")) + "</header>\n<main>\n";
  out += element("h1", title);
  out += body;
  out += "</main>\n<footer class=\"page-footer\">\n" + element("p", words("page.scope"));
  out += element("p", words("page.version", {{"version", data.version}}) + ". " +
                          words("page.licence", {{"licence", data.dataset.info.licence}}));
  return out + "</footer>\n</body>\n</html>\n";
}

std::string long_date(geo::Day day) {
  static constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                            "May",       "June",     "July",     "August",
                                                            "September", "October",  "November", "December"};
  const geo::CivilDate d = geo::civil(day);
  return std::to_string(d.day) + ' ' + std::string(kMonths[static_cast<std::size_t>(d.month - 1)]) + ' ' +
         std::to_string(d.year);
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string date_in_words(const Words& words, const geo::DateSpan& span) {
  const bool first = span.first() != geo::kBeforeTime, last = span.last() != geo::kAfterTime;
  if (span.is_one_day()) return words("page.date.day", {{"date", long_date(span.first())}});
  if (first && last)
    return words("page.date.span", {{"first", long_date(span.first())}, {"last", long_date(span.last())}});
  if (last) return words("page.date.before", {{"last", long_date(span.last())}});
  if (first) return words("page.date.after", {{"first", long_date(span.first())}});
  return words("page.date.none");
}

}  // namespace yaad::server
