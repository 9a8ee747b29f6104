// The bytes of a connection, head after head, as a session reads them. Whatever else they are: a head that is accepted
// names no body, ends where it says, and would be read the same by a stricter reader than ours; so nothing of it can be
// taken for a second request by us or by a proxy before us.
#include "server/head_policy.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

using namespace yaad::server;
using yaad::fuzz::claim;

namespace {

bool same(const Request& a, const Request& b) {
  return a.method == b.method && a.path == b.path && a.query == b.query && a.accept == b.accept &&
         a.accept_encoding == b.accept_encoding && a.if_none_match == b.if_none_match && a.keep_alive == b.keep_alive;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

std::vector<std::string> lines_of(std::string_view head) {
  std::vector<std::string> lines;
  for (auto end = head.find("\r\n"); end != 0 && end != head.npos; end = head.find("\r\n")) {
    lines.emplace_back(head.substr(0, end));
    head.remove_prefix(end + 2);
  }
  return lines;
}

std::string value_of(std::string_view line) {
  line.remove_prefix(std::min(line.find(':') + 1, line.size()));
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return std::string(line);
}

// What RFC 9112 asks of a head without a body, read line by line without Beast.
void check_framing(std::string_view head) {
  const std::vector<std::string> lines = lines_of(head);
  claim(!lines.empty() && std::count(lines[0].begin(), lines[0].end(), ' ') == 2, "a request line has two spaces");
  claim(lines[0].ends_with(" HTTP/1.1") || lines[0].ends_with(" HTTP/1.0"), "a request line ends in its version");
  std::size_t hosts = 0;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto colon = lines[i].find(':');
    claim(colon != std::string::npos && colon > 0, "a field has a name");
    const std::string name = lower(std::string_view(lines[i]).substr(0, colon));
    claim(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~") == name.npos,
          "the name of a field is a token, without space before its colon or a fold before it");
    claim(std::none_of(lines[i].begin(), lines[i].end(),
                       [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; }),
          "no control character stands in a field");
    claim(name != "transfer-encoding", "no head with a transfer coding is accepted");
    claim(name != "expect", "no head with an expectation is accepted");
    claim(name != "content-length" || value_of(lines[i]).find_first_not_of('0') == std::string::npos,
          "no head with a body is accepted");
    if (name == "host") ++hosts;
  }
  claim(hosts <= 1 && (hosts == 1 || lines[0].ends_with("1.0")), "a head has one Host");
}

void check_request(const Request& r) {
  claim(r.path == "*" ? r.method == Method::options : r.path.starts_with('/'), "a path begins with a slash");
  const std::string target = r.path + r.query;
  claim(std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '#'; }),
        "a target is printable ASCII without a fragment");
  claim(r.path.find('?') == r.path.npos, "a path has no query");
}

// The same request as another client would write it.
std::string written(const Request& r) {
  const char* method = r.method == Method::get       ? "GET "
                       : r.method == Method::head    ? "HEAD "
                       : r.method == Method::options ? "OPTIONS "
                                                     : "POST ";
  std::string out = method + r.path + (r.query.empty() ? "" : '?' + r.query) + " HTTP/1.1\r\nHost: a\r\n";
  if (!r.accept.empty()) out += "Accept: " + r.accept + "\r\n";
  if (!r.accept_encoding.empty()) out += "Accept-Encoding: " + r.accept_encoding + "\r\n";
  if (!r.if_none_match.empty()) out += "If-None-Match: " + r.if_none_match + "\r\n";
  return out + (r.keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
}

// Every prefix agrees with the whole: reading on never turns a refusal into an answer, or one head into another.
void check_prefixes(std::string_view bytes, const HeadProgress& whole) {
  for (std::size_t n = 0; n <= std::min<std::size_t>(bytes.size(), 64); ++n) {
    const HeadProgress part = find_head(bytes.substr(0, bytes.size() * n / 64));
    if (std::holds_alternative<Refusal>(part))
      claim(std::holds_alternative<Refusal>(whole), "what is refused once stays refused");
    if (const auto* size = std::get_if<std::size_t>(&part))
      claim(std::get_if<std::size_t>(&whole) != nullptr && std::get<std::size_t>(whole) == *size,
            "a head ends where it ended when fewer bytes were there");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes = yaad::fuzz::text_of(data, size);
  while (true) {
    while (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
    const HeadProgress progress = find_head(bytes);
    check_prefixes(bytes, progress);
    if (std::holds_alternative<std::monostate>(progress)) {
      claim(bytes.size() <= kMaxHead, "what is waited for is bounded");
      return 0;
    }
    if (const auto* refusal = std::get_if<Refusal>(&progress)) {
      claim(refusal->close && refusal->status >= 400, "where no head can be found the connection closes");
      return 0;
    }
    const std::size_t length = std::get<std::size_t>(progress);
    claim(length >= 4 && length <= kMaxHead && length <= bytes.size(), "a head is no longer than what was sent");
    const std::string_view head = bytes.substr(0, length);
    claim(head.find("\r\n\r\n") == length - 4, "a head ends at its first empty line");
    const auto read = read_head(head);
    if (const auto* refusal = std::get_if<Refusal>(&read)) {
      claim(refusal->status >= 400 && !refusal->detail.empty(), "a refusal says why");
      if (refusal->close) return 0;
      check_framing(head);  // the connection goes on behind it
    } else {
      const Request& request = std::get<Request>(read);
      check_framing(head);
      check_request(request);
      const auto again = read_head(written(request));
      // Its own Host may have been longer: a few bytes more can pass the limit of a line.
      if (written(request).size() <= kMaxRequestLine)
        claim(std::holds_alternative<Request>(again) && same(std::get<Request>(again), request),
              "a request written anew is read as the same");
    }
    bytes.remove_prefix(length);
  }
}
