// Decides what a request head is: a Request, or the one refusal it deserves. A pure function over bytes.
//
// Beast parses the grammar (RFC 9112); what Beast lets pass and must not pass is decided here: every body and every
// Transfer-Encoding, Host, target, method and expectations. Beast never reads past the head, so its handling of
// chunked trailers and of unknown codings (which smuggles requests) is never reached.
#pragma once

#include "server/request.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

namespace yaad::server {

inline constexpr std::size_t kMaxRequestLine =
    4096;                                      // the longest real address (64 codes in each filter) is below 3 KiB
inline constexpr std::size_t kMaxHead = 8192;  // what nginx and Apache grant
inline constexpr std::size_t kMaxFields = 64;  // browsers send about 20

struct Refusal {
  unsigned status = 400;
  std::string_view detail;  // of static storage: nothing of the request is reflected
  bool close = true;        // what follows on the connection cannot be told apart any more
};

// Length of the head in these bytes with its empty line, or a refusal as soon as one is certain, or nothing: read on.
using HeadProgress = std::variant<std::monostate, std::size_t, Refusal>;
HeadProgress find_head(std::string_view bytes);

// A whole head, from the request line to the empty line.
std::variant<Request, Refusal> read_head(std::string_view head);

}  // namespace yaad::server
