// The same facts as a page, in the words of schema.org (JSON-LD), for programs that find and cite datasets.
// An area is named and never given a point; a toll has no word there and stands in the description.
#pragma once

#include "server/edition.hpp"

#include <span>
#include <string>

namespace yaad::server {

// The dataset as a whole: title, licence, version, the time and the place it covers, where it is to be had.
std::string dataset_in_linked_data(const Edition& edition);
// One record: a report, about an event at a place, with the passages it cites.
std::string incident_in_linked_data(const Edition& edition, const geo::Incident& incident);
std::string place_in_linked_data(const Edition& edition, const geo::Place& place);
// The records that a page lists, in its order.
std::string list_in_linked_data(const Edition& edition, std::span<const geo::IncidentIndex> records,
                                std::string_view path);

}  // namespace yaad::server
