// What a page says of itself to those who do not read it: link cards, search engines, programs that embed it.
// Addresses are absolute, from the public URL. Costs nothing worth counting.
#pragma once

#include "server/edition.hpp"

#include <string>
#include <string_view>

namespace yaad::server {

struct PageFace {
  std::string title;        // without the name of the site
  std::string description;  // a sentence
  std::string path;         // canonical, with its query: "/list?datetime=2013"
  std::string linked_data;  // schema.org as a JSON object (linked_data.hpp); blank where there is none
  std::string more;         // further elements of the head, as HTML
};

// The canonical link, the other languages, Open Graph and linked data, as HTML. A block of JSON is data: no policy of scripts stops it, and
// geo::JsonWriter writes "<" so that nothing in it can end it.
std::string head_html(const Site& site, const PageFace& face);

}  // namespace yaad::server
