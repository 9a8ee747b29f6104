#include "server/feature_page.hpp"

#include "server/api_links.hpp"
#include "server/filter_params.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace yaad::server {

geo::Result<void> check_format(const Params& params, const std::vector<std::string>& files) {
  const auto f = params.get("f");
  if (!f || *f == "json" || *f == "html") return {};
  std::vector<std::string> known{"json", "html"};
  known.insert(known.end(), files.begin(), files.end());
  return bad_parameter("f", "not a format of this route", std::move(known));
}

geo::Result<void> check_document(const Params& params) {
  static constexpr std::array<std::string_view, 2> kDocumentParams{"f", "v"};
  if (const auto known = params.allow_only(kDocumentParams); !known) return known.error();
  return check_format(params);
}

geo::Result<std::size_t> parse_limit(const Params& params) {
  return whole_number(params, "limit", kDefaultLimit, 1, kMaxLimit);
}

std::string joined_query(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty()) text += (text.empty() ? "" : "&") + part;
  return text;
}

std::string repeated(const Params& params, std::initializer_list<std::string_view> names) {
  std::string text;
  for (const std::string_view name : names)
    if (const auto value = params.get(name))
      text += (text.empty() ? "" : "&") + std::string(name) + '=' + percent_encoded(*value);
  return text;
}

std::string filter_query(geo::Filter filter, const Params& params) {
  if (!params.get("bbox-crs") || !filter.bbox) return canonical(filter);
  filter.bbox.reset();
  return joined_query({canonical(filter), repeated(params, {"bbox", "bbox-crs"})});
}

geo::Result<OffsetPage> offset_page(const Call& call, std::string_view collection, const std::string& query,
                                    std::size_t matched) {
  const auto limit = parse_limit(call.params);
  if (!limit) return limit.error();
  const auto offset = whole_number(call.params, "offset", 0, 0, matched);
  if (!offset) return offset.error();
  const auto at = [](std::size_t n) { return n == 0 ? std::string() : "offset=" + std::to_string(n); };
  const std::size_t begin = *offset;
  OffsetPage page{{std::string(collection), "/api/collections/" + std::string(collection) + "/items",
                   joined_query({query, "limit=" + std::to_string(*limit), repeated(call.params, {"crs", "v"})}),
                   matched, std::min(*limit, matched - begin), at(begin),
                   [=](std::size_t returned) { return begin + returned < matched ? at(begin + returned) : ""; }},
                  begin};
  return page;
}

geo::Result<Reply> feature_page(const Call& call, const FeaturePage& page,
                                const std::function<void(geo::JsonWriter&, std::size_t, geo::Positions&)>& write) {
  const auto crs = parse_crs(call.params, "crs");
  if (!crs) return crs.error();
  geo::Positions positions = crs->positions();
  geo::JsonWriter features;
  features.begin_array();
  std::size_t returned = 0;
  while (returned < page.most && features.text().size() < page.most_bytes) write(features, returned++, positions);
  features.end_array();
  if (positions.fault()) return bad_parameter("crs", positions.fault()->detail);
  const std::string list = call.edition.site->public_url + page.path + '?';
  // Who asked for JSON by name is led on to JSON.
  const std::string form = call.params.get("f") == "json" ? "f=json" : "";
  const std::string behind = page.next(returned);
  const std::string next = behind.empty() ? "" : list + joined_query({page.query, behind, form});
  geo::JsonWriter json;
  json.begin_object().member("type", "FeatureCollection").member("numberMatched", page.matched);
  json.member("numberReturned", std::uint64_t{returned});
  json.member("version", call.edition.snapshot->version).key("links").begin_array();
  write_link(json, "self", kGeoJson, list + joined_query({page.query, page.here, form}), "These features");
  write_link(json, "alternate", "text/html", list + joined_query({page.query, page.here, "f=html"}),
             "These features as a page");
  if (!next.empty()) write_link(json, "next", kGeoJson, next, "The next page");
  write_link(json, "collection", "application/json",
             call.edition.site->public_url + "/api/collections/" + page.collection, "The collection");
  json.end_array().end_object();
  // What stands before the features is put before them: there is no second copy of what is large.
  std::string text = features.take();
  text.insert(0, json.text().substr(0, json.text().size() - 1) + ",\"features\":").push_back('}');
  Reply reply = json_reply(std::move(text), kGeoJson);
  if (!next.empty()) reply.set("Link", '<' + next + ">; rel=\"next\"");
  reply.set("Content-Crs", crs->content_crs());
  return reply;
}

geo::Result<Reply> one_feature(const Call& call, std::string_view collection, const std::string& id,
                               const std::function<void(geo::JsonWriter&, geo::Positions&)>& write) {
  const auto crs = parse_crs(call.params, "crs");
  if (!crs) return crs.error();
  geo::JsonWriter feature;
  geo::Positions positions = crs->positions();
  write(feature, positions);
  if (positions.fault()) return bad_parameter("crs", positions.fault()->detail);
  const std::string parent = call.edition.site->public_url + "/api/collections/" + std::string(collection);
  const std::string self = parent + "/items/" + percent_encoded(id);
  geo::JsonWriter links;
  links.begin_array();
  write_link(links, "self", kGeoJson, self, "This feature");
  write_link(links, "alternate", "text/html", self + "?f=html", "This feature as a page");
  write_link(links, "collection", "application/json", parent, "The collection");
  links.end_array();
  // The links stand beside the members of the Feature, as OGC API Features has them.
  std::string text = feature.take();
  text.pop_back();
  Reply reply = json_reply(text + ",\"links\":" + links.text() + '}', kGeoJson);
  reply.set("Content-Crs", crs->content_crs());
  return reply;
}

}  // namespace yaad::server
