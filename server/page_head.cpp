#include "server/page_head.hpp"

#include "server/embed_address.hpp"
#include "server/html.hpp"
#include "server/preview_params.hpp"

namespace yaad::server {
namespace {

std::string property(std::string_view name, std::string_view content) {
  return "<meta property=\"" + std::string(name) + "\" content=\"" + escaped(content) + "\">\n";
}

// What the address of a page asks for may be none; its picture is then that of the page without it.
std::string picture_of(const Edition& edition, const PageFace& face) {
  const Language& language = edition.site->words.language();
  for (const std::string& page : {face.state, face.path})
    if (const auto picture = preview_address(in_language(page, language), edition); !page.empty() && picture)
      return *picture;
  return edition.site->public_url + "/preview.png";
}

}  // namespace

std::string head_html(const Edition& edition, const PageFace& face) {
  const Site& site = *edition.site;
  const std::string url = site.public_url + in_language(face.path, site.words.language());
  std::string out = discovery_links(url, site.public_url, face.title);
  out += "<link rel=\"canonical\" href=\"" + escaped(url) + "\">\n";
  for (const Language& language : kLanguages)
    out += "<link rel=\"alternate\" hreflang=\"" + std::string(language.code) + "\" href=\"" +
           escaped(site.public_url + in_language(face.path, language)) + "\">\n";
  out += property("og:type", "website") + property("og:site_name", site.words("page.site"));
  out += property("og:title", face.title) + property("og:description", face.description);
  out += property("og:url", url);
  out += property("og:image", picture_of(edition, face)) + property("og:image:type", "image/png");
  out += property("og:image:width", std::to_string(kPreviewWidth));
  out += property("og:image:height", std::to_string(kPreviewHeight));
  out += property("og:image:alt", face.description);
  out += "<meta name=\"twitter:card\" content=\"summary_large_image\">\n";
  if (!face.linked_data.empty()) out += "<script type=\"application/ld+json\">" + face.linked_data + "</script>\n";
  return out + face.more;
}

std::string script_head(const Edition& edition) {
  std::string out = "<meta name=\"yaad-version\" content=\"" + escaped(edition.snapshot->version) + "\">\n";
  const std::string& words = edition.site->words_script;
  if (!words.empty()) out += "<link rel=\"modulepreload\" href=\"" + escaped(words) + "\">\n";
  // The script asks for both before all else; on a slow line they are here when it is.
  for (const std::string& asked :
       {std::string("/dataset.json"), "/api/collections/incidents/histogram?step=year&v=" + edition.snapshot->version})
    out += "<link rel=\"preload\" as=\"fetch\" crossorigin=\"anonymous\" href=\"" + escaped(asked) + "\">\n";
  return out;
}

}  // namespace yaad::server
