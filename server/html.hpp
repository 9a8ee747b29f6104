// HTML as text that cannot be broken out of: text and attribute values are escaped, tags are our own constants.
// Not a template language: pages are concatenated by their handlers.
#pragma once

#include "server/edition.hpp"

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

// Links to our own pages in the language of the words.
std::string with_language(std::string html, const Words& words);
// The same page in each other language, as links; and for the head, with the address of the page itself.
std::string language_links(const Words& words, std::string_view path);
std::string language_head(const Edition& edition, std::string_view path);

// A whole page without script: head (with more of it, where a page has), heading and footer around the body.
std::string page(const Edition& edition, std::string_view title, std::string_view canonical_path, std::string_view body,
                 std::string_view more_head = "");

// "16 February 2013", with the Solar Hijri date beside it where readers keep that calendar; "1,031".
std::string long_date(const Words& words, geo::Day day);
std::string grouped(std::uint64_t number);
// What the date of a record says of its exactness.
std::string date_in_words(const Words& words, const geo::DateSpan& span);
// The same where a sum names it: "August 1998", "8–31 August 1998".
std::string date_in_short(const Words& words, const geo::DateSpan& span);
// When a source was published, which is EDTF: "on or after 28 February 2012", "about June 2014".
std::string published_in_words(const Words& words, std::string_view edtf);

}  // namespace yaad::server
