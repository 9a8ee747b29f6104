// Whole requests against a small edition: the bytes are a head, and what is accepted is answered as on a connection.
// No request breaks a handler; what it sent stands in no header; an answer that is not new is not sent again.
#include "server/head_policy.hpp"
#include "server/router.hpp"
#include "server/wire.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/server/small_edition.hpp"

#include <algorithm>
#include <set>

using namespace yaad::server;
using yaad::fuzz::claim;

namespace {

void check_headers(const Reply& reply) {
  std::set<std::string_view> names;
  for (const auto& [name, value] : reply.fields) {
    claim(names.insert(name).second, "a field is set once");
    claim(std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; }),
          "a field is printable ASCII");
  }
  const std::string head = write_head(reply, true);
  claim(head.find("\r\n\r\n") == head.size() - 4, "the head of an answer ends once");
}

void check_refusal(const Reply& reply) {
  claim(reply.body && reply.body->starts_with(R"({"type":"urn:yaad:problem:)"), "an error is a problem document");
  claim(reply.body->size() < 8192, "an error is short");
  claim(reply.body->find_first_of("<>&") == std::string::npos, "an error carries no markup");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto edition = yaad::test::edition_of(yaad::test::small_dataset());
  const std::string_view bytes = yaad::fuzz::text_of(data, size);
  const HeadProgress progress = find_head(bytes);
  const auto* length = std::get_if<std::size_t>(&progress);
  if (length == nullptr) return 0;
  const auto read = read_head(bytes.substr(0, *length));
  const auto* request = std::get_if<Request>(&read);
  if (request == nullptr) return 0;

  const Reply reply = answer(*request, *edition);
  static const std::set<unsigned> kStatuses{200, 204, 206, 302, 304, 400, 404, 405, 410, 416};
  claim(kStatuses.contains(reply.status), "an answer is one of those that are documented");
  check_headers(reply);
  if (reply.status == 302) {
    const std::string* to = reply.find("Location");
    claim(to != nullptr && to->starts_with('/') && !to->starts_with("//"), "a short address leads nowhere but here");
  }
  const bool page = reply.body && !reply.body->empty() && reply.body->front() != '{';
  if (reply.status >= 400 && !page) check_refusal(reply);
  if (reply.status == 304 || reply.status == 204)
    claim(!reply.body || reply.body->empty(), "what is empty has no body");
  if (const std::string* tag = reply.find("ETag"); tag != nullptr && reply.status != 304) {
    Request again = *request;
    again.if_none_match = *tag;
    const Reply kept = answer(again, *edition);
    claim(kept.status == 304 && *kept.find("ETag") == *tag, "an answer that the client has is not sent again");
  }
  const Reply twice = answer(*request, *edition);
  claim(twice.status == reply.status && yaad::test::body_of(twice) == yaad::test::body_of(reply),
        "the same request has the same answer, kept or made anew");
  return 0;
}
