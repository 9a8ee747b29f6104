// An answer: status, header fields and a shared immutable body. Handlers return one; the session writes it.
// Copying one copies its fields and shares its body.
#pragma once

#include "geo/result.hpp"
#include "server/body_stream.hpp"
#include "server/encoding.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yaad::server {

struct Reply {
  unsigned status = 200;
  std::vector<std::pair<std::string_view, std::string>> fields;  // names of static storage
  std::shared_ptr<const std::string> body;                       // none: an empty body
  std::shared_ptr<BodyStream> stream;                            // instead of a body: one that is made while it is sent
  std::shared_ptr<const GzipTwin> gzip_twin;  // the same bytes as a gzip member, where the answer is kept
  bool compressible = false;                  // the router may send the body as gzip
  std::string tag;       // fingerprint of the body, where it is kept ready; the router makes its ETag from it
  bool lasting = false;  // it was kept before it was asked for this time, and will be asked for again
  // The fields and the length as they are written, where they are kept ready; `fields` are then only what was added.
  std::shared_ptr<const std::string> ready_fields;
  std::string_view route;  // of static storage; blank where the router did not say

  void set(std::string_view name, std::string value);
  void drop(std::string_view name);
  const std::string* find(std::string_view name) const;
};

std::shared_ptr<const std::string> shared(std::string text);

// Makes the tag, once, for an answer that is kept and sent many times, and the gzip twin where it is large; a small
// one is made when somebody asks for it.
void seal(Reply& reply);

// One row for each Errc: the status and the words of its problem document (RFC 9457).
struct Problem {
  geo::Errc code;
  unsigned status;
  std::string_view slug;
  std::string_view title;
};
const Problem& problem_of(geo::Errc code);
std::span<const Problem> problems();

// application/problem+json. The detail is ours: nothing a client sent is reflected, but the name of a known parameter.
Reply problem(const geo::Error& error);
Reply problem(unsigned status, std::string_view slug, std::string_view title, std::string_view detail);

// What operators and monitors ask: never kept.
Reply text_reply(unsigned status, std::string text);
// The methods that routes answer, as the Allow field says them.
inline constexpr std::string_view kAllow = "GET, HEAD, OPTIONS";

// The fields that every answer with data carries.
void set_data_headers(Reply& reply);

// Bodies with their content type; headers of the route kind are set with them (README.md, "Headers").
Reply json_reply(std::string body, std::string_view content_type = "application/json");
Reply html_reply(std::string body, std::string_view content_security_policy);

// For pages that run no script.
inline constexpr std::string_view kPageCsp =
    "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; "
    "form-action 'self'; object-src 'none'; frame-ancestors 'none'";
// For the map. It frames its own embed, to show what a site would get.
inline constexpr std::string_view kAppCsp =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src "
    "'self'; "
    "worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors "
    "'none'";
// For data.
inline constexpr std::string_view kDataCsp = "default-src 'none'; sandbox; frame-ancestors 'none'";

}  // namespace yaad::server
