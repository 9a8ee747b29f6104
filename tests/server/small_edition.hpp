// A small edition for the tests of handlers: a dozen records of every kind, in memory, without a folder or a socket.
// Words and areas are the house's own words and three made-up rectangles.
#pragma once

#include "geo/dataset.hpp"
#include "server/edition.hpp"
#include "server/reply.hpp"
#include "server/request.hpp"

#include <memory>
#include <string>

namespace yaad::test {

// Machh, Hazara Town, Alamdar Road, one of "2013", one undated, two of an area, one retracted id, one statistic.
geo::Dataset small_dataset();
// `count` records of one day at one place each, for pages.
geo::Dataset many_records(int count);
// Every text of every record is this text.
geo::Dataset dataset_saying(const std::string& text);

std::unique_ptr<server::Edition> edition_of(geo::Dataset dataset,
                                            const std::string& public_url = "https://yaad.example");

// The answer to GET of this target: "/list?datetime=2013".
server::Reply get(const server::Edition& edition, const std::string& target, const std::string& accept_encoding = "",
                  const std::string& if_none_match = "");
server::Request request_for(const std::string& target);

std::string body_of(const server::Reply& reply);
std::string field(const server::Reply& reply, std::string_view name);
// The file of words, up to the first placeholder: what a page must say, however it is worded.
std::string said(const server::Edition& edition, std::string_view key);
std::string source_text(const std::string& path);  // of a file of the house

}  // namespace yaad::test
