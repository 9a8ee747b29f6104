// All handlers: functions from a decoded request to a reply, tested without a socket. Those whose answers are kept
// (Answer) put off what is not there yet when they are asked to answer at once.
// They know neither headers of requests nor codings; the router adds what every answer of a kind carries.
#pragma once

#include "server/answer.hpp"
#include "server/edition.hpp"
#include "server/params.hpp"
#include "server/reply.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace yaad::server {

// What a handler gets: path segments decoded once ("tiles", "incidents", "0", "0", "0.mvt") and the query.
struct Call {
  std::span<const std::string> path;
  const Params& params;
  const Edition& edition;
  Effort effort = Effort::whole;
  bool as_page = false;  // the document that is made is shown to a person (json_page)
};

// What making an answer costs: less than a turn through the pool (some 50 us), more, or so much that it never takes the
// last thread of the pool.
enum class Cost : std::uint8_t { brief, lengthy, drawing };

// The answer that is kept under this key; made and kept where there is none, or put off. A fault is not kept.
// One that is brief is put off only while another thread makes it.
template <class Make>  // geo::Result<Reply>()
Answer kept_or_made(const Call& call, const std::string& key, Make make, Cost cost = Cost::lengthy) {
  TileCache& cache = call.edition.cache;
  const std::size_t made_before = cache.made();
  if (auto kept = cache.find(key)) return std::move(*kept);
  Flights::Lead lead;
  if (call.effort == Effort::at_once) {
    if (cost == Cost::brief) lead = cache.flights()->board(key);
    if (!lead) return Later{key, cache.flights(), cost == Cost::drawing ? Work::scan : Work::indexed};
    if (cache.made() != made_before)  // perhaps this one, between the look and the lead
      if (auto kept = cache.find(key)) return std::move(*kept);
  }
  geo::Result<Reply> made = make();
  if (!made) return problem(made.error());
  return cache.keep(key, std::move(*made));
}

Answer handle_incident_tile(const Call& call);   // /tiles/incidents/{z}/{x}/{y}.mvt|.geojson
Answer handle_spacetime_tile(const Call& call);  // /tiles/spacetime/{z}/{x}/{y}.mvt
Answer handle_basemap_tile(const Call& call);    // /tiles/basemap/{z}/{x}/{y}.mvt
Reply handle_incidents_tilejson(const Call& call);
Reply handle_spacetime_tilejson(const Call& call);
Reply handle_basemap_tilejson(const Call& call);
Reply handle_items(const Call& call);    // /api/collections/incidents/items
Reply handle_item(const Call& call);     // …/items/{id}
Reply handle_cluster(const Call& call);  // /api/collections/incidents/clusters/{id}
Answer handle_histogram(const Call& call);
Answer handle_areas(const Call& call);  // /api/collections/areas/items, with counts and tolls
Answer handle_area_item(const Call& call);
Answer handle_area_histogram(const Call& call);  // /api/collections/areas/histogram
Answer handle_places(const Call& call);
Answer handle_place_item(const Call& call);
Answer handle_statistics(const Call& call);
Answer handle_statistic(const Call& call);
Reply handle_landing(const Call& call);      // /api
Reply handle_conformance(const Call& call);  // /api/conformance
Reply handle_openapi(const Call& call);      // /api/openapi.json
Reply handle_docs(const Call& call);         // /api/docs
Reply handle_collections(const Call& call);
Reply handle_collection(const Call& call);
Reply handle_queryables(const Call& call);
Reply handle_geocode(const Call& call);
Reply handle_dataset(const Call& call);        // /dataset.json
Reply handle_map(const Call& call);            // /
Reply handle_list(const Call& call);           // /list
Reply handle_calendar(const Call& call);       // /list.ics
Reply handle_incident_page(const Call& call);  // /incidents/{id}
Reply handle_place_page(const Call& call);     // /places/{id}
Reply handle_about(const Call& call);          // /about
Reply handle_embed(const Call& call);          // /embed
Reply handle_short_link(const Call& call);     // /m/{short form}
Reply handle_oembed(const Call& call);         // /oembed
Answer handle_preview(const Call& call);       // /preview.png

}  // namespace yaad::server
