#include "server/reply.hpp"

#include "geo/json_writer.hpp"
#include "server/fingerprint.hpp"

#include <array>
#include <cassert>

namespace yaad::server {
namespace {

constexpr std::array<Problem, 8> kProblems{{
    {geo::Errc::bad_parameter, 400, "bad-parameter", "A parameter cannot be read"},
    {geo::Errc::unknown_parameter, 400, "unknown-parameter", "A parameter is not known"},
    {geo::Errc::repeated_parameter, 400, "repeated-parameter", "A parameter is given twice"},
    {geo::Errc::not_found, 404, "not-found", "There is nothing here"},
    {geo::Errc::gone, 410, "retracted", "This record was retracted"},
    {geo::Errc::bad_text, 400, "bad-value", "A value cannot be read"},
    {geo::Errc::bad_data, 500, "bad-data", "The data cannot be served"},
    {geo::Errc::unreadable, 500, "unreadable", "A file cannot be read"},
}};

// A quarter of a millisecond of gzip. What takes longer is made here, where the answer is, and not where it is sent.
constexpr std::size_t kLargeBody = 16U << 10U;

Reply problem_reply(unsigned status, std::string_view slug, std::string_view title, std::string_view detail,
                    const geo::Error* error) {
  geo::JsonWriter json;
  json.begin_object().member("type", std::string("urn:yaad:problem:") + std::string(slug)).member("title", title);
  json.member("status", std::uint64_t{status}).text_member("detail", detail);
  if (error) {
    json.text_member("parameter", error->parameter);
    if (!error->allowed.empty()) {
      json.key("allowed").begin_array();
      for (const std::string& value : error->allowed) json.value(value);
      json.end_array();
    }
  }
  json.end_object();
  Reply reply;
  reply.status = status;
  reply.set("Content-Type", "application/problem+json");
  reply.set("Cache-Control", "no-store");
  set_data_headers(reply);
  reply.body = shared(json.take());
  return reply;
}

}  // namespace

void set_data_headers(Reply& reply) {
  reply.set("Content-Security-Policy", std::string(kDataCsp));
  reply.set("Access-Control-Allow-Origin", "*");
  reply.set("Access-Control-Expose-Headers",
            "ETag, Link, Content-Crs, Content-Disposition, Repr-Digest, Retry-After, X-Dataset-Version");
  reply.set("Cross-Origin-Resource-Policy", "cross-origin");
}

void Reply::set(std::string_view name, std::string value) {
  assert(value.find_first_of("\r\n") == value.npos);
  for (auto& [known, old] : fields)
    if (known == name) {
      old = std::move(value);
      return;
    }
  fields.emplace_back(name, std::move(value));
}

void Reply::drop(std::string_view name) {
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
}

const std::string* Reply::find(std::string_view name) const {
  for (const auto& [known, value] : fields)
    if (known == name) return &value;
  return nullptr;
}

std::shared_ptr<const std::string> shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

void seal(Reply& reply) {
  const std::string_view bytes = reply.body ? std::string_view(*reply.body) : std::string_view();
  reply.tag = fingerprint(bytes);
  if (!reply.compressible || bytes.size() < kLeastGzipBytes) return;
  if (!reply.gzip_twin) reply.gzip_twin = std::make_shared<const GzipTwin>();
  if (bytes.size() >= kLargeBody) reply.gzip_twin->of(bytes);
}

std::span<const Problem> problems() { return kProblems; }

const Problem& problem_of(geo::Errc code) {
  for (const Problem& row : kProblems)
    if (row.code == code) return row;
  assert(false && "every Errc has a row");
  return kProblems.back();
}

Reply problem(const geo::Error& error) {
  const Problem& row = problem_of(error.code);
  return problem_reply(row.status, row.slug, row.title, error.detail, &error);
}

Reply problem(unsigned status, std::string_view slug, std::string_view title, std::string_view detail) {
  return problem_reply(status, slug, title, detail, nullptr);
}

Reply text_reply(unsigned status, std::string text) {
  Reply reply;
  reply.status = status;
  reply.set("Content-Type", "text/plain; charset=utf-8");
  reply.set("Cache-Control", "no-store");
  reply.set("Content-Security-Policy", std::string(kDataCsp));
  reply.body = shared(std::move(text));
  return reply;
}

Reply json_reply(std::string body, std::string_view content_type) {
  Reply reply;
  reply.set("Content-Type", std::string(content_type));
  set_data_headers(reply);
  reply.body = shared(std::move(body));
  reply.compressible = true;
  return reply;
}

Reply html_reply(std::string body, std::string_view content_security_policy) {
  Reply reply;
  reply.set("Content-Type", "text/html; charset=utf-8");
  reply.set("Content-Security-Policy", std::string(content_security_policy));
  reply.set("X-Frame-Options", "DENY");
  reply.set("Cross-Origin-Opener-Policy", "same-origin");
  reply.set("Cross-Origin-Resource-Policy", "same-origin");
  reply.set("Permissions-Policy", "geolocation=(), camera=(), microphone=(), payment=(), usb=()");
  reply.body = shared(std::move(body));
  reply.compressible = true;
  return reply;
}

}  // namespace yaad::server
