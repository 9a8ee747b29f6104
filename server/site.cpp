// The embedded files, read once at start: assets with their types, the page of the map, the words, the basemap.
#include "server/edition.hpp"
#include "server/painter_process.hpp"

#include "server/embedded.hpp"
#include "server/html.hpp"

#include <boost/json.hpp>

#include <array>
#include <map>
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
  reply.lasting = true;
  return reply;
}

// The built frontend says where its files are, by the names of their sources; blank where it knows none.
std::string path_of(const boost::json::value& manifest, const std::string& source) {
  const auto* entry = manifest.as_object().if_contains(source);
  return entry == nullptr ? "" : "/" + std::string(entry->at("file").as_string());
}

// The page of the map as it was built has `%words.page.site%` for the word of that key, and the language of English.
std::string in_words(std::string html, const Words& words) {
  constexpr std::string_view kWord = "%words.", kEnglish = "lang=\"en\" dir=\"ltr\"";
  for (auto at = html.find(kWord); at != html.npos; at = html.find(kWord, at)) {
    const auto end = html.find('%', at + kWord.size());
    if (end == html.npos) throw std::runtime_error("a key of words does not end in the page of the map");
    const std::string key = html.substr(at + kWord.size(), end - at - kWord.size());
    if (!words.has(key)) throw std::runtime_error("the page of the map asks for a word that is not there: " + key);
    const std::string word = escaped(words(key));
    html.replace(at, end + 1 - at, word);
    at += word.size();
  }
  const Language& language = words.language();
  if (const auto at = html.find(kEnglish); at != html.npos)
    html.replace(at, kEnglish.size(),
                 "lang=\"" + std::string(language.code) + "\" dir=\"" + (language.rtl ? "rtl" : "ltr") + '"');
  return html;
}

}  // namespace

std::string_view embedded_text(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == name) return file.text();
  throw std::runtime_error("the program was built without " + std::string(name));
}

Site make_site(std::string public_url, std::string embed_ancestors) {
  Site site;
  site.public_url = std::move(public_url);
  site.embed_ancestors = std::move(embed_ancestors);
  site.drawers = std::make_shared<PainterProcesses>();
  std::map<std::string_view, Words> words;          // by code
  std::map<std::string_view, std::string> scripts;  // of the words, by code
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name.starts_with("words/")) {
      for (const Language& language : kLanguages)
        if (file.name == "words/" + std::string(language.code) + ".json")
          words.emplace(language.code, Words::from_json(file.text(), language));
    } else if (file.name == "mapdata/basemap.pack") {
      site.basemap.emplace(file.bytes());
    } else if (file.name == "frontend/index.html") {
      site.index_html = file.text();
    } else if (file.name == "frontend/embed.html") {
      site.embed_html = file.text();
    } else if (file.name == "frontend/.vite/manifest.json") {
      const boost::json::value manifest = boost::json::parse(file.text());
      site.page_css = path_of(manifest, "src/page.css");
      for (const Language& language : kLanguages)
        scripts[language.code] = path_of(manifest, "words/" + std::string(language.code) + ".json");
    } else if (file.name.starts_with("frontend/")) {
      const std::string path = "/" + std::string(file.name.substr(9));
      const std::string_view type = type_of(path);
      if (!type.empty() && path.find("/.") == path.npos)
        site.assets.emplace(path, asset_reply(file, type, path.starts_with("/assets/")));
    }
  }
  if (words.size() != kLanguages.size() || site.index_html.empty() || site.embed_html.empty() ||
      site.page_css.empty() || !site.basemap)
    throw std::runtime_error("the program was built without its frontend, words or map data: run ./dev build");
  // The mark of the site, whatever its kind, also answers at the address that browsers ask for unasked.
  for (const std::string_view icon : {"/favicon.ico", "/favicon.svg"})
    if (const auto found = site.assets.find(std::string(icon)); found != site.assets.end()) {
      site.assets.emplace("/favicon.ico", found->second);
      break;
    }
  for (const auto& [code, own] : words) {
    if (code == kLanguages.front().code) continue;
    Site other = site;
    other.words = own;
    other.words_script = scripts[code];
    other.index_html = in_words(site.index_html, own);
    other.embed_html = in_words(site.embed_html, own);
    site.in_other_languages.emplace(code, std::make_shared<const Site>(std::move(other)));
  }
  site.words = words.at(kLanguages.front().code);
  site.words_script = scripts[kLanguages.front().code];
  site.index_html = in_words(site.index_html, site.words);
  site.embed_html = in_words(site.embed_html, site.words);
  return site;
}

}  // namespace yaad::server
