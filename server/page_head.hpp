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
  std::string state;        // the address with all of a view, for its picture; blank where that is the path
};

// The canonical link, the other languages, Open Graph with a picture of the page's view (of data of this version), and
// linked data, as HTML. A block of JSON is data: no policy of scripts stops it, and
// geo::JsonWriter writes "<" so that nothing in it can end it.
std::string head_html(const Edition& edition, const PageFace& face);

// What the script of the map finds in the head, so that it asks for nothing before it draws: the version of the data, its
// licence, extent and years, the tiles that hold records (left out where there are many), and the file of its words.
std::string script_head(const Edition& edition);

}  // namespace yaad::server
