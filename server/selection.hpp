// Which records a request is about, where it may say more than a filter of the index can: an expression (`filter`, CQL2)
// and a rectangle in another system (`bbox-crs`). The same for pages, files and the command line, so that all have the
// same rows. What goes beyond the filter is asked of each record that the filter leaves.
#pragma once

#include "geo/snapshot.hpp"
#include "server/params.hpp"

#include <functional>
#include <string>
#include <vector>

namespace yaad::server {

struct Selection {
  geo::Filter filter;
  std::function<bool(const geo::Incident&)> rest;  // none: all that the filter leaves. For one thread
  std::string query;                               // both, as links, cursors and files repeat them; blank for all
};

// Refers to the data for as long as it lives.
geo::Result<Selection> parse_selection(const Params& params, const geo::Snapshot& data);

// Drops those that are not selected from records that the filter leaves.
void keep_selected(std::vector<geo::IncidentIndex>& records, const Selection& selection, const geo::Dataset& dataset);
// All of them, in the order of lists.
std::vector<geo::IncidentIndex> selected_records(const Selection& selection, const geo::Snapshot& data);

}  // namespace yaad::server
