#include "server/router.hpp"

#include "server/encoding.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

using namespace yaad::server;
using namespace yaad::test;

namespace {

const Edition& edition() {
  static const auto made = edition_of(small_dataset());
  return *made;
}

const std::string kItems = "/api/collections/incidents/items";
// Every route, with an answer that has a body.
const std::vector<std::string> kTargets = {"/",
                                           "/list",
                                           "/incidents/2021-01-03-machh",
                                           "/tiles/incidents/0/0/0.mvt",
                                           "/tiles/incidents/0/0/0.geojson",
                                           "/tiles/spacetime/0/0/0.mvt",
                                           "/tiles/incidents.json",
                                           "/tiles/spacetime.json",
                                           "/tiles/basemap.json",
                                           kItems,
                                           kItems + "/2021-01-03-machh",
                                           "/api/collections/incidents/clusters/PK-BA",
                                           "/api/collections/incidents/histogram",
                                           "/api",
                                           "/api/conformance",
                                           "/api/openapi.json",
                                           "/api/docs",
                                           "/api/collections",
                                           "/api/collections/places",
                                           "/api/collections/areas/queryables",
                                           "/api/collections/areas/items",
                                           "/api/collections/areas/items/PK",
                                           "/api/collections/places/items",
                                           "/api/collections/places/items/hazara-town",
                                           "/api/collections/statistics/items",
                                           "/api/collections/statistics/items/total",
                                           "/api/geocode?q=Mach",
                                           "/preview.png?width=480",
                                           "/dataset.json",
                                           "/assets/page-1.css",
                                           "/favicon.ico",
                                           "/healthz"};

Reply ask(Method method, const std::string& target) {
  Request request = request_for(target);
  request.method = method;
  return answer(request, edition());
}

}  // namespace

