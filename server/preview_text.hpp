// What a preview picture says beside its map, in the words of the map: what it is of, when, how many, how many were
// killed, and what these sums leave open. Plain text, in the order in which it is read.
#pragma once

#include "server/preview_params.hpp"

#include <string>
#include <vector>

namespace yaad::server {

struct PreviewText {
  std::string title;                // a record's place, a place, areas; blank for the whole
  std::string when;                 // the window, or the date of the record
  std::string filters;              // what is counted, where that is not all
  std::string count, killed;        // count is blank where it is one record
  std::vector<std::string> beside;  // the range of figures and what is not known
  std::string source;               // version and licence
  std::string address;              // of the site
};

// `filter`: what is counted, with the part of the map that is shown. `in_part`: it is not all of the map.
PreviewText preview_text(const Edition& edition, const Preview& preview, const geo::Filter& filter, bool in_part);

// What happened at a place, over all records.
geo::Tally tally_at(const geo::Dataset& dataset, const geo::Place& place);

}  // namespace yaad::server
