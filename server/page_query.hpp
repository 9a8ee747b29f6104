// What the address of a page asks for. Pages never fail on it: what is unknown is dropped, what cannot be read shows
// all, with a line that says so.
#pragma once

#include "geo/filter.hpp"
#include "server/handlers.hpp"

#include <string>
#include <string_view>

namespace yaad::server {

struct Asked {
  geo::Filter filter;
  std::string reason;  // why the filter was dropped; blank when it was not
};
Asked asked_filter(const Call& call);

// What a reader must know before the records: that a filter was dropped, or that the data are newer than the address.
std::string notices_html(const Call& call, const Asked& asked);

// The whole state of the map in the address, the filter in its canonical form. What only says how a frame looks (theme,
// accent) is no part of it; values other than the filter's stand as they came, percent-encoded.
std::string state_query(const Call& call, const geo::Filter& filter);

// "/list", or "/list?datetime=2013".
std::string with_query(std::string_view path, const std::string& query);

}  // namespace yaad::server
