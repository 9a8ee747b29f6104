// A link of the API's documents: where to, what it is to this one, and in what form.
// Always absolute, from the public address.
#pragma once

#include "geo/json_writer.hpp"

#include <string>
#include <string_view>

namespace yaad::server {

inline void write_link(geo::JsonWriter& json, std::string_view rel, std::string_view type, const std::string& href,
                       std::string_view title) {
  json.begin_object().member("rel", rel).member("type", type).member("title", title).member("href", href).end_object();
}

}  // namespace yaad::server
