// HTML as text that cannot be broken out of: text and attribute values are escaped, tags are our own constants.
// Not a template language: pages are concatenated by their handlers.
#pragma once

#include "geo/day_of_year.hpp"
#include "server/edition.hpp"
#include "server/page_head.hpp"

#include <string>
#include <string_view>

namespace yaad::server {

// & < > " ' become references; safe between tags and inside quoted attributes.
std::string escaped(std::string_view text);

// <p>text</p> with the text escaped; attributes are ours, as written: "class=\"muted\"".
std::string element(std::string_view tag, std::string_view text, std::string_view attributes = "");
// <a href="…">text</a>, both escaped.
std::string link(std::string_view href, std::string_view text, std::string_view attributes = "");

// The name of a place in the language of the words, where the data have it; blank where a record has no place.
std::string place_name(const Words& words, const geo::Place& place);
std::string place_name(const Words& words, const geo::Dataset& dataset, const geo::Incident& incident);

// Of a country, a province or a district in the language of the words, where we have it, else in Latin.
std::string area_name(const Words& words, const geo::Areas& areas, std::string_view code);

// Links to our own pages in the language of the words.
std::string with_language(std::string html, const Words& words);
// The same page in each other language, as links.
std::string language_links(const Words& words, std::string_view path);
// The path in this language. The English page is the one without `lang`: older links are of it.
std::string in_language(std::string_view path, const Language& language);

// A whole page without script: head (with more of it, where a page has), heading and footer around the body.
std::string page(const Edition& edition, const PageFace& face, std::string_view body);
// The same for a page that is described by its title alone.
std::string page(const Edition& edition, std::string_view title, std::string_view canonical_path, std::string_view body,
                 std::string_view more_head = "");

// "10 January".
std::string day_in_words(const Words& words, const geo::DayOfYear& day);
// "16 February 2013", with the Solar Hijri date beside it where readers keep that calendar; "1,031".
std::string long_date(const Words& words, geo::Day day);
std::string grouped(std::uint64_t number);
// What the date of a record says of its exactness.
std::string date_in_words(const Words& words, const geo::DateSpan& span);
// The same where a sum names it: "August 1998", "8–31 August 1998".
std::string date_in_short(const Words& words, const geo::DateSpan& span);
// "at least 96 killed", "number of killed not known".
std::string killed_in_words(const Words& words, const geo::Incident& incident);
std::string injured_in_words(const Words& words, const geo::Incident& incident);
// "Known to the town only, within about 5 km".
std::string place_in_words(const Words& words, geo::PlacePrecision precision, double radius_m);
// The column of a corrected value: "killed, lowest figure"; as it is written where the words have none.
std::string field_in_words(const Words& words, std::string_view column);
// When a source was published, which is EDTF: "on or after 28 February 2012", "about June 2014".
std::string published_in_words(const Words& words, std::string_view edtf);

}  // namespace yaad::server
