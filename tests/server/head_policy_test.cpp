#include "server/head_policy.hpp"

#include <catch2/catch.hpp>

using namespace yaad::server;

namespace {

const std::string kHost = "Host: yaad.example\r\n";

// The status a head is refused with; 0 when it is a request.
unsigned refused(const std::string& head) {
  const HeadProgress progress = find_head(head);
  if (const auto* refusal = std::get_if<Refusal>(&progress)) return refusal->status;
  if (!std::holds_alternative<std::size_t>(progress)) return 1;  // not yet decided
  const auto read = read_head(std::string_view(head).substr(0, std::get<std::size_t>(progress)));
  const auto* refusal = std::get_if<Refusal>(&read);
  return refusal != nullptr ? refusal->status : 0;
}

unsigned with_field(const std::string& field) { return refused("GET / HTTP/1.1\r\n" + kHost + field + "\r\n\r\n"); }

Request request_of(const std::string& head) { return std::get<Request>(read_head(head)); }

}  // namespace

TEST_CASE("a plain request is read: method, path, query and the fields that answers depend on") {
  const Request r =
      request_of("GET /list?q=a%20b HTTP/1.1\r\n" + kHost +
                 "Accept-Encoding: br\r\nAccept-Encoding: gzip\r\nIf-None-Match: \"a\"\r\nAccept: text/html\r\n\r\n");
  CHECK(r.method == Method::get);
  CHECK(r.path == "/list");
  CHECK(r.query == "q=a%20b");
  CHECK(r.accept_encoding == "br, gzip");
  CHECK(r.if_none_match == "\"a\"");
  CHECK(r.keep_alive);
  CHECK_FALSE(request_of("GET / HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n").keep_alive);
  CHECK_FALSE(request_of("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

TEST_CASE("a blank line of a field that is a list adds nothing to the list") {
  const Request r = request_of("GET / HTTP/1.1\r\n" + kHost +
                               "Accept-Encoding:\r\nAccept-Encoding: gzip\r\nAccept-Encoding:\r\n\r\n");
  CHECK(r.accept_encoding == "gzip");
}

TEST_CASE("a head is found only when it is whole, whatever the segments") {
  const std::string head = "GET / HTTP/1.1\r\n" + kHost + "\r\n";
  for (std::size_t n = 0; n < head.size(); ++n)
    CHECK(std::holds_alternative<std::monostate>(find_head(head.substr(0, n))));
  CHECK(std::get<std::size_t>(find_head(head)) == head.size());
  CHECK(std::get<std::size_t>(find_head(head + "GET /next")) == head.size());
}

TEST_CASE("A2, A3: every Transfer-Encoding is refused, with a length beside it or without") {
  for (const char* coding : {"chunked", "gzip", "identity", "xchunked", "chunked, gzip", "", "chunked;q=1", ",chunked",
                             "\x0b"
                             "chunked"}) {
    INFO(coding);
    CHECK(with_field(std::string("Transfer-Encoding: ") + coding) == 400);
    CHECK(with_field(std::string("Content-Length: 5\r\nTransfer-Encoding: ") + coding) == 400);
  }
}

TEST_CASE("A4, A5: a length that is no plain number is 400, a body is 413, a length of 0 is none") {
  for (const char* length :
       {"+5", "-5", "0x5", "5,6", "1_0", "", "12345678901234567890", "18446744073709551621", "5 5"}) {
    INFO(length);
    CHECK(with_field(std::string("Content-Length: ") + length) == 400);
  }
  CHECK(with_field("Content-Length: 5\r\nContent-Length: 6") == 400);
  CHECK(with_field("Content-Length: 5") == 413);
  CHECK(with_field("Content-Length: 9223372036854775807") == 413);
  CHECK(with_field("Content-Length: 0") == 0);
}

TEST_CASE("A7: exactly one Host, and it is a host name") {
  CHECK(refused("GET / HTTP/1.1\r\n\r\n") == 400);
  CHECK(refused("GET / HTTP/1.0\r\n\r\n") == 0);
  CHECK(refused("GET / HTTP/1.1\r\n" + kHost + kHost + "\r\n") == 400);
  for (const char* host : {"", "u@x", "x/y", "x, y", "x y", "x%0d%0ay", "<x>", "x:port", "x:1:2", "x:65536", ":80",
                           "[::1", "::1", "[]", "[::1]x"}) {
    INFO(host);
    CHECK(refused(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n") == 400);
  }
  for (const char* host : {"[::1]:8080", "[::1]", "x:", "x:65535", "127.0.0.1:80"})
    CHECK(refused(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n") == 0);
}

TEST_CASE("A8: an absolute target is served when it names the same host") {
  CHECK(request_of("GET http://yaad.example/list?q=1 HTTP/1.1\r\n" + kHost + "\r\n").path == "/list");
  CHECK(request_of("GET http://YAAD.example HTTP/1.1\r\n" + kHost + "\r\n").path == "/");
  CHECK(request_of("GET hTTp://yaad.exampLE HTTP/1.1\r\n" + kHost + "\r\n").path == "/");
  CHECK(refused("GET http://yaad.exampLF HTTP/1.1\r\n" + kHost + "\r\n") == 400);
  CHECK(request_of("GET HTTP://yaad.example:80?q=1 HTTP/1.1\r\n" + kHost + "\r\n").query == "q=1");
  for (const char* target :
       {"http://other.example/", "ftp://yaad.example/", "yaad.example:443", "//", "list", "http:///"}) {
    INFO(target);
    const unsigned status = refused(std::string("GET ") + target + " HTTP/1.1\r\n" + kHost + "\r\n");
    CHECK(status == (std::string(target) == "//" ? 0 : 400));  // "//" is a path; it has no route
  }
}

TEST_CASE("A10, A11: what is not the grammar is refused at once") {
  for (const char* head : {"GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
                           "GET / HTTP/1.1\r\nHost: a\r\nX : a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nXa\r\n\r\n",
                           "GET / HTTP/1.1\r\nHost: a\r\n: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX\xe9: a\r\n\r\n",
                           "GET / HTTP/1.1\r\nHost: a\r\nX: a\x01"
                           "b\r\n\r\n",
                           "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", "GET / HTTP/1.1x\r\nHost: a\r\n\r\n",
                           "GET / HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                           "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", "GET / http/1.1\r\nHost: a\r\n\r\n", "GET /\r\n\r\n",
                           "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\xe9 HTTP/1.1\r\nHost: a\r\n\r\n"}) {
    INFO(head);
    CHECK(refused(head) == 400);
  }
  CHECK(with_field(std::string("X: a") + '\0' + "b") == 400);
  for (const char* folded : {"X: a\r\n b", "X: a\r\n\tb", "X:\r\n Host: b", "Content-Length:\r\n 0"})
    CHECK(with_field(folded) == 400);
  CHECK(refused("GET / HTTP/2.0\r\nHost: a\r\n\r\n") == 505);
  CHECK(refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == 505);
  CHECK(refused("\x16\x03\x01") == 400);  // A25: TLS
}

TEST_CASE("A13: the line, the head and the number of fields have an end") {
  const auto line_of = [](std::size_t n) { return "GET /" + std::string(n, 'a') + " HTTP/1.1\r\n" + kHost + "\r\n"; };
  CHECK(refused(line_of(4096 - 14)) == 0);
  CHECK(refused(line_of(4097 - 14)) == 414);
  CHECK(refused("GET /" + std::string(5000, 'a')) == 414);  // before its end is there
  const auto head_of = [](std::size_t size) {
    const std::string start = "GET / HTTP/1.1\r\n" + kHost + "X: ";
    return start + std::string(size - start.size() - 4, 'a') + "\r\n\r\n";
  };
  CHECK(refused(head_of(8192)) == 0);
  CHECK(refused(head_of(8193)) == 431);
  const auto fields = [](int n) {
    std::string head = "GET / HTTP/1.1\r\n" + kHost;
    for (int i = 1; i < n; ++i) head += "X" + std::to_string(i) + ": a\r\n";
    return head + "\r\n";
  };
  CHECK(refused(fields(64)) == 0);
  CHECK(refused(fields(65)) == 431);
}

TEST_CASE("A14: unknown methods are 501; known ones are requests whose answer the router decides") {
  for (const char* method : {"BREW", "get", "Get", "GETT", "PROPFIND"})
    CHECK(refused(std::string(method) + " / HTTP/1.1\r\n" + kHost + "\r\n") == 501);
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "TRACE"})
    CHECK(request_of(std::string(method) + " / HTTP/1.1\r\n" + kHost + "\r\n").method == Method::other);
  CHECK(refused("CONNECT yaad.example:443 HTTP/1.1\r\n" + kHost + "\r\n") == 405);
  CHECK(refused("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 5\r\n\r\n") == 405);
  CHECK(request_of("OPTIONS * HTTP/1.1\r\n" + kHost + "\r\n").path == "*");
  CHECK(refused("GET * HTTP/1.1\r\n" + kHost + "\r\n") == 400);
}

TEST_CASE("A17: no expectation is met") {
  CHECK(with_field("Expect: 100-continue") == 417);
  CHECK(with_field("Expect: the-best") == 417);
}
