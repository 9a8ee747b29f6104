// Where a page of records ends, as an opaque text: base64url of the data version, a hash of the filter and the last
// key (first day, id). It holds no secret. With another filter it is refused; with another version it goes on from
// its key, so that a reader in the middle of a list is not thrown out by a reload.
#pragma once

#include "geo/dataset.hpp"
#include "geo/result.hpp"

#include <string>
#include <string_view>

namespace yaad::server {

struct Cursor {
  std::string version;
  std::string filter;  // canonical text
  geo::Day first = 0;
  std::string id;
};

std::string write_cursor(const Cursor& cursor);
// Refuses (bad_parameter) what was not written for this filter.
geo::Result<Cursor> read_cursor(std::string_view text, std::string_view filter);

// The position in Dataset::incidents of the first record behind the cursor's key.
geo::IncidentIndex first_behind(const Cursor& cursor, const geo::Dataset& dataset);

}  // namespace yaad::server
