#include "server/router.hpp"

#include "server/encoding.hpp"
#include "server/filter_params.hpp"
#include "server/handlers.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

// A route is a pattern of segments: a word stands for itself, "*" for any one. The table is the list of all routes.
struct Route {
  std::array<std::string_view, 5> segments;
  std::size_t length;
  Reply (*handle)(const Call&);
  std::string_view name;  // label of metrics
};

constexpr std::array kRoutes{
    Route{{}, 0, handle_map, "map"},
    Route{{"tiles", "incidents", "*", "*", "*"}, 5, handle_incident_tile, "tiles"},
    Route{{"tiles", "basemap", "*", "*", "*"}, 5, handle_basemap_tile, "basemap"},
    Route{{"tiles", "incidents.json"}, 2, handle_incidents_tilejson, "tilejson"},
    Route{{"tiles", "basemap.json"}, 2, handle_basemap_tilejson, "tilejson"},
    Route{{"api", "collections", "incidents", "items"}, 4, handle_items, "items"},
    Route{{"api", "collections", "incidents", "items", "*"}, 5, handle_item, "item"},
    Route{{"api", "collections", "incidents", "clusters", "*"}, 5, handle_cluster, "cluster"},
    Route{{"api", "collections", "incidents", "histogram"}, 4, handle_histogram, "histogram"},
    Route{{"api", "collections", "statistics", "items"}, 4, handle_statistics, "statistics"},
    Route{{"api", "geocode"}, 2, handle_geocode, "geocode"},
    Route{{"incidents", "*"}, 2, handle_incident_page, "page"},
    Route{{"list"}, 1, handle_list, "list"},
    Route{{"dataset.json"}, 1, handle_dataset, "dataset"},
};

bool fits(const Route& route, const std::vector<std::string>& path) {
  if (route.length != path.size()) return false;
  for (std::size_t i = 0; i < route.length; ++i)
    if (route.segments[i] != "*" && route.segments[i] != path[i]) return false;
  return true;
}

// "/a/b%20c" -> {"a", "b c"}; nothing for a bad escape, an empty segment or one that is "." or "..".
std::optional<std::vector<std::string>> split_path(std::string_view path) {
  std::vector<std::string> segments;
  if (path == "/") return segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const auto end = path.find('/');
    auto segment = percent_decoded(path.substr(0, end), false);
    if (!segment || segment->empty() || *segment == "." || *segment == ".." ||
        segment->find_first_of("/\\") != std::string::npos)
      return std::nullopt;
    segments.push_back(std::move(*segment));
    path = end == path.npos ? std::string_view() : path.substr(end);
  }
  return segments;
}

Reply nothing_here() { return problem({geo::Errc::not_found, "there is nothing at this address", "", {}}); }

Reply options_reply() {
  Reply reply;
  reply.status = 204;
  reply.set("Access-Control-Allow-Origin", "*");
  reply.set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
  reply.set("Access-Control-Allow-Headers", "If-None-Match, Range");
  reply.set("Access-Control-Max-Age", "86400");
  return reply;
}

// An entity-tag list against ours. Weak comparison (RFC 9110 section 13.1.2); linear, whatever was sent.
bool matches_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    while (!list.empty() && (list[0] == ' ' || list[0] == ',' || list[0] == '\t')) list.remove_prefix(1);
    if (list.substr(0, 1) == "*") return true;
    if (list.substr(0, 2) == "W/") list.remove_prefix(2);
    if (list.substr(0, 1) != "\"") return false;
    const auto end = list.find('"', 1);
    if (end == list.npos) return false;
    if (list.substr(0, end + 1) == tag) return true;
    list.remove_prefix(end + 1);
  }
  return false;
}

std::string fnv_hex(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  std::string hex;
  for (int shift = 60; shift >= 0; shift -= 4) hex += "0123456789abcdef"[hash >> shift & 15U];
  return hex;
}

// Validators, coding and caching of a good answer.
void finish(Reply& reply, const Request& request, const Params& params, const Edition& edition) {
  const std::string& version = edition.snapshot->version;
  const Coding coding = reply.compressible && reply.body && reply.body->size() > 200
                            ? negotiate(request.accept_encoding)
                            : Coding::identity;
  if (reply.compressible) reply.set("Vary", "Accept-Encoding");
  if (!reply.find("Cache-Control")) {
    const bool pinned = params.get("v") == version;
    reply.set("Cache-Control",
              pinned ? "public, max-age=120, stale-while-revalidate=60, stale-if-error=120" : "no-cache");
    reply.set("X-Dataset-Version", version);
  }
  if (!reply.etag_seed.empty()) {
    // Strong, one per coding: version of the data, of the program, and the canonical request.
    const std::string tag =
        '"' + fnv_hex(version + '|' + YAAD_VERSION + '|' + reply.etag_seed) + (coding == Coding::gzip ? "-gz\"" : "\"");
    reply.set("ETag", tag);
    if (matches_tag(request.if_none_match, tag)) {
      reply.status = 304;
      reply.body = nullptr;
      reply.gzip_body = nullptr;
      std::erase_if(reply.fields, [](const auto& f) { return f.first == "Content-Type"; });
      return;
    }
  }
  if (coding == Coding::gzip) {
    if (!reply.gzip_body) reply.gzip_body = shared(gzip(*reply.body));
    reply.body = reply.gzip_body;
    reply.set("Content-Encoding", "gzip");
  }
}

}  // namespace

std::string_view route_name(std::string_view path) {
  if (path.starts_with("/assets/") || path == "/favicon.ico") return "assets";
  if (path == "/healthz") return "healthz";
  const auto segments = split_path(path);
  if (segments)
    for (const Route& route : kRoutes)
      if (fits(route, *segments)) return route.name;
  return "other";
}

Reply answer(const Request& request, const Edition& edition) {
  if (request.method == Method::options) return options_reply();
  if (request.path == "/healthz") {
    Reply reply;
    reply.set("Content-Type", "text/plain; charset=utf-8");
    reply.set("Cache-Control", "no-store");
    reply.body = shared("ok\n");
    return reply;
  }
  const auto segments = split_path(request.path);
  if (!segments) return nothing_here();
  auto params = Params::parse(request.query);
  const auto asset = edition.site->assets.find(request.path);
  if (asset != edition.site->assets.end()) {
    Reply reply = asset->second;
    finish(reply, request, Params(), edition);
    return reply;
  }
  for (const Route& route : kRoutes) {
    if (!fits(route, *segments)) continue;
    if (!params) return problem(params.error());
    Reply reply = route.handle({*segments, *params, edition});
    if (reply.status < 300) finish(reply, request, *params, edition);
    else if (reply.find("X-Frame-Options") == nullptr) reply.set("X-Dataset-Version", edition.snapshot->version);
    return reply;
  }
  return nothing_here();
}

}  // namespace yaad::server
