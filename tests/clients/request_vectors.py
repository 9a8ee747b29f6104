"""Raw requests, each with the one status it must get and whether the connection ends with it.

A vector is (name, bytes, status, closes). The id before a name is the case of the catalogue of attacks.
"""

HOST = b"Host: yaad.example\r\n"
LINE = b"GET /healthz HTTP/1.1\r\n"
GET = LINE + HOST
TILE = b"/tiles/incidents/0/0/0.mvt"


def asks(target, fields=b"", method=b"GET"):
    return method + b" " + target + b" HTTP/1.1\r\n" + HOST + fields + b"\r\n"


def field(name, text, status, closes=True, rest=b""):
    """A field added to a request that would be answered with 200."""
    return name, GET + text + b"\r\n\r\n" + rest, status, closes


def trailer(size):
    return GET + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + b"a" * size + b"\r\n\r\n"


# Nothing else here asks for names, so that each answer to this shows in the counts of the server.
SMUGGLED = b"GET /api/geocode?q=smuggled HTTP/1.1\r\nHost: smuggled\r\n\r\n"

BODIES = [
    ("A1: a 64 KiB trailer", trailer(65536), 400, True),
    ("A1: a 900 KiB trailer", trailer(900 * 1024), 400, True),
    ("A1: a trailer with a name of 64 KiB", GET + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"a" * 65536 + b": x\r\n\r\n", 400, True),
    *[field(f"A2: Transfer-Encoding {te!r}", b"Transfer-Encoding: " + te, 400, rest=SMUGGLED)
      for te in (b"gzip", b"identity", b"xchunked", b"chunked, gzip", b"gzip, chunked", b"", b"chunked;q=1", b",chunked", b"chunked,", b" chunked ",
                 b"\tchunked", b"\x0bchunked", b"chunked\x0c", b"chun\x00ked", b"CHUNKED", b"cow", b"deflate", b"\"chunked\"", b"chunked chunked",
                 b"chunked\xa0", b"br", b"trailers")],
    *[field(f"A2: {name!r}", name + b": chunked", 400, rest=SMUGGLED)
      for name in (b"transfer-encoding", b"TRANSFER-ENCODING", b"Transfer-Encoding ", b" Transfer-Encoding", b"Transfer-Encoding\t", b"X: y\r\n Transfer-Encoding",
                   b"Transfer-Encoding\x00", b"X: y\nTransfer-Encoding", b"X: y\rTransfer-Encoding")],
    *[field(f"A2: {name!r} is another field", name + b": chunked", 200, closes=False) for name in (b"Transfer_Encoding", b"X-Transfer-Encoding", b"TE")],
    field("A3: Content-Length and Transfer-Encoding", b"Content-Length: 5\r\nTransfer-Encoding: chunked", 400, rest=b"0\r\n\r\n"),
    field("A3: Transfer-Encoding and Content-Length", b"Transfer-Encoding: chunked\r\nContent-Length: 5", 400, rest=b"0\r\n\r\n"),
    field("A3: Content-Length 0 and Transfer-Encoding", b"Content-Length: 0\r\nTransfer-Encoding: chunked", 400, rest=b"0\r\n\r\n" + SMUGGLED),
    field("A3: a length that is none and Transfer-Encoding", b"Content-Length: x\r\nTransfer-Encoding: identity", 400),
    field("A3: Transfer-Encoding twice", b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400, rest=b"0\r\n\r\n"),
    field("A3: chunked and identity", b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", 400, rest=b"0\r\n\r\n"),
    ("A3: both with POST", asks(b"/list", b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"POST") + b"0\r\n\r\n", 400, True),
    *[field(f"A4: Content-Length {cl!r}", b"Content-Length: " + cl, 400, rest=b"hello")
      for cl in (b"+5", b"-5", b"-0", b"+0", b"0x5", b"5,6", b"5, 5", b"5 5", b"1_0", b"", b" ", b"5;", b"5.0", b"5e0", b"\"5\"", b"five", b"\xd9\xa5", b"5\x005", b"5\x0b",
                 b"12345678901234567890", b"18446744073709551616", b"18446744073709551621", b"9" * 200, b"NaN")],
    field("A4: two different lengths", b"Content-Length: 5\r\nContent-Length: 6", 400, rest=b"hello"),
    field("A4: one length twice", b"Content-Length: 0\r\nContent-Length: 0", 400),
    field("A4: a length and an unreadable one", b"Content-Length: 0\r\nContent-Length: x", 400),
    field("A4: zero is no body", b"Content-Length: 0", 200, closes=False),
    field("A4: zero with a tab before it", b"Content-Length:\t0", 200, closes=False),
    field("A4: Content_Length is another field", b"Content_Length: 5", 200, closes=False),
    field("A5: a body that looks like a request", b"Content-Length: %d" % len(SMUGGLED), 413, rest=SMUGGLED),
    field("A5: a chunked body", b"Transfer-Encoding: chunked", 400, rest=b"5\r\nhello\r\n0\r\n\r\n"),
    field("A5: the largest length", b"Content-Length: 9223372036854775807", 413),
    field("A5: a body that never comes", b"Content-Length: 1", 413),
    ("A5: a body with HEAD", b"HEAD /healthz HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello", 413, True),
    ("A5: a body with OPTIONS", b"OPTIONS /list HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello", 413, True),
    ("A5: a body with an unknown method", b"BREW /list HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello", 413, True),
    ("A6: HTTP/1.0 with chunks", b"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, True),
    ("A6: HTTP/1.0 with gzip", b"GET / HTTP/1.0\r\nTransfer-Encoding: gzip\r\n\r\n", 400, True),
    ("A6: HTTP/1.0 with a body", b"GET / HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello", 413, True),
    ("A6: HTTP/1.0 alone", b"GET /healthz HTTP/1.0\r\n\r\n", 200, True),
    ("A6: HTTP/1.0 that would stay", b"GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200, True),
]

HOSTS = [
    ("A7: no Host", b"GET / HTTP/1.1\r\n\r\n", 400, True),
    ("A7: two Hosts", b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n", 400, True),
    ("A7: two Hosts in two cases", b"GET / HTTP/1.1\r\nhost: a\r\nHOST: b\r\n\r\n", 400, True),
    ("A7: two Hosts with HTTP/1.0", b"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400, True),
    ("A7: a Host that is folded", b"GET / HTTP/1.1\r\nHost:\r\n yaad.example\r\n\r\n", 400, True),
    ("A7: a space before the colon", b"GET / HTTP/1.1\r\nHost : yaad.example\r\n\r\n", 400, True),
    ("A7: Host first on a line with a space", b"GET / HTTP/1.1\r\n Host: yaad.example\r\n\r\n", 400, True),
    *[(f"A7: Host {h!r}", b"GET /healthz HTTP/1.1\r\nHost: " + h + b"\r\n\r\n", 400, True)
      for h in (b"", b" ", b"u@x", b"u:p@x", b"x/y", b"x, y", b"x y", b"x\ty", b"x%0d%0ay", b"http://x", b"x:port", b"x:1:2", b"x:-1", b"x:+1", b"x:65536", b"x:80a", b":80",
                b"[::1", b"::1]", b"[::1]x", b"[]", b"[x]", b"[::1]:x", b"a]b", b"<x>", b"x?y", b"x#y", b"x\\y", b"x;y", b"*", b"\xd9\xbe", b"a" * 256, b"x\x7fy", b"'x'")],
    *[(f"A7: Host {h!r} is one", b"GET /healthz HTTP/1.1\r\nHost: " + h + b"\r\n\r\n", 200, False)
      for h in (b"x", b"x.", b"X.EXAMPLE", b"127.0.0.1", b"x:80", b"x:0", b"x:65535", b"x:", b"[::1]", b"[::1]:8080", b"[2001:DB8::1]", b"a_b", b"xn--a", b"  x  ")],
    ("A8: an absolute target", b"GET http://yaad.example/healthz HTTP/1.1\r\n" + HOST + b"\r\n", 200, False),
    ("A8: its scheme in capitals", b"GET HTTP://yaad.example/healthz HTTP/1.1\r\n" + HOST + b"\r\n", 200, False),
    ("A8: its host in capitals", b"GET http://YAAD.example/healthz HTTP/1.1\r\n" + HOST + b"\r\n", 200, False),
    ("A8: https", b"GET https://yaad.example/healthz HTTP/1.1\r\n" + HOST + b"\r\n", 200, False),
    ("A8: with the default port", b"GET http://yaad.example:80/healthz HTTP/1.1\r\n" + HOST + b"\r\n", 200, False),
    ("A8: with another port", b"GET http://yaad.example:81/healthz HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("A8: without a path", b"HEAD http://yaad.example HTTP/1.1\r\n" + HOST + b"\r\n", 200, False),
    ("A8: without a path, with a query", b"HEAD http://yaad.example?q=a HTTP/1.1\r\n" + HOST + b"\r\n", 200, False),
    ("A8: HTTP/1.0 without a Host", b"GET http://yaad.example/healthz HTTP/1.0\r\n\r\n", 200, True),
    *[(f"A8: {t!r}", b"GET " + t + b" HTTP/1.1\r\n" + HOST + b"\r\n", 400, True)
      for t in (b"http://other.example/healthz", b"http:///healthz", b"http://", b"http:/healthz", b"http:healthz", b"http://u@yaad.example/healthz",
                b"ftp://yaad.example/healthz", b"file:///etc/passwd", b"://yaad.example/", b"yaad.example/healthz", b"healthz", b"?q=a", b"*", b"yaad.example:80",
                b"http://yaad.example:port/healthz", b"http://yaad.example\\healthz", b"http://yaad.example#/healthz", b"javascript:alert(1)")],
    ("A9: a foreign Host is no name of ours, and is not repeated", b"GET /tiles/incidents.json HTTP/1.1\r\nHost: rebound.example\r\n\r\n", 200, False),
]

GRAMMAR = [
    ("A10: bare LF", b"GET /healthz HTTP/1.1\nHost: yaad.example\n\n", 400, True),
    ("A10: bare LF at the end", GET + b"X: a\r\n\n", 400, True),
    ("A10: bare LF between fields", GET + b"X: a\nY: b\r\n\r\n", 400, True),
    ("A10: bare CR between fields", GET + b"X: a\rY: b\r\n\r\n", 400, True),
    ("A10: CR CR LF", GET + b"X: a\r\r\n\r\n", 400, True),
    ("A10: CR CR LF after the request line", b"GET /healthz HTTP/1.1\r\r\n" + HOST + b"\r\n", 400, True),
    ("A10: a folded line", GET + b"X: a\r\n b\r\n\r\n", 400, True),
    ("A10: a line folded with a tab", GET + b"X: a\r\n\tb\r\n\r\n", 400, True),
    ("A10: a line of blanks", GET + b"X: a\r\n  \r\n\r\n", 400, True),
    *[field(f"A10: {text!r}", text, 400)
      for text in (b"X : a", b"X\t: a", b"Xa", b": a", b":", b"X\xe9: a", b"X\x00: a", b"X\x7f: a", b"X(): a", b"X/Y: a", b"X@Y: a", b"X[: a", b"X\\: a", b"\"X\": a",
                   b"X Y: a", b"X: a\x00b", b"X: \x00", b"X: a\x01b", b"X: a\x08b", b"X: a\x0bb", b"X: a\x1bb", b"X: a\x7fb", b"X: a\rb", b"\x0bX: a", b"{X}: a", b"=: a\x00")],
    *[field(f"A10: {text!r} is a field", text, 200, closes=False)
      for text in (b"X:", b"X: ", b"X:a", b"X: a\tb", b"X: \xe9\xff", b"!#$%&'*+-.^_`|~: a", b"1: a", b"X: a:b", b"X::", b"X: " + b"a" * 4000, b"Cookie: a=b; c=d",
                   b"Authorization: Basic eA==", b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__", b"Upgrade: websocket\r\nConnection: Upgrade",
                   b"Connection: x, y, z", b"Trailer: X", b"Content-Encoding: gzip", b"X-HTTP-Method-Override: DELETE", b"Origin: null", b"Sec-Fetch-Site: cross-site", b"Max-Forwards: 0",
                   b"X-Original-URL: /metrics", b"X-Rewrite-URL: /metrics", b"X-Forwarded-Host: other.example", b"Forwarded: host=other.example")],
    *[(f"A11: {line!r}", line + b"\r\n" + HOST + b"\r\n", status, True)
      for line, status in ((b"GET  /healthz HTTP/1.1", 400), (b"GET /healthz  HTTP/1.1", 400), (b"GET /healthz HTTP/1.1 ", 400), (b" GET /healthz HTTP/1.1", 400),
                           (b"GET\t/healthz HTTP/1.1", 400), (b"GET /healthz\tHTTP/1.1", 400), (b"GET\x0b/healthz HTTP/1.1", 400), (b"GET /healthz HTTP/1.1x", 400),
                           (b"GET /healthz http/1.1", 400), (b"GET /healthz Http/1.1", 400), (b"GET /healthz HTTP/1", 400), (b"GET /healthz HTTP/1.", 400), (b"GET /healthz HTTP/.1", 400),
                           (b"GET /healthz HTTP/1,1", 400), (b"GET /healthz HTTP/11", 400), (b"GET /healthz HTTP/1.10", 400), (b"GET /healthz HTTP/01.1", 400), (b"GET /healthz HTTP/ 1.1", 400),
                           (b"GET /healthz HTTP 1.1", 400), (b"GET /healthz HTTPS/1.1", 400), (b"GET /healthz FTP/1.1", 400), (b"GET /healthz HTTP/x.y", 400), (b"GET /healthz", 400), (b"GET", 400),
                           (b"GET ", 400), (b"GET HTTP/1.1", 400), (b"GET  HTTP/1.1", 400), (b"/healthz HTTP/1.1", 400), (b"GET /a b HTTP/1.1", 400), (b"GET /healthz HTTP/1.1 HTTP/1.1", 400),
                           (b"GET /healthz HTTP/2.0", 505), (b"GET /healthz HTTP/0.9", 505), (b"GET /healthz HTTP/3.0", 505), (b"GET /healthz HTTP/1.2", 505), (b"GET /healthz HTTP/9.9", 505),
                           (b"G\x00T /healthz HTTP/1.1", 400), (b"G\xc3\x89T /healthz HTTP/1.1", 400), (b"GET /health\x00z HTTP/1.1", 400), (b"GET /health\xe9z HTTP/1.1", 400),
                           (b"GET /health\x7fz HTTP/1.1", 400), (b"GET /healthz#x HTTP/1.1", 400), (b"G(T /healthz HTTP/1.1", 400), (b"GET: /healthz HTTP/1.1", 400), (b"\"GET\" /healthz HTTP/1.1", 400))],
    ("A11: HTTP/0.9", b"GET /healthz\r\n\r\n", 400, True),
    ("A11: the HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, True),
    ("A12: a leading empty line", b"\r\n" + GET + b"\r\n", 200, False),
    ("A12: five leading empty lines", b"\r\n" * 5 + GET + b"\r\n", 200, False),
    ("A12: a leading LF", b"\n" + GET + b"\r\n", 400, True),
    ("A12: a leading CR", b"\r" + GET + b"\r\n", 400, True),
    ("A13: a request line of 5 KiB", asks(b"/" + b"a" * 5120), 414, True),
    ("A13: a query of 5 KiB", asks(b"/list?q=" + b"a" * 5120), 414, True),
    ("A13: a method of 5 KiB", asks(b"/", method=b"A" * 5120), 414, True),
    ("A13: a line of 9 KiB without an end", b"GET /" + b"a" * 9216, 414, True),
    ("A13: a header of 9 KiB", GET + b"X: " + b"a" * 9216 + b"\r\n\r\n", 431, True),
    ("A13: a name of 9 KiB", GET + b"a" * 9216 + b": x\r\n\r\n", 431, True),
    ("A13: a header without an end", GET + b"X: " + b"a" * 9216, 431, True),
    ("A13: 65 fields", GET + b"".join(b"X%d: a\r\n" % i for i in range(64)) + b"\r\n", 431, True),
    ("A13: 64 fields", GET + b"".join(b"X%d: a\r\n" % i for i in range(63)) + b"\r\n", 200, False),
    ("A13: 4,000 fields", GET + b"a:\r\n" * 4000 + b"\r\n", 431, True),
]

METHODS = [
    *[(f"A14: {m!r} is not known", asks(b"/healthz", method=m), 501, False)
      for m in (b"BREW", b"get", b"Get", b"GETT", b"GE", b"PROPFIND", b"TRACK", b"DEBUG", b"PURGE", b"M-SEARCH", b"A" * 200, b"LINK", b"SEARCH", b"MKCOL")],
    *[(f"A14: {m!r} is not answered", asks(b"/healthz", method=m), 405, False) for m in (b"TRACE", b"POST", b"PUT", b"DELETE", b"PATCH")],
    ("A14: POST with a body", b"POST /list HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello", 405, True),
    ("A14: POST with chunks", b"POST /list HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, True),
    ("A14: POST where there is nothing", asks(b"/nothing", method=b"POST"), 404, False),
    ("A14: CONNECT", b"CONNECT yaad.example:443 HTTP/1.1\r\n" + HOST + b"\r\n", 405, True),
    ("A14: CONNECT to a path", b"CONNECT /healthz HTTP/1.1\r\n" + HOST + b"\r\n", 405, False),
    *[(f"A15: HEAD {t.decode()}", asks(t, method=b"HEAD"), 200, False) for t in (b"/healthz", b"/", b"/list", b"/about", b"/embed", b"/list.ics", TILE, b"/dataset.json", b"/favicon.ico")],
    ("A15: HEAD of nothing", asks(b"/nothing", method=b"HEAD"), 404, False),
    ("A16: OPTIONS", asks(TILE, b"Origin: null\r\nAccess-Control-Request-Method: GET\r\n", b"OPTIONS"), 204, False),
    ("A16: OPTIONS of nothing", asks(b"/nothing", method=b"OPTIONS"), 204, False),
    ("A16: OPTIONS *", asks(b"*", method=b"OPTIONS"), 204, False),
    ("A16: HEAD *", asks(b"*", method=b"HEAD"), 400, True),
    *[field(f"A17: Expect {e!r}", b"Expect: " + e, 417) for e in (b"100-continue", b"100-Continue", b"the-best", b"", b"100-continue, x")],
    ("A17: a body that waits for leave", b"POST /list HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n", 417, True),
    ("A25: a TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200 + b"\r\n\r\n", 400, True),
    ("A25: SSH", b"SSH-2.0-OpenSSH_9.2\r\n\r\n", 400, True),
    ("A25: SMTP", b"EHLO yaad.example\r\n\r\n", 400, True),
    ("A25: a Redis command", b"*1\r\n$4\r\nINFO\r\n\r\n", 400, True),
    ("A25: SOCKS", b"\x05\x01\x00\r\n\r\n", 400, True),
    ("A25: an HTTP answer", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 400, True),
    ("A25: a PROXY line", b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n" + GET + b"\r\n", 400, True),
    *[(f"A25: random bytes {i}", bytes((i * 37 + j * 101) % 251 | 0x80 for j in range(300)) + b"\r\n\r\n", 400, True) for i in range(4)],
]

PATHS = [
    *[(f"L1: {path!r}", asks(path), 404, False)
      for path in (b"/../etc/passwd", b"/%2e%2e%2f%2e%2e%2fetc/passwd", b"/%2e%2e/%2e%2e/etc/passwd", b"/assets/..%5c..%5cx", b"/assets/%252e%252e/x", b"/assets/./x", b"/assets/../assets/",
                   b"//etc/passwd", b"///", b"/assets/..;/x", b"/assets/...//x", b"/assets/%c0%ae%c0%ae/x", b"/assets/%00", b"/assets/x%00.css", b"/assets/%2fetc%2fpasswd", b"/assets/\\..\\x",
                   b"/file:///etc/passwd", b"/proc/self/environ", b"/%", b"/%2", b"/%zz", b"/%u002e", b"/list/", b"/list//", b"/./list", b"/healthz/", b"/healthz%00", b"/HEALTHZ", b"/list%0d%0aX:y")],
    *[(f"L2: {path!r}", asks(path), 404, False)
      for path in (b"/assets/", b"/assets", b"/assets/.git/config", b"/.git/HEAD", b"/.env", b"/.htaccess", b"/assets/map.js~", b"/assets/map.js.bak", b"/index.html", b"/index.php", b"/server-status",
                   b"/metrics", b"/readyz", b"/admin", b"/.well-known/", b"/robots.txt~", b"/words/en.json", b"/mapdata/areas.geojson", b"/frontend/index.html")],
    *[(f"{case} {path!r}", asks(b"/tiles/incidents/" + path), 404, False)
      for case, paths in (("D1:", (b"-1/0/0.mvt", b"14/0/0.mvt", b"23/0/0.mvt", b"31/0/0.mvt", b"32/0/0.mvt", b"64/0/0.mvt", b"9999/0/0.mvt", b"9223372036854775808/0/0.mvt")),
                          ("D2:", (b"0/-1/0.mvt", b"0/1/0.mvt", b"1/2/0.mvt", b"1/0/2147483648.mvt", b"1/0/18446744073709551616.mvt", b"1/01/0.mvt", b"1/+1/0.mvt", b"1/1.0/0.mvt", b"1/1e2/0.mvt", b"1//0.mvt", b"1/%20/0.mvt")),
                          ("D3:", (b"0/0/0.mvt/..", b"0/0/0.mvt/", b"/0/0/0.mvt", b"0/0/0.MVT", b"0/0/0.mvt%00", b"0/0/0", b"0/0/0.pbf", b"0/0/0.mvt.gz", b"0/0/.mvt")))
      for path in paths],
    ("D7: an unknown layer", asks(b"/tiles/nothing/0/0/0.mvt"), 404, False),
    ("D7: two layers", asks(b"/tiles/incidents,basemap/0/0/0.mvt"), 404, False),
    ("D8: an old version", asks(TILE + b"?v=old"), 200, False),
]

QUERIES = [
    *[(f"{case} {query!r}", asks(b"/api/collections/incidents/items?" + query), 400, False)
      for case, queries in (
          ("C1:", (b"nothing=1", b"Limit=1", b"limit%00=1", b"x=%0d%0a", b"__proto__=1")),
          ("C2:", (b"limit=1&limit=2", b"limit=1&lim%69t=1", b"q=a&q=a")),
          ("C3:", (b"limit=0", b"limit=-1", b"limit=1.5", b"limit=%205", b"limit=%D9%A5", b"limit=0x10", b"limit=", b"limit=1e3", b"offset=-1")),
          ("C4:", (b"bbox=1,2,3", b"bbox=1,2,3,4,5", b"bbox=1,2,3,4,5,6,7", b"bbox=NaN,2,3,4", b"bbox=1,inf,3,4", b"bbox=1,2,3,1e400", b"bbox=", b"bbox=1,2,3,4,", b"bbox=1,,3,4", b"bbox=a,b,c,d")),
          ("C5:", (b"bbox=1,4,3,2", b"bbox=1,2,3,91", b"bbox=1,-91,3,4")),
          ("C7:", (b"bbox=1%3B5,2,3,4", b"bbox=0x1,2,3,4")),
          ("C8:", (b"q=%00", b"q=%zz", b"q=%", b"q=%c0%ae", b"q=%ed%a0%80", b"q=%ff")),
          ("C9:", (b"attack_type=%27%20OR%201=1--", b"actor=%27;DROP", b"community=%5c")),
          ("C10:", (b"sortby=date", b"filter=x", b"properties=id")),
          ("C11:", (b"attack_type=" + b",".join(b"a%d" % i for i in range(600)),)),
          ("C12:", (b"q=" + b"a" * 201,)),
          ("C13:", (b"cursor=x", b"cursor=%2e%2e", b"cursor=AAAA", b"cursor=")),
          ("C14:", (b"filter=" + b"(" * 1600 + b")" * 1600,)),
          ("C15:", (b"f=exe", b"f=text/html", b"f=")),
          ("C16:", (b"callback=f", b"jsonp=f")),
          ("E1:", (b"datetime=2014/2013", b"datetime=", b"datetime=a/b", b"datetime=2013/2014/2015", b"datetime=../P2D")),
          ("E2:", (b"datetime=2024-02-30", b"datetime=0000-00-00", b"datetime=99999-01-01", b"datetime=-0001", b"datetime=2013-01-01T24:00:00Z", b"datetime=2013-13", b"datetime=2013-1-1")),
          ("E3:", (b"datetime=2013-01-01T00:00:00%2B99:00", b"datetime=2013-01-01T00:00:00X")),
          ("E4:", (b"datetime=2013%27%20or%20%271%27=%271", b"datetime=2013;--")))
      for query in queries],
    *[(f"{case} {query!r} is answered", asks(b"/api/collections/incidents/items?" + query), 200, False)
      for case, query in (("C3:", b"limit=1000000000"), ("C3:", b"limit=" + b"9" * 3000), ("C5:", b"bbox=-180,-90,180,90"), ("C5:", b"bbox=67,30,67,30"), ("C6:", b"bbox=170,-10,-170,10"),
                          ("C8:", b"q=a+b%20c"), ("C8:", b"q=%252e"), ("C11:", b"attack_type=" + b",".join([b"bombing"] * 64)), ("C12:", b"q=.*%25_"), ("E1:", b"datetime=2013/2013"),
                          ("E1:", b"datetime=../2013"), ("E1:", b"datetime=2013/.."), ("E2:", b"datetime=2013-01-01T23:59:60Z"), ("E3:", b"datetime=2013-01-01T00:00:00%2B05:00"),
                          ("E3:", b"datetime=2013-01-01T00:00:00+05:00"), ("E7:", b"datetime=2013-05-01"))],
    *[(f"C1: {path.decode()} drops what it does not know", asks(path + b"?fbclid=1&limit=%zz"), 200, False) for path in (b"/", b"/list", b"/embed", b"/about")],
]

VECTORS = BODIES + HOSTS + GRAMMAR + METHODS + PATHS + QUERIES
