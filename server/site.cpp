// The embedded files, read once at start: assets with their types, the page of the map, the words, the basemap.
#include "server/edition.hpp"

#include "server/embedded.hpp"

#include <boost/json.hpp>

#include <array>
#include <stdexcept>

namespace yaad::server {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kTypes{{
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".json", "application/json"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
}};

std::string_view type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes)
    if (name.ends_with(ending)) return type;
  return {};
}

Reply asset_reply(const EmbeddedFile& file, std::string_view type, bool hashed) {
  Reply reply;
  reply.set("Content-Type", std::string(type));
  reply.set("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "public, max-age=3600");
  reply.set("Access-Control-Allow-Origin", "*");
  reply.set("Cross-Origin-Resource-Policy", "cross-origin");
  if (type == "image/svg+xml")
    reply.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  reply.body = shared(std::string(file.text()));
  // Fonts and pictures are compressed already.
  reply.compressible = type.starts_with("text/") || type == "image/svg+xml" || type == "application/json";
  seal(reply);
  return reply;
}

}  // namespace

Site make_site(std::string public_url, std::string embed_ancestors) {
  Site site;
  site.public_url = std::move(public_url);
  site.embed_ancestors = std::move(embed_ancestors);
  bool words = false;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == "words/en.json") {
      site.words = Words::from_json(file.text());
      words = true;
    } else if (file.name == "mapdata/basemap.pack") {
      site.basemap.emplace(file.bytes());
    } else if (file.name == "frontend/index.html") {
      site.index_html = file.text();
    } else if (file.name == "frontend/embed.html") {
      site.embed_html = file.text();
    } else if (file.name == "frontend/.vite/manifest.json") {
      const boost::json::value manifest = boost::json::parse(file.text());
      if (const auto* page = manifest.as_object().if_contains("src/page.css"))
        site.page_css = "/" + std::string(page->at("file").as_string());
    } else if (file.name.starts_with("frontend/")) {
      const std::string path = "/" + std::string(file.name.substr(9));
      const std::string_view type = type_of(path);
      if (!type.empty() && path.find("/.") == path.npos)
        site.assets.emplace(path, asset_reply(file, type, path.starts_with("/assets/")));
    }
  }
  if (!words || site.index_html.empty() || site.embed_html.empty() || site.page_css.empty() || !site.basemap)
    throw std::runtime_error("the program was built without its frontend, words or map data: run ./dev build");
  // The mark of the site, whatever its kind, also answers at the address that browsers ask for unasked.
  for (const std::string_view icon : {"/favicon.ico", "/favicon.svg"})
    if (const auto found = site.assets.find(std::string(icon)); found != site.assets.end()) {
      site.assets.emplace("/favicon.ico", found->second);
      break;
    }
  return site;
}

}  // namespace yaad::server
