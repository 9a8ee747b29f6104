// From the address of a page to the embed that shows the same, and the frame that holds it.
// An address that is not ours has none; the query goes along as it is and is never read as anything but a query.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace yaad::server {

// "https://map.example/incidents/x#h" -> "/embed?incident=x"; the map, its short form, the list, a place and the embed itself
// likewise.
// Nothing for another host and for what has no embed. The scheme may differ: a proxy may speak for it.
std::optional<std::string> embed_address(std::string_view url, std::string_view public_url);

// One <iframe> and nothing else, with text and addresses escaped; sizes in CSS pixels.
std::string embed_frame(std::string_view src, std::string_view title, std::string_view width, std::string_view height);

// The two links by which other sites discover the embed of a page.
std::string discovery_links(std::string_view page_url, std::string_view public_url, std::string_view title);

}  // namespace yaad::server
