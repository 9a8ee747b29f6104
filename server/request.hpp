// A request as the handlers see it: method, path and query still percent-encoded, and the few header fields that
// any answer depends on. Bodies do not exist here: they are refused before.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace yaad::server {

enum class Method : std::uint8_t { get, head, options, other };  // other: known, and not answered (405)

struct Request {
  Method method = Method::get;
  std::string path = "/";  // begins with "/", without the query; "*" for OPTIONS *
  std::string query;       // without "?"
  std::string host;        // as it came; where there is none, that of an absolute target, else blank
  std::string accept;
  std::string accept_encoding;
  std::string if_none_match;
  std::string range;
  std::string if_range;
  std::string forwarded_for;  // X-Forwarded-For, as it came: believed of trusted proxies only
  bool keep_alive = true;
  bool http10 = false;  // speaks no chunks
  // True once who asked is gone: what takes long looks at it. None where nobody can go.
  std::shared_ptr<const std::atomic<bool>> abandoned = nullptr;
};

}  // namespace yaad::server
