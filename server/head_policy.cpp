#include "server/head_policy.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace yaad::server {
namespace {

namespace http = boost::beast::http;
using Head = http::request_header<http::fields>;

constexpr Refusal kMalformed{400, "the request is not well-formed HTTP/1.1", true};

// Methods we know and do not answer; others are unknown (501).
constexpr std::array<std::string_view, 6> kOtherMethods{"POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"};
constexpr Refusal kWrongMethod{405, "only GET, HEAD and OPTIONS are answered", true};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// In ASCII. Not Beast's iequals, which reads a byte behind the end of texts that differ in case (1.74 to 1.81 at least).
bool same_but_for_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

// Host = uri-host [":" port] (RFC 9110 section 7.2): a name, or an address of IPv6 in brackets. Never empty here, since
// every answer is for some host.
bool valid_host(std::string_view host) {
  if (host.empty() || host.size() > 255) return false;
  const bool bracketed = host[0] == '[';
  const auto close = host.find(']');
  if (bracketed && close == host.npos) return false;
  const auto colon = host.find(':', bracketed ? close : 0);
  const std::string_view name = bracketed ? host.substr(1, close - 1) : host.substr(0, colon);
  if (bracketed && close + 1 != std::min(colon, host.size())) return false;
  const auto of_name = [](char c) {
    return (c >= 'a' && c <= 'z') || is_upper(c) || is_digit(c) || c == '.' || c == '-' || c == '_';
  };
  const auto of_v6 = [](char c) {
    return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || is_digit(c) || c == ':' || c == '.';
  };
  if (name.empty() ||
      !(bracketed ? std::all_of(name.begin(), name.end(), of_v6) : std::all_of(name.begin(), name.end(), of_name)))
    return false;
  if (colon == host.npos) return true;
  const std::string_view port = host.substr(colon + 1);
  unsigned number = 0;  // a colon without a port is the default port (RFC 3986 section 3.2.3)
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  return port.empty() ||
         (is_digit(port[0]) && error == std::errc() && end == port.data() + port.size() && number <= 65535);
}

// Without what is the default anyway, so that two ways to write one host are equal.
std::string_view without_port(std::string_view host, std::string_view default_port) {
  if (host.ends_with(default_port)) host.remove_suffix(default_port.size());
  else if (host.ends_with(':')) host.remove_suffix(1);
  return host;
}

// "/path?query", "http://host/path" and "*"; authority form belongs to CONNECT, which is refused.
bool set_target(Request& request, std::string_view target, std::string_view host) {
  if (target == "*") {
    request.path = "*";
    return request.method == Method::options;
  }
  const bool absolute = !target.starts_with('/');
  if (absolute) {
    const auto colon = target.find("://");
    if (colon == target.npos) return false;
    const bool https = same_but_for_case(target.substr(0, colon), "https");
    if (!https && !same_but_for_case(target.substr(0, colon), "http")) return false;
    target.remove_prefix(colon + 3);
    const auto slash = target.find_first_of("/?");
    const std::string_view named = target.substr(0, slash), port = https ? ":443" : ":80";
    if (!valid_host(named)) return false;
    // Two names for one request: a cache before us might file the answer under the other one.
    if (!host.empty() && !same_but_for_case(without_port(host, port), without_port(named, port))) return false;
    if (host.empty()) request.host = named;
    target = slash == std::string_view::npos ? std::string_view() : target.substr(slash);
  }
  // A fragment has no place in a request, and bytes outside printable ASCII must come percent-encoded.
  const auto printable = [](char c) { return c > 0x20 && c < 0x7f && c != '#'; };
  if (!std::all_of(target.begin(), target.end(), printable)) return false;
  const auto question = target.find('?');
  request.path = target.substr(0, question);
  request.query = question == target.npos ? std::string_view() : target.substr(question + 1);
  if (request.path.empty() && absolute) request.path = "/";  // http://host and http://host?query
  return request.path.starts_with('/');
}

std::optional<Refusal> refuse_body(const Head& head) {
  if (head.count(http::field::transfer_encoding) > 0)
    return Refusal{400, "a request here has no body: leave out Transfer-Encoding", true};
  const auto lengths = head.count(http::field::content_length);
  if (lengths == 0) return std::nullopt;
  const std::string_view value = head[http::field::content_length];
  const bool digits = !value.empty() && value.size() <= 19 &&
                      std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (lengths > 1 || !digits) return Refusal{400, "Content-Length is not one plain number", true};
  if (value.find_first_not_of('0') != value.npos) return Refusal{413, "a request here has no body", true};
  return std::nullopt;
}

std::optional<Refusal> refuse_fields(const Head& head, unsigned version) {
  if (version == 11 && head.count(http::field::host) != 1) return Refusal{400, "HTTP/1.1 needs exactly one Host", true};
  if (head.count(http::field::host) > 1) return Refusal{400, "more than one Host", true};
  if (head.count(http::field::host) == 1 && !valid_host(head[http::field::host]))
    return Refusal{400, "Host is not a host name", true};
  if (head.count(http::field::expect) > 0)
    return Refusal{417, "no expectation can be met: there is no body to wait for", true};
  return refuse_body(head);
}

std::optional<Method> method_of(std::string_view name) {
  if (name == "GET") return Method::get;
  if (name == "HEAD") return Method::head;
  if (name == "OPTIONS") return Method::options;
  if (std::find(kOtherMethods.begin(), kOtherMethods.end(), name) != kOtherMethods.end()) return Method::other;
  return std::nullopt;
}

// "GET /list HTTP/2.0": a request line in every respect, of a version that is not ours.
bool names_another_version(std::string_view line) {
  constexpr std::string_view kForm = "HTTP/d.d";
  const auto space = line.rfind(' ');
  if (std::count(line.begin(), line.end(), ' ') != 2 || line.size() - space - 1 != kForm.size()) return false;
  const std::string_view version = line.substr(space + 1);
  return version.starts_with("HTTP/") && is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
}

// The value of a field; several lines of it are one list (RFC 9110 section 5.3).
std::string combined(const Head& head, http::field name) {
  std::string text;
  for (auto [it, end] = head.equal_range(name); it != end; ++it) {
    if (it->value().empty()) continue;  // adds nothing to a list (RFC 9110 section 5.6.1.2)
    if (!text.empty()) text += ", ";
    text += std::string_view(it->value());
  }
  return text;
}

}  // namespace

