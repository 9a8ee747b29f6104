// What a filter amounts to, in a sentence, and what that sum leaves open: on the map, the list, link cards, pictures.
// One place, so that all say the same.
#pragma once

#include "server/edition.hpp"

#include <string>
#include <vector>

namespace yaad::server {

// "1 January 2012 – 31 December 2014 · 41 documented attacks · 1,031 killed"; plain text.
std::string headline_sentence(const Edition& edition, const geo::Filter& filter);

// The sentence as a link to the list it counts, the range of figures, and each record above a fifth of the sum; HTML.
std::string headline_html(const Edition& edition, const geo::Filter& filter);

// "1 January 2012 – 31 December 2014": of the window, and where it has no ends, of the records.
std::string window_in_words(const Edition& edition, const geo::Filter& filter);

// A sentence for each record above a fifth of the sum. Looks at every record that matches.
std::vector<std::string> large_records_in_words(const Edition& edition, const geo::Filter& filter,
                                                const geo::Tally& total);

}  // namespace yaad::server
