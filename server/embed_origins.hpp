// Which sites may show the embed in a frame: "*", "none", or a list of origins, "https://ngo.example,https://*.ngo.example".
// Only what a policy can hold is let in: nothing of it can become another directive. Costs nothing; read once at start.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace yaad::server {

// The value of frame-ancestors; nothing where an entry is no origin.
std::optional<std::string> frame_ancestors(std::string_view list);

}  // namespace yaad::server
