// Which form of a document a client asks for: as data, or as a page for a browser.
// Only what is answered is looked for in `Accept` (RFC 9110 section 12.5.1); what cannot be read counts as not there.
#pragma once

#include <string_view>

namespace yaad::server {

// True when text/html is ranked above JSON: a browser does, */* does not.
bool prefers_html(std::string_view accept);

}  // namespace yaad::server