HeadProgress find_head(std::string_view bytes) {
  if (bytes == "\r") return std::monostate{};  // half of an empty line before the request, which is dropped
  // Certain refusals come at once, so that what is no HTTP at all does not wait for the deadline.
  if (!bytes.empty() && !is_upper(bytes[0]) && !(bytes[0] >= 'a' && bytes[0] <= 'z')) return kMalformed;
  const auto end = bytes.find("\r\n\r\n");
  const std::string_view head = bytes.substr(0, end == bytes.npos ? bytes.npos : end + 4);
  for (auto lf = head.find('\n'); lf != head.npos; lf = head.find('\n', lf + 1)) {
    if (lf == 0 || head[lf - 1] != '\r') return kMalformed;
    // A folded line is obsolete, and programs disagree about what it belongs to (RFC 9112 section 5.2).
    if (lf + 1 < head.size() && (head[lf + 1] == ' ' || head[lf + 1] == '\t')) return kMalformed;
  }
  const auto first_line = head.find("\r\n");
  if (std::min(first_line, head.size()) > kMaxRequestLine)
    return Refusal{414, "the request line is longer than 4096 bytes", true};
  if (head.size() > kMaxHead) return Refusal{431, "the request head is longer than 8192 bytes", true};
  if (end == bytes.npos) return std::monostate{};
  const auto lines = std::count(head.begin(), head.end(), '\n');
  if (static_cast<std::size_t>(lines) > kMaxFields + 2)
    return Refusal{431, "the request has more than 64 header fields", true};
  return head.size();
}

std::variant<Request, Refusal> read_head(std::string_view head) {
  http::request_parser<http::empty_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(kMaxHead + 1));
  parser.eager(false);
  parser.body_limit(boost::none);  // a length of any size is a body, which is refused as such
  boost::beast::error_code error;
  const std::size_t used = parser.put(boost::asio::const_buffer(head.data(), head.size()), error);
  // A body that Beast would wait for is refused by us below; an unknown version and a bad grammar are its findings.
  const bool body_trouble = error == http::error::bad_content_length || error == http::error::bad_transfer_encoding;
  if (error == http::error::bad_version) {
    return names_another_version(head.substr(0, head.find("\r\n")))
               ? Refusal{505, "only HTTP/1.1 and HTTP/1.0 are spoken here", true}
               : kMalformed;
  }
  if (body_trouble) return Refusal{400, "Content-Length or Transfer-Encoding is not well-formed", true};
  if (error && error != http::error::need_more) return kMalformed;
  if (!parser.is_header_done() || used != head.size()) return kMalformed;

  const auto& message = parser.get();
  const unsigned version = message.version();
  if (version != 11 && version != 10) return Refusal{505, "only HTTP/1.1 and HTTP/1.0 are spoken here", true};
  const auto method = method_of(message.method_string());
  const auto refusal = refuse_fields(message, version);
  // A body with POST is no fault of its own: the method is what must change.
  if (refusal) return refusal->status == 413 && method == Method::other ? kWrongMethod : *refusal;
  if (!method) return Refusal{501, "this method is not known here", false};
  Request request;
  request.method = *method;
  request.host = message[http::field::host];
  if (!set_target(request, message.target(), message[http::field::host])) {
    if (*method == Method::other) return kWrongMethod;  // CONNECT host:port
    return Refusal{400, "the request target is not a path of this host", true};
  }
  request.accept = combined(message, http::field::accept);
  request.accept_encoding = combined(message, http::field::accept_encoding);
  request.if_none_match = combined(message, http::field::if_none_match);
  request.range = combined(message, http::field::range);
  request.if_range = combined(message, http::field::if_range);
  for (auto [it, end] = message.equal_range("X-Forwarded-For"); it != end; ++it) {
    if (!request.forwarded_for.empty()) request.forwarded_for += ',';
    request.forwarded_for += std::string_view(it->value());
  }
  // HTTP/1.0 would need to be told that the connection stays; it closes instead.
  request.keep_alive = version == 11 && message.keep_alive();
  request.http10 = version == 10;
  return request;
}

}  // namespace yaad::server
