#include "server/router.hpp"

#include "server/byte_range.hpp"
#include "server/encoding.hpp"
#include "server/entity_tag.hpp"
#include "server/filter_params.hpp"
#include "server/fingerprint.hpp"
#include "server/handle_export.hpp"
#include "server/handlers.hpp"
#include "server/json_page.hpp"
#include "server/media_types.hpp"
#include "server/nowhere_page.hpp"
#include "server/ready_answers.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {
namespace {

// Pages never fail on their address; a tile that is not there may stay so for a minute; documents of the API are data
// that are also given as a page.
enum class Kind : std::uint8_t { page, tile, data, document };

// What is made at once on the thread of the socket, and what only on the pool. Handlers that keep answers know it
// themselves: what they have kept is at once.
enum class Pace : std::uint8_t { quick, kept, slow };

// So that one table holds both kinds of handlers.
template <Reply (*Handle)(const Call&)>
Answer plain(const Call& call) {
  return Handle(call);
}

// A route is a pattern of segments: a word stands for itself, "*" for any one. The table is the list of all routes.
struct Route {
  std::array<std::string_view, 5> segments;
  std::size_t length;
  Kind kind;
  Pace pace;
  Answer (*handle)(const Call&);
  std::string_view name;  // label of metrics
};

constexpr std::array kRoutes{
    Route{{}, 0, Kind::page, Pace::slow, plain<handle_map>, "map"},
    Route{{"tiles", "incidents", "*", "*", "*"}, 5, Kind::tile, Pace::kept, handle_incident_tile, "tiles"},
    Route{{"tiles", "spacetime", "*", "*", "*"}, 5, Kind::tile, Pace::kept, handle_spacetime_tile, "spacetime"},
    Route{{"tiles", "basemap", "*", "*", "*"}, 5, Kind::tile, Pace::kept, handle_basemap_tile, "basemap"},
    Route{{"tiles", "incidents.json"}, 2, Kind::data, Pace::quick, plain<handle_incidents_tilejson>, "tilejson"},
    Route{{"tiles", "spacetime.json"}, 2, Kind::data, Pace::quick, plain<handle_spacetime_tilejson>, "tilejson"},
    Route{{"tiles", "basemap.json"}, 2, Kind::data, Pace::quick, plain<handle_basemap_tilejson>, "tilejson"},
    Route{{"api"}, 1, Kind::document, Pace::quick, plain<handle_landing>, "api"},
    Route{{"api", "conformance"}, 2, Kind::document, Pace::quick, plain<handle_conformance>, "api"},
    Route{{"api", "openapi.json"}, 2, Kind::data, Pace::quick, plain<handle_openapi>, "api"},
    Route{{"api", "docs"}, 2, Kind::page, Pace::quick, plain<handle_docs>, "api"},
    Route{{"api", "collections"}, 2, Kind::document, Pace::slow, plain<handle_collections>, "collections"},
    Route{{"api", "collections", "*"}, 3, Kind::document, Pace::slow, plain<handle_collection>, "collections"},
    Route{{"api", "collections", "*", "queryables"},
          4,
          Kind::document,
          Pace::quick,
          plain<handle_queryables>,
          "collections"},
    Route{{"api", "collections", "incidents", "items"}, 4, Kind::document, Pace::slow, plain<handle_items>, "items"},
    Route{
        {"api", "collections", "incidents", "items", "*"}, 5, Kind::document, Pace::quick, plain<handle_item>, "item"},
    Route{{"api", "collections", "incidents", "clusters", "*"},
          5,
          Kind::document,
          Pace::slow,
          plain<handle_cluster>,
          "cluster"},
    Route{{"api", "collections", "incidents", "histogram"}, 4, Kind::data, Pace::kept, handle_histogram, "histogram"},
    Route{{"api", "collections", "areas", "items"}, 4, Kind::document, Pace::kept, handle_areas, "areas"},
    Route{{"api", "collections", "areas", "items", "*"}, 5, Kind::document, Pace::kept, handle_area_item, "areas"},
    Route{{"api", "collections", "areas", "histogram"}, 4, Kind::data, Pace::kept, handle_area_histogram, "histogram"},
    Route{{"api", "collections", "places", "items"}, 4, Kind::document, Pace::kept, handle_places, "places"},
    Route{{"api", "collections", "places", "items", "*"}, 5, Kind::document, Pace::kept, handle_place_item, "places"},
    Route{
        {"api", "collections", "statistics", "items"}, 4, Kind::document, Pace::kept, handle_statistics, "statistics"},
    Route{{"api", "collections", "statistics", "items", "*"},
          5,
          Kind::document,
          Pace::kept,
          handle_statistic,
          "statistics"},
    Route{{"api", "geocode"}, 2, Kind::data, Pace::slow, plain<handle_geocode>, "geocode"},
    Route{{"incidents", "*"}, 2, Kind::page, Pace::quick, plain<handle_incident_page>, "page"},
    Route{{"places", "*"}, 2, Kind::page, Pace::slow, plain<handle_place_page>, "page"},
    Route{{"about"}, 1, Kind::page, Pace::slow, plain<handle_about>, "page"},
    Route{{"embed"}, 1, Kind::page, Pace::slow, plain<handle_embed>, "map"},
    Route{{"oembed"}, 1, Kind::page, Pace::quick, plain<handle_oembed>, "page"},
    Route{{"preview.png"}, 1, Kind::data, Pace::kept, handle_preview, "preview"},
    Route{{"m", "*"}, 2, Kind::page, Pace::quick, plain<handle_short_link>, "page"},
    Route{{"list"}, 1, Kind::page, Pace::slow, plain<handle_list>, "list"},
    Route{{"datapackage.json"}, 1, Kind::data, Pace::quick, plain<handle_datapackage>, "dataset"},
    Route{{"list.ics"}, 1, Kind::data, Pace::slow, plain<handle_calendar>, "list"},
    Route{{"dataset.json"}, 1, Kind::data, Pace::quick, plain<handle_dataset>, "dataset"},
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

const Route* route_of(const std::vector<std::string>& segments) {
  const auto found =
      std::find_if(kRoutes.begin(), kRoutes.end(), [&](const Route& route) { return fits(route, segments); });
  return found == kRoutes.end() ? nullptr : &*found;
}

Reply options_reply() {
  Reply reply;
  reply.status = 204;
  reply.set("Allow", std::string(kAllow));
  reply.set("Access-Control-Allow-Origin", "*");
  reply.set("Access-Control-Allow-Methods", std::string(kAllow));
  reply.set("Access-Control-Allow-Headers", "If-None-Match, Range");
  reply.set("Access-Control-Max-Age", "86400");
  return reply;
}

// For the version that the address names, a while; for none, ask each time.
std::string_view cache_control(const Params& params, const Edition& edition) {
  const bool pinned = params.get("v") == edition.snapshot->version;
  return pinned ? "public, max-age=120, stale-while-revalidate=60, stale-if-error=120" : "no-cache";
}

// A part of the body as it would be sent whole. If-Range holds for our tag only: a date never names bytes here.
void cut_to_range(Reply& reply, const Request& request, const std::string& tag) {
  if (request.method != Method::get || !reply.body || (!request.if_range.empty() && request.if_range != tag)) return;
  const ByteRange range = asked_range(request.range, reply.body->size());
  if (range.kind == ByteRange::Kind::none) return;
  const std::string size = std::to_string(reply.body->size());
  if (range.kind == ByteRange::Kind::outside) {
    reply = problem(416, "range", "There are no such bytes", "the range begins past the last byte");
    reply.set("Content-Range", "bytes */" + size);
    return;
  }
  reply.status = 206;
  reply.set("Content-Range", "bytes " + std::to_string(range.first) + '-' + std::to_string(range.last) + '/' + size);
  reply.body = shared(reply.body->substr(range.first, range.last - range.first + 1));
}

// Coding, validator and range of a good answer. The ETag names the bytes: strong, one per coding, the same from every copy
// of the server, and another one when the data or the program writes other bytes.
void finish(Reply& reply, const Request& request) {
  const bool large = reply.body && reply.body->size() >= kLeastGzipBytes;
  const Coding coding = reply.compressible && large ? negotiate(request.accept_encoding) : Coding::identity;
  if (reply.compressible && !reply.find("Vary")) reply.set("Vary", "Accept-Encoding");
  if (reply.tag.empty()) reply.tag = fingerprint(reply.body ? *reply.body : std::string());
  const std::string tag = '"' + reply.tag + (coding == Coding::gzip ? "-gz\"" : "\"");
  reply.set("ETag", tag);
  if (matches_tag(request.if_none_match, tag)) {
    make_not_modified(reply);
  } else if (coding == Coding::gzip) {
    reply.body = reply.gzip_twin ? reply.gzip_twin->of(*reply.body) : shared(gzip(*reply.body));
    reply.set("Content-Encoding", "gzip");
  }
  if (reply.status == 200 && !request.range.empty()) cut_to_range(reply, request, tag);
}

// A whole file instead of pages: neither compressed nor cut, and with a tag of its own.
Answer exported(const Call& call, const Request& request, geo::ExportFormat format) {
  Answer made = handle_export(call, request, format);
  auto* reply = std::get_if<Reply>(&made);
  if (reply == nullptr) return made;
  reply->route = "export";
  reply->set("X-Dataset-Version", call.edition.snapshot->version);
  if (reply->status < 400) reply->set("Cache-Control", std::string(cache_control(call.params, call.edition)));
  return made;
}

// The filters that the index has no sums for; and files, which are written from all that they hold.
bool takes_long(const Params& params) {
  constexpr std::array<std::string_view, 6> kScanned{"q", "killed", "area", "date_precision", "filter", "bbox-crs"};
  return asked_file(params, "") ||
         std::any_of(kScanned.begin(), kScanned.end(), [&](std::string_view name) { return params.get(name); });
}

// Pages are in the language that the address asks for, and in English where there is no such language.
std::optional<Edition> spoken_in(const Params& params, const Edition& edition) {
  const auto& languages = edition.site->in_other_languages;
  const auto site = languages.find(params.get("lang").value_or(""));
  if (site == languages.end()) return std::nullopt;
  return std::optional<Edition>(std::in_place, edition, site->second);
}

// A person who reads gets a page, whatever else is at the address a problem.
Reply nothing_here(const Request& request, const Edition& edition) {
  const bool of_data = request.path.starts_with("/api") || request.path.starts_with("/tiles");
  if (of_data || request.method == Method::other || !prefers_html(request.accept)) {
    Reply reply =
        problem({geo::Errc::not_found, "there is nothing at this address; the map is at /, the list at /list", "", {}});
    reply.set("Vary", "Accept-Encoding, Accept");
    return reply;
  }
  const auto spoken = spoken_in(Params::readable(request.query), edition);
  Reply reply = nowhere_page(spoken ? *spoken : edition);
  reply.set("Vary", "Accept-Encoding, Accept");
  return reply;
}

Answer routed(const Route& route, const std::vector<std::string>& path, const Request& request, const Edition& edition,
              Effort effort) {
  auto params = route.kind == Kind::page ? Params::readable(request.query) : Params::parse(request.query);
  if (!params) return problem(params.error());
  if (route.name == "items")
    if (const auto format = asked_file(*params, request.accept))
      return exported({path, *params, edition, effort}, request, *format);
  const auto form = params->get("f");
  const bool as_page = route.kind == Kind::document && (form ? *form == "html" : prefers_html(request.accept));
  const bool put_off = route.pace == Pace::slow && effort == Effort::at_once;
  const auto spoken = route.kind == Kind::page ? spoken_in(*params, edition) : std::optional<Edition>();
  Answer made = put_off ? Answer(Later()) : route.handle({path, *params, spoken ? *spoken : edition, effort, as_page});
  if (auto* later = std::get_if<Later>(&made)) {
    if (takes_long(*params)) later->work = Work::scan;
    return made;
  }
  Reply reply = std::get<Reply>(std::move(made));
  if (route.kind == Kind::document && reply.status == 200) {
    if (as_page) reply = json_page(edition, *reply.body);
    if (!form) reply.set("Vary", "Accept-Encoding, Accept");
  }
  reply.route = route.name;
  reply.set("X-Dataset-Version", edition.snapshot->version);
  if (reply.status >= 300) {
    if (route.kind == Kind::tile && reply.status == 404) reply.set("Cache-Control", "max-age=60");
    return reply;
  }
  if (!reply.find("Cache-Control")) reply.set("Cache-Control", std::string(cache_control(*params, edition)));
  finish(reply, request);
  return reply;
}

Answer found(const Request& request, const Edition& edition, Effort effort) {
  if (request.method == Method::options) return options_reply();
  const auto segments = split_path(request.path);
  const Route* route = segments ? route_of(*segments) : nullptr;
  const auto& assets = edition.site->assets;
  const auto asset = route == nullptr ? assets.find(request.path) : assets.end();
  const bool is_asset = asset != assets.end(), is_healthz = request.path == "/healthz";
  if (!is_asset && !is_healthz && route == nullptr) return nothing_here(request, edition);
  if (request.method == Method::other) {
    Reply reply = problem(405, "method", "This method is not answered", "only GET, HEAD and OPTIONS are answered");
    reply.set("Allow", std::string(kAllow));
    return reply;
  }
  if (is_healthz) return text_reply(200, "ok\n");
  if (route != nullptr) return routed(*route, *segments, request, edition, effort);
  Reply reply = asset->second;
  finish(reply, request);
  return reply;
}

Answer dressed(const Request& request, const Edition& edition, Effort effort) {
  Answer made = found(request, edition, effort);
  // Two years; only where the readers' own address is https already.
  if (auto* reply = std::get_if<Reply>(&made); reply && edition.site->public_url.starts_with("https://"))
    reply->set("Strict-Transport-Security", "max-age=63072000");
  return made;
}

}  // namespace

std::vector<std::string> route_patterns() {
  std::vector<std::string> patterns;
  patterns.reserve(kRoutes.size());
  for (const Route& route : kRoutes) {
    std::string& pattern = patterns.emplace_back(route.length == 0 ? "/" : "");
    for (std::size_t i = 0; i < route.length; ++i) pattern.append("/").append(route.segments[i]);
  }
  return patterns;
}

std::string_view route_name(std::string_view path) {
  if (path.starts_with("/assets/") || path == "/favicon.ico" || path == "/favicon.svg") return "assets";
  if (path == "/healthz") return "healthz";
  const auto segments = split_path(path);
  const Route* route = segments ? route_of(*segments) : nullptr;
  return route != nullptr ? route->name : "other";
}

Reply answer(const Request& request, const Edition& edition) {
  return std::get<Reply>(dressed(request, edition, Effort::whole));
}

Answer answer_at_once(const Request& request, const Edition& edition) {
  // Found by their address alone, which does not say whether a page is wanted.
  thread_local ReadyAnswers ready;
  if (prefers_html(request.accept)) return dressed(request, edition, Effort::at_once);
  if (auto reply = ready.find(request, edition)) return std::move(*reply);
  Answer made = dressed(request, edition, Effort::at_once);
  if (const auto* reply = std::get_if<Reply>(&made)) ready.keep(request, edition, *reply);
  return made;
}

}  // namespace yaad::server
