#include "server/reply.hpp"

#include "server/wire.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <set>

using namespace yaad;
using namespace yaad::server;

TEST_CASE("every kind of error has one status, one slug and one title") {
  constexpr auto kLast = static_cast<int>(geo::Errc::unreadable);
  CHECK(problems().size() == kLast + 1);
  std::set<std::string_view> slugs;
  for (int code = 0; code <= kLast; ++code) {
    const Problem& row = problem_of(static_cast<geo::Errc>(code));
    CHECK(row.code == static_cast<geo::Errc>(code));
    CHECK((row.status >= 400 && row.status < 600));
    CHECK_FALSE(row.title.empty());
    slugs.insert(row.slug);
    const Reply reply = problem({row.code, "what to do", "name", {"a", "b"}});
    CHECK(reply.status == row.status);
    const auto document = boost::json::parse(*reply.body).as_object();
    CHECK(document.at("status").as_int64() == row.status);
    CHECK(document.at("title").as_string() == std::string(row.title));
    CHECK(document.at("type").as_string() == "urn:yaad:problem:" + std::string(row.slug));
    CHECK(document.at("detail").as_string() == "what to do");
    CHECK(document.at("parameter").as_string() == "name");
    CHECK(document.at("allowed").as_array().size() == 2);
  }
  CHECK(slugs.size() == problems().size());
}

TEST_CASE("an error may be read by any page, is never kept, and cannot become a page") {
  const Reply reply = problem({geo::Errc::bad_parameter, "<script>", "<b>", {}});
  CHECK(*reply.find("Content-Type") == "application/problem+json");
  CHECK(*reply.find("Cache-Control") == "no-store");
  CHECK(*reply.find("Access-Control-Allow-Origin") == "*");
  CHECK(reply.find("Content-Security-Policy")->find("sandbox") != std::string::npos);
  CHECK(reply.body->find('<') == std::string::npos);
}

TEST_CASE("a head on the wire has its length, its date and what every answer carries") {
  Reply reply = json_reply("{}");
  const std::string head = write_head(reply, true);
  CHECK(head.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(head.ends_with("\r\n\r\n"));
  for (const char* line : {"\r\nContent-Length: 2\r\n", "\r\nX-Content-Type-Options: nosniff\r\n",
                           "\r\nReferrer-Policy: no-referrer\r\n", "\r\nDate: "})
    CHECK(head.find(line) != std::string::npos);
  CHECK(head.find("Connection") == std::string::npos);
  CHECK(head.find("Server:") == std::string::npos);
  CHECK(head.find("Cookie") == std::string::npos);
  CHECK(write_head(reply, false).find("\r\nConnection: close\r\n") != std::string::npos);
  reply.status = 304;
  CHECK(write_head(reply, true).find("Content-Length") == std::string::npos);
  CHECK(http_date().size() == 29);
}
