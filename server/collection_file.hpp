// Places, areas and statistics as whole files: `f=` geojson, csv or gpkg on their items. They are small beside the
// records, so a file is a body like another: made once, kept, sent as it is.
#pragma once

#include "geo/exporter_features.hpp"
#include "geo/geojson.hpp"
#include "server/handlers.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace yaad::server {

enum class CollectionFormat : std::uint8_t { geojson, csv, gpkg };

// The file that `f` asks for; nothing where pages are wanted.
std::optional<CollectionFormat> asked_collection_file(const Params& params);
// For check_format: what else there is beside pages.
const std::vector<std::string>& collection_formats();

// What a file is made from: `count` features, written by write(json, i, positions); `query` is their filter.
struct CollectionFile {
  std::string_view collection;
  std::string query;
  std::size_t count = 0;
  std::function<void(geo::JsonWriter&, std::size_t, geo::Positions&)> write;
};
geo::Result<Reply> collection_file(const Call& call, CollectionFormat format, const CollectionFile& file);
// What a file cannot be asked for with; and the key under which it is kept.
geo::Result<void> check_collection_file(const Params& params, CollectionFormat format);
std::string collection_file_key(const Params& params, std::string_view collection, const std::string& query);

// The columns of "places", "areas" and "statistics", in the order of the files.
std::span<const geo::FeatureColumn> collection_columns(std::string_view collection);

}  // namespace yaad::server
