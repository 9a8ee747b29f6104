#include "server/embed_address.hpp"

#include "server/html.hpp"
#include "server/params.hpp"
#include "server/short_link.hpp"

#include <algorithm>

namespace yaad::server {
namespace {

std::string_view without_scheme(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"})
    if (url.starts_with(scheme)) return url.substr(scheme.size());
  return {};
}

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string joined(std::string_view name, std::string_view id, std::string_view query) {
  std::string out = "/embed?" + std::string(name) + '=' + std::string(id);
  return query.empty() ? out : out + '&' + std::string(query);
}

}  // namespace

std::optional<std::string> embed_address(std::string_view url, std::string_view public_url) {
  url = url.substr(0, url.find('#'));
  const std::string_view asked = without_scheme(url), ours = without_scheme(public_url);
  if (asked.empty() || !asked.starts_with(ours)) return std::nullopt;
  std::string_view rest = asked.substr(ours.size());
  const auto mark = rest.find('?');
  const std::string_view path = rest.substr(0, mark);
  const std::string_view query = mark == rest.npos ? std::string_view() : rest.substr(mark + 1);
  if (path.empty() || path == "/" || path == "/list" || path == "/embed")
    return query.empty() ? "/embed" : "/embed?" + std::string(query);
  if (path == "/about") return "/embed";
  if (constexpr std::string_view kShort = "/m/"; path.starts_with(kShort)) {
    const auto form = percent_decoded(path.substr(kShort.size()), false);
    if (!form || form->find('/') != form->npos) return std::nullopt;
    const std::string whole = long_query(*form);
    return whole.empty() ? "/embed" : "/embed?" + whole;
  }
  constexpr std::string_view kRecord = "/incidents/", kPlace = "/places/";
  if (path.starts_with(kRecord) && is_slug(path.substr(kRecord.size())))
    return joined("incident", path.substr(kRecord.size()), query);
  if (path.starts_with(kPlace) && is_slug(path.substr(kPlace.size())))
    return joined("place", path.substr(kPlace.size()), query);
  return std::nullopt;
}

std::string embed_frame(std::string_view src, std::string_view title, std::string_view width, std::string_view height) {
  return "<iframe src=\"" + escaped(src) + "\" title=\"" + escaped(title) + "\" width=\"" + escaped(width) +
         "\" height=\"" + escaped(height) +
         "\" sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads\" "
         "referrerpolicy=\"no-referrer\" loading=\"lazy\" frameborder=\"0\"></iframe>";
}

std::string discovery_links(std::string_view page_url, std::string_view public_url, std::string_view title) {
  std::string out;
  for (const std::string_view format : {"json", "xml"}) {
    const std::string href =
        std::string(public_url) + "/oembed?format=" + std::string(format) + "&url=" + percent_encoded(page_url);
    const std::string_view type = format == "json" ? "application/json+oembed" : "text/xml+oembed";
    out += "<link rel=\"alternate\" type=\"" + std::string(type) + "\" href=\"" + escaped(href) + "\" title=\"" +
           escaped(title) + "\">\n";
  }
  return out;
}

}  // namespace yaad::server