TEST_CASE("A14, A15, A16: on every route GET and HEAD answer alike, OPTIONS is 204, other methods 405") {
  for (const std::string& target : kTargets) {
    INFO(target);
    const Reply got = ask(Method::get, target);
    CHECK(got.status == 200);
    CHECK_FALSE(body_of(got).empty());
    const Reply head = ask(Method::head, target);
    CHECK(head.status == 200);
    CHECK(head.fields == got.fields);
    CHECK(body_of(head) == body_of(got));  // its length is sent, its bytes are not
    const Reply options = ask(Method::options, target);
    CHECK(options.status == 204);
    CHECK(field(options, "Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS");
    const Reply other = ask(Method::other, target);
    CHECK(other.status == 405);
    CHECK(field(other, "Allow") == "GET, HEAD, OPTIONS");
    CHECK(route_name(request_for(target).path) != "other");
  }
}

TEST_CASE("at an address that is none a person meets a page in their language, and a program a problem") {
  const auto met = [](const std::string& target, const char* accept) {
    Request request = request_for(target);
    request.accept = accept;
    return answer(request, edition());
  };
  constexpr const char* kBrowser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  const Reply page = met("/nothing?lang=ur", kBrowser);
  CHECK(page.status == 404);
  CHECK(field(page, "Content-Type") == "text/html; charset=utf-8");
  CHECK(field(page, "Cache-Control") == "no-store");
  CHECK(field(page, "Vary").find("Accept") != std::string::npos);
  CHECK(body_of(page).find("lang=\"ur\" dir=\"rtl\"") != std::string::npos);
  for (const char* way : {"href=\"/?lang=ur\"", "href=\"/list?lang=ur\"", "href=\"/about?lang=ur\""})
    CHECK(body_of(page).find(way) != std::string::npos);
  // K11: nothing of the address is in it.
  CHECK(body_of(met("/%3Cimg%20src=x%3E?q=%3Cimg", kBrowser)).find("img") == std::string::npos);
  for (const char* path : {"/api/nothing", "/tiles/incidents/0/0", "/nothing"}) {
    const Reply problem = met(path, std::string_view(path) == "/nothing" ? "application/json" : kBrowser);
    CHECK(problem.status == 404);
    CHECK(field(problem, "Content-Type") == "application/problem+json");
  }
  CHECK(field(met("/nothing", ""), "Content-Type") == "application/problem+json");
  CHECK(field(met("/nothing", "*/*"), "Content-Type") == "application/problem+json");
}

TEST_CASE("D3, L1, L2: an address that is no route is 404, whatever the method") {
  for (const char* path : {"/nothing",
                           "/list/",
                           "//",
                           "//list",
                           "/tiles",
                           "/tiles/incidents/0/0",
                           "/tiles/incidents/0/0/0.mvt/..",
                           "/tiles/incidents/0/0/0.mvt/",
                           "/assets/",
                           "/assets/../assets/page-1.css",
                           "/assets/%2e%2e/x",
                           "/assets/..%5cx",
                           "/%2e%2e/etc/passwd",
                           "/assets/page-1.css%00",
                           "/assets/.git/config",
                           "/index.html",
                           "/.vite/manifest.json",
                           "/api/collections/nothing/items",
                           "/metrics",
                           "/readyz",
                           "/incidents/a%2fb",
                           "/incidents/%zz",
                           "*"}) {
    INFO(path);
    CHECK(ask(Method::get, path).status == 404);
    CHECK(ask(Method::other, path).status == 404);
    CHECK(body_of(ask(Method::get, path)).find("passwd") == std::string::npos);  // K11: nothing is reflected
    CHECK(route_name(path) != "map");
  }
}

TEST_CASE("A23: If-None-Match answers 304 with the same validators and no body") {
  for (const std::string& target : kTargets) {
    if (target == "/healthz") continue;
    INFO(target);
    const Reply first = get(edition(), target);
    const std::string tag = field(first, "ETag");
    REQUIRE(tag.size() > 2);
    for (const std::string& list :
         {tag, std::string("W/" + tag), std::string("*"), "\"x\", " + tag, " ,, \"\", W/\"y\" ," + tag}) {
      const Reply again = get(edition(), target, "", list);
      CHECK(again.status == 304);
      CHECK_FALSE(again.body);
      for (const char* name : {"ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin", "X-Dataset-Version"})
        CHECK(field(again, name) == field(first, name));
      CHECK(field(again, "Content-Type").empty());
    }
    for (const std::string& list : {std::string("\"other\""), tag.substr(1, tag.size() - 2),
                                    std::string("\"unfinished"), std::string(8000, ','), std::string("junk, *x")})
      CHECK(get(edition(), target, "", list).status == 200);
  }
}

TEST_CASE("each coding has its own ETag, and gzip holds the same bytes") {
  const Reply plain = get(edition(), kItems), packed = get(edition(), kItems, "gzip");
  CHECK(field(packed, "Content-Encoding") == "gzip");
  CHECK(field(plain, "Content-Encoding").empty());
  CHECK(field(plain, "ETag") != field(packed, "ETag"));
  CHECK(field(plain, "Vary") == "Accept-Encoding, Accept");
  CHECK(field(packed, "Vary") == "Accept-Encoding, Accept");
  CHECK(field(get(edition(), kItems + "?f=json"), "Vary") == "Accept-Encoding");
  CHECK(field(get(edition(), "/dataset.json"), "Vary") == "Accept-Encoding");
  CHECK(gunzip(std::as_bytes(std::span(*packed.body))) == *plain.body);
  CHECK(get(edition(), kItems, "gzip", field(packed, "ETag")).status == 304);
  CHECK(get(edition(), kItems, "", field(packed, "ETag")).status == 200);
}

TEST_CASE("N10: an ETag names the bytes: other bytes, another tag; a copy of the server, the same tag") {
  const auto copy = edition_of(small_dataset());
  for (const std::string& target : kTargets)
    CHECK(field(get(edition(), target), "ETag") == field(get(*copy, target), "ETag"));
  CHECK(field(get(edition(), "/list"), "ETag") != field(get(edition(), "/list?datetime=2013"), "ETag"));
}

TEST_CASE("D8: a current version makes data cacheable; another one is answered with the current data") {
  const std::string version = edition().snapshot->version;
  for (const std::string& path :
       {kItems, std::string("/tiles/incidents/0/0/0.mvt"), std::string("/api/collections/incidents/histogram"),
        std::string("/tiles/incidents.json")}) {
    CHECK(field(get(edition(), path + "?v=" + version), "Cache-Control") ==
          "public, max-age=120, stale-while-revalidate=60, stale-if-error=120");
    CHECK(field(get(edition(), path), "Cache-Control") == "no-cache");
    const Reply old = get(edition(), path + "?v=older");
    CHECK(old.status == 200);
    CHECK(field(old, "Cache-Control") == "no-cache");
    CHECK(field(old, "X-Dataset-Version") == version);
  }
  CHECK(body_of(get(edition(), "/list?v=older")).find(said(edition(), "page.version.other")) != std::string::npos);
  CHECK(body_of(get(edition(), "/list?v=" + version)).find(said(edition(), "page.version.other")) == std::string::npos);
}

TEST_CASE("data may be read by any page, and never acts as a page itself") {
  for (const std::string& target : kTargets) {
    INFO(target);
    const Reply reply = get(edition(), target);
    const bool page = field(reply, "Content-Type").starts_with("text/html");
    if (target == "/healthz") continue;
    CHECK(field(reply, "Access-Control-Allow-Origin") == (page ? "" : "*"));
    CHECK(field(reply, "Cross-Origin-Resource-Policy") == (page ? "same-origin" : "cross-origin"));
    if (target.starts_with("/assets") || target == "/favicon.ico") continue;
    CHECK(field(reply, "Content-Security-Policy").find("default-src 'none'") == 0);
    CHECK(field(reply, "Content-Security-Policy").find("frame-ancestors 'none'") != std::string::npos);
    CHECK((field(reply, "Content-Security-Policy").find("sandbox") != std::string::npos) == !page);
    CHECK((field(reply, "X-Frame-Options") == "DENY") == page);
  }
  CHECK(field(get(edition(), "/"), "Content-Security-Policy").find("script-src 'self'") != std::string::npos);
  CHECK(field(get(edition(), "/list"), "Content-Security-Policy").find("script-src 'none'") != std::string::npos);
}

TEST_CASE("only a server whose readers come by https asks them to stay with it") {
  const auto plain = edition_of(small_dataset(), "http://127.0.0.1:8080");
  CHECK(field(get(edition(), "/list"), "Strict-Transport-Security") == "max-age=63072000");
  CHECK(field(get(*plain, "/list"), "Strict-Transport-Security").empty());
}

TEST_CASE("C1, C2, C8: on data routes an unknown, repeated or unreadable parameter is 400; pages drop it") {
  for (const std::string& target : kTargets) {
    if (target == "/healthz" || target == "/favicon.ico" || target.starts_with("/assets")) continue;
    const bool page = field(get(edition(), target), "Content-Type").starts_with("text/html");
    const std::string joint = target.find('?') == std::string::npos ? "?" : "&";
    for (const char* query : {"nothing=1", "v=1&v=2", "v=%zz", "callback=f"}) {
      INFO(target << ' ' << query);
      CHECK(get(edition(), target + joint + query).status == (page ? 200 : 400));
    }
  }
}
