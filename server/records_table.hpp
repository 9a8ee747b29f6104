// Records as the rows of a table, by date: on the list, on the page of a place, on a day of remembrance.
// A page of it is bounded, so a page costs the same however many records there are.
#pragma once

#include "geo/record_page.hpp"
#include "server/handlers.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace yaad::server {

inline constexpr std::size_t kRowsPerPage = 100;

std::string records_table(const Edition& edition, std::span<const geo::IncidentIndex> records);

// The first records of all, as the panel beside the map shows them; the script puts its own list in its place.
std::string first_records(const Edition& edition);

// One page of many records: where it begins is in the address (cursor), and links lead on.
struct TablePage {
  std::vector<geo::IncidentIndex> records;  // of this page
  std::string links;                        // as HTML
};
// pages: from a start, so many records. `path` with `query` is the first page; `key` names what is listed, so that a
// cursor of another list is not taken.
using Pages = std::function<geo::RecordPage(const geo::PageStart& start, std::size_t limit)>;
TablePage page_of(const Call& call, const Pages& pages, std::string_view path, const std::string& query,
                  const std::string& key);

// The sums of records that no filter names, and how they are said: "3 documented attacks · at least 96 killed".
geo::Tally tally_of(const geo::Dataset& dataset, std::span<const geo::IncidentIndex> records);
std::string sums_in_words(const Words& words, const geo::Tally& total);
std::string attacks_in_words(const Words& words, const geo::Tally& total);
std::string killed_in_words(const Words& words, const geo::Tally& total);
// What the sums leave open: the range of figures, how many state none, how many are not dated to the day, …
// Blank where they leave nothing open.
std::string range_in_words(const Words& words, const geo::Tally& total, std::uint64_t area_only);
std::string range_html(const Words& words, const geo::Tally& total, std::uint64_t area_only);

}  // namespace yaad::server
