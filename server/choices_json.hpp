// The choices of the filters with their counts, as the histogram gives them to who asks with choices=1. Actors and areas
// bring their names, so that a page needs no other answer to offer them.
#pragma once

#include "geo/json_writer.hpp"
#include "geo/snapshot.hpp"

namespace yaad::server {

void write_choices(geo::JsonWriter& json, const geo::Snapshot& data, const geo::Filter& filter);

}  // namespace yaad::server
