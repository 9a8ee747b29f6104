// What one request sees from its first byte to its last: a snapshot of the data and the answers made from it.
// A reload builds the next edition beside this one and swaps a pointer; the cache dies with its data.
#pragma once

#include "geo/snapshot.hpp"
#include "geo/tileset_pack.hpp"
#include "server/drawers.hpp"
#include "server/reload_log.hpp"
#include "server/tile_cache.hpp"
#include "server/words.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

namespace yaad::server {

// What does not change with the data: the embedded files and what the operator set.
struct Site {
  std::string public_url;  // "https://map.example", no slash at the end; never from a request's Host
  Words words;
  std::unordered_map<std::string, Reply> assets;  // by path: "/assets/map-1a2b3c.js"
  std::string index_html;                         // with its two markers
  std::string embed_html;                         // of the light map, with its markers
  std::string embed_ancestors;                    // who may show that in a frame: a value of frame-ancestors
  std::string page_css;                           // path of the style sheet of server-made pages
  std::string words_script;                       // path of these words as the map reads them
  std::optional<geo::TilesetPack> basemap;
  std::shared_ptr<Drawers> drawers;  // of pictures
  std::map<std::string, std::shared_ptr<const Site>, std::less<>>
      in_other_languages;  // the same in other words, by code
};

// Reads the embedded files once; throws when the build forgot one.
Site make_site(std::string public_url, std::string embed_ancestors = "*");

struct Edition {
  std::shared_ptr<const geo::Snapshot> snapshot;
  std::shared_ptr<const Site> site;
  std::shared_ptr<const ReloadLog> reloads;  // of all editions; null where nothing reloads
  std::chrono::steady_clock::time_point made = std::chrono::steady_clock::now();
  std::shared_ptr<TileCache> own_cache = std::make_shared<TileCache>();
  TileCache& cache = *own_cache;  // fills while the edition is only read from

  Edition(std::shared_ptr<const geo::Snapshot> data, std::shared_ptr<const Site> around,
          std::shared_ptr<const ReloadLog> log = nullptr)
      : snapshot(std::move(data)), site(std::move(around)), reloads(std::move(log)) {}
  // The same data and cache, said in the words of another site: for one request.
  Edition(const Edition& same, std::shared_ptr<const Site> around)
      : snapshot(same.snapshot),
        site(std::move(around)),
        reloads(same.reloads),
        made(same.made),
        own_cache(same.own_cache) {}
  ~Edition() = default;
  Edition(const Edition&) = delete;
  Edition& operator=(const Edition&) = delete;
};

}  // namespace yaad::server
