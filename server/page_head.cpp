#include "server/page_head.hpp"

#include "server/embed_address.hpp"
#include "server/html.hpp"

namespace yaad::server {
namespace {

std::string property(std::string_view name, std::string_view content) {
  return "<meta property=\"" + std::string(name) + "\" content=\"" + escaped(content) + "\">\n";
}

}  // namespace

std::string head_html(const Site& site, const PageFace& face) {
  const std::string url = site.public_url + in_language(face.path, site.words.language());
  std::string out = discovery_links(url, site.public_url, face.title);
  out += "<link rel=\"canonical\" href=\"" + escaped(url) + "\">\n";
  for (const Language& language : kLanguages)
    out += "<link rel=\"alternate\" hreflang=\"" + std::string(language.code) + "\" href=\"" +
           escaped(site.public_url + in_language(face.path, language)) + "\">\n";
  out += property("og:type", "website") + property("og:site_name", site.words("page.site"));
  out += property("og:title", face.title) + property("og:description", face.description);
  out += property("og:url", url);
  if (!face.linked_data.empty()) out += "<script type=\"application/ld+json\">" + face.linked_data + "</script>\n";
  return out + face.more;
}

}  // namespace yaad::server
