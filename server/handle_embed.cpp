// The light map that other sites show in a frame, and the description of it that they discover (oEmbed 1.0).
#include "geo/json_writer.hpp"
#include "server/embed_address.hpp"
#include "server/filter_params.hpp"
#include "server/handlers.hpp"
#include "server/headline.hpp"
#include "server/html.hpp"
#include "server/page_query.hpp"

#include <charconv>
#include <set>

namespace yaad::server {
namespace {

constexpr std::size_t kWidth = 800, kHeight = 600;  // where the consumer names no limit

// A pinned address names a version; its first ten letters are the day of its data. How many records were corrected
// after it; nothing where the address names no other version.
std::optional<std::size_t> corrected_since(const Call& call) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto v = call.params.get("v");
  if (!v || *v == data.version) return std::nullopt;
  std::set<std::string_view> records;
  for (const geo::Correction& c : data.dataset.corrections)
    if (std::string_view(c.date) > v->substr(0, std::min<std::size_t>(v->size(), 10))) records.insert(c.incident);
  return records.size();
}

// Frames are shown everywhere unless the operator narrows it; scripts, styles and tiles come from here alone.
std::string embed_csp(const Site& site) {
  std::string csp(kAppCsp);
  const std::string_view none = "frame-ancestors 'none'";
  csp.replace(csp.find(none), none.size(), "frame-ancestors " + site.embed_ancestors);
  return csp;
}

void put(std::string& html, std::string_view marker, const std::string& text) {
  if (const auto at = html.find(marker); at != std::string::npos) html.replace(at, marker.size(), text);
}

// Never more than was asked for (oEmbed 1.0, section 2.2), however little can be read in it.
std::size_t limit(const Params& params, std::string_view name, std::size_t fallback) {
  const auto asked = params.get(name);
  std::size_t value = 0;
  if (!asked) return fallback;
  const auto [end, error] = std::from_chars(asked->data(), asked->data() + asked->size(), value);
  if (error != std::errc() || end != asked->data() + asked->size() || value == 0) return fallback;
  return std::min(value, fallback);
}

std::string xml(const std::vector<std::pair<std::string_view, std::string>>& members) {
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<oembed>\n";
  for (const auto& [name, value] : members)
    out += '<' + std::string(name) + '>' + escaped(value) + "</" + std::string(name) + ">\n";
  return out + "</oembed>\n";
}

}  // namespace

Reply handle_embed(const Call& call) {
  const Edition& edition = call.edition;
  const Site& site = *edition.site;
  const Words& words = site.words;
  const Asked asked = asked_filter(call);
  std::string notices;
  if (!asked.reason.empty())
    notices += element("p", words("page.list.filter", {{"reason", asked.reason}}), "class=\"notice\"");
  if (const auto corrected = corrected_since(call))
    notices +=
        element("p", words("page.embed.pinned", {{"version", edition.snapshot->version}, {"n", grouped(*corrected)}}),
                "class=\"notice\"");
  const std::string query = canonical(asked.filter);
  std::string head = head_html(
      edition, {words("page.list.title"), headline_sentence(edition, asked.filter), with_query("/", query), "", ""});
  head += script_head(edition);
  std::string html = site.embed_html;
  put(html, "<!--yaad:head-->", head);
  put(html, "<!--yaad:first-view-->", notices + headline_html(edition, asked.filter));
  put(html, "<!--yaad:foot-->",
      "<span class=\"version\">" + escaped(words("page.version", {{"version", edition.snapshot->version}})) +
          " ·</span> " +
          link(in_language(with_query(site.public_url + "/", state_query(call, asked.filter)), words.language()),
               words("page.embed.full"), "class=\"open-full\""));
  Reply reply = html_reply(std::move(html), embed_csp(site));
  // A frame of another site must be let in: no X-Frame-Options, no opener policy of our own.
  reply.drop("X-Frame-Options");
  reply.drop("Cross-Origin-Opener-Policy");
  reply.set("Cross-Origin-Resource-Policy", "cross-origin");
  reply.set("Cross-Origin-Embedder-Policy", "require-corp");
  reply.set("Cache-Control", "no-cache");
  return reply;
}

// Unknown parameters are ignored, as oEmbed asks; a url that is not ours is 404, a format that is not known 501.
Reply handle_oembed(const Call& call) {
  const Site& site = *call.edition.site;
  const auto format = call.params.get("format").value_or("json");
  if (format != "json" && format != "xml")
    return problem(501, "format", "This format is not answered", "format is json or xml");
  const auto url = call.params.get("url");
  if (!url) return problem(bad_parameter("url", "name the address of a page of this map"));
  const auto address = embed_address(*url, site.public_url);
  if (!address)
    return problem(404, "not-found", "There is nothing here", "url is not the address of a page of this map");
  const std::size_t width = limit(call.params, "maxwidth", kWidth);
  const std::size_t height = limit(call.params, "maxheight", kHeight);
  const std::string title = site.words("page.site") + ": " + site.words("page.list.title");
  const std::string w = std::to_string(width), h = std::to_string(height);
  const std::string html = embed_frame(site.public_url + *address, title, w, h);
  if (format == "xml") {
    Reply reply = json_reply(xml({{"version", "1.0"},
                                  {"type", "rich"},
                                  {"title", title},
                                  {"provider_name", site.words("page.site")},
                                  {"provider_url", site.public_url + "/"},
                                  {"cache_age", "3600"},
                                  {"width", w},
                                  {"height", h},
                                  {"html", html}}),
                             "text/xml; charset=utf-8");
    return reply;
  }
  geo::JsonWriter json;
  json.begin_object().member("version", "1.0").member("type", "rich").member("title", title);
  json.member("provider_name", site.words("page.site")).member("provider_url", site.public_url + "/");
  json.member("cache_age", 3600).member("width", std::uint64_t{width}).member("height", std::uint64_t{height});
  return json_reply(json.member("html", html).end_object().take());
}

}  // namespace yaad::server
