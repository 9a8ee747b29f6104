"""Requests that programs on the way may read in two ways: (name, bytes), for behind_proxies.py.

There is no one right status here: a proxy may refuse, mend or forward each of them. What may never come of one is an
answer to a request that the proxy did not send, or another answer for somebody else. /healthz stands for an address that caches may keep.
"""

from request_vectors import GET, HOST, SMUGGLED, TILE, asks

T = b"/healthz"
POST = b"POST " + T + b" HTTP/1.1\r\n" + HOST
# The next request on the connection would be the value of X.
OPEN = b"GET /api/geocode?q=smuggled HTTP/1.1\r\nX: "
CHUNKED = b"Transfer-Encoding: chunked\r\n"
END = b"0\r\n\r\n"


def length(n):
    return b"Content-Length: %d\r\n" % n


def chunk(text):
    return b"%x\r\n" % len(text) + text + b"\r\n"


def chunked(name, body, start=POST):
    return f"A5: chunks, {name}", start + CHUNKED + b"\r\n" + body


def with_fields(case, fields, start=GET, rest=b""):
    return f"{case}: {start[:4].decode().strip()} with {fields[:70]!r}", start + fields + b"\r\n\r\n" + rest


TWO_LENGTHS = [
    *[(f"A3: {kind} of {start[:4].decode().strip()}", start + fields + b"\r\n" + body)
      for start in (GET, POST)
      for kind, fields, body in (
          ("CL.TE, a whole request", length(5 + len(SMUGGLED)) + CHUNKED, END + SMUGGLED),
          ("CL.TE, a beginning", length(5 + len(OPEN)) + CHUNKED, END + OPEN),
          ("TE before CL", CHUNKED + length(5 + len(SMUGGLED)), END + SMUGGLED),
          ("TE.CL, a whole request", CHUNKED + length(4), chunk(SMUGGLED) + END),
          ("TE.CL, nothing", CHUNKED + length(0), chunk(SMUGGLED) + END),
          ("CL 0 and chunks", length(0) + CHUNKED, END + SMUGGLED))],
    *[(f"A3: TE.TE {te!r} of {start[:4].decode().strip()}", start + length(5 + len(SMUGGLED)) + te + b"\r\n\r\n" + END + SMUGGLED)
      for start in (GET, POST)
      for te in (b"Transfer-Encoding: xchunked", b"Transfer-Encoding : chunked", b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x", b"Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
                 b"Transfer-Encoding:\tchunked", b"Transfer-Encoding: \x0bchunked", b"Transfer-Encoding:\r\n chunked", b"X: y\nTransfer-Encoding: chunked", b" Transfer-Encoding: chunked",
                 b"Transfer-Encoding: identity, chunked", b"Transfer-Encoding: chunked, identity", b"transfer-encoding: CHUNKED", b"Transfer-Encoding: \"chunked\"", b"Transfer-Encoding: chunked;x=y",
                 b"Transfer_Encoding: chunked", b"Transfer-Encoding\x00: chunked", b"Transfer-Encoding: chunked\x00", b"Transfer-Encoding: gzip, chunked", b"X: \rTransfer-Encoding: chunked")],
    *[(f"A4: {cl!r} before a request, {start[:4].decode().strip()}", start + cl + b"\r\n\r\n" + SMUGGLED)
      for start in (GET, POST)
      for cl in (b"Content-Length: %d" % len(SMUGGLED), b"Content-Length: 0\r\nContent-Length: %d" % len(SMUGGLED), b"Content-Length: %d\r\nContent-Length: 0" % len(SMUGGLED),
                 b"Content-Length: %d\r\nContent-Length: %d" % (len(SMUGGLED), len(SMUGGLED)), b"Content-Length: 0, %d" % len(SMUGGLED), b"Content-Length: %d, %d" % (len(SMUGGLED), len(SMUGGLED)),
                 b"Content-Length: +%d" % len(SMUGGLED), b"Content-Length: 00%d" % len(SMUGGLED), b"Content-Length : %d" % len(SMUGGLED), b"Content-Length: %d " % len(SMUGGLED), b"Content-Length:\r\n %d" % len(SMUGGLED),
                 b"Content-Length: 0x%x" % len(SMUGGLED), b"Content-Length: -%d" % len(SMUGGLED), b"Content-Length\x00: %d" % len(SMUGGLED), b"X: y\nContent-Length: %d" % len(SMUGGLED), b"Content_Length: %d" % len(SMUGGLED),
                 b"Content-Length: %d" % (2**64 + len(SMUGGLED)), b"Content-Length: %d\r\nConnection: Content-Length" % len(SMUGGLED), b"Content-Length: %d\r\nConnection: close, content-length" % len(SMUGGLED))],
    *[(f"A5: {method.decode()} with a body that is a request", asks(target, length(len(SMUGGLED)), method) + SMUGGLED)
      for method, target in ((b"HEAD", T), (b"OPTIONS", T), (b"DELETE", T), (b"PUT", T), (b"TRACE", T), (b"BREW", T), (b"OPTIONS", b"*"), (b"GET", TILE), (b"GET", b"/nothing"), (b"POST", b"/assets/"))],
    *[(f"A5: {method.decode()} with a body that begins one", asks(T, length(len(OPEN)), method) + OPEN + GET + b"\r\n") for method in (b"GET", b"HEAD", b"POST", b"OPTIONS")],
    ("A5: half a body, then another request", POST + length(500) + b"\r\n" + b"x" * 100 + SMUGGLED),
    ("A6: HTTP/1.0 that stays, with a body", b"POST " + T + b" HTTP/1.0\r\n" + HOST + b"Connection: keep-alive\r\n" + length(len(SMUGGLED)) + b"\r\n" + SMUGGLED),
    ("A6: HTTP/1.0 with chunks and a length", b"POST " + T + b" HTTP/1.0\r\n" + HOST + b"Connection: keep-alive\r\n" + length(5 + len(SMUGGLED)) + CHUNKED + b"\r\n" + END + SMUGGLED),
    ("A6: HTTP/1.0 without a length", b"POST " + T + b" HTTP/1.0\r\n" + HOST + b"Connection: keep-alive\r\n\r\n" + SMUGGLED),
]

CHUNKS = [
    chunked("whole", chunk(b"hello") + END),
    chunked("and a request after them", chunk(b"hello") + END + SMUGGLED),
    chunked("that hold a request", chunk(SMUGGLED) + END),
    chunked("of a GET", chunk(SMUGGLED) + END, GET),
    chunked("without an end", chunk(b"hello")),
    *[chunked(repr(size), size + b"hello\r\n" + END + SMUGGLED)
      for size in (b"5;x=y\r\n", b"5;x=\"\r\n\r\n\"\r\n", b"5;\r\n", b"5 ;x\r\n", b"5 \r\n", b" 5\r\n", b"05\r\n", b"0000000000000000000005\r\n", b"0x5\r\n", b"+5\r\n", b"-5\r\n", b"5\n", b"5\r", b"5;x\n", b"5\r\r\n", b"5_\r\n", b"G\r\n", b"\r\n",
                   b"10000000000000005\r\n", b"ffffffffffffffff\r\n", b"80000000\r\n", b"5;" + b"x" * 20000 + b"\r\n")],
    *[chunked(name, body) for name, body in (
        ("longer than they say", b"5\r\nhello world\r\n" + END + SMUGGLED), ("shorter than they say", b"ff\r\nhello\r\n" + END + SMUGGLED), ("without the line end", b"5\r\nhello" + END + SMUGGLED),
        ("with another line end", b"5\r\nhelloXX" + END + SMUGGLED), ("with a bare LF", b"5\r\nhello\n" + END + SMUGGLED), ("an end with bare LF", b"0\n\n" + SMUGGLED), ("an end with one line end", b"0\r\n" + SMUGGLED),
        ("an end with a part", b"0;x=y\r\n\r\n" + SMUGGLED), ("three zeros", b"000\r\n\r\n" + SMUGGLED), ("a trailer", b"0\r\nX: y\r\n\r\n" + SMUGGLED), ("a trailer of 64 KiB", b"0\r\nX: " + b"y" * 65536 + b"\r\n\r\n" + SMUGGLED),
        ("a trailer that is a length", b"0\r\nContent-Length: 99\r\n\r\n" + SMUGGLED), ("a trailer that is a coding", b"0\r\nTransfer-Encoding: chunked\r\n\r\n" + SMUGGLED), ("a trailer that is a Host", b"0\r\nHost: other.example\r\n\r\n" + SMUGGLED),
        ("a trailer without a colon", b"0\r\n" + SMUGGLED.replace(b"\r\n", b" ") + b"\r\n\r\n"), ("3,000 of one byte", chunk(b"x") * 3000 + END + SMUGGLED))],
]

FIELDS = [
    *[with_fields("A10", fields, rest=SMUGGLED)
      for fields in (b"X: a\r\n b", b"X: a\r\n\tGET / HTTP/1.1", b"X : a", b"X\x00: a", b"X: a\x00b", b"X: a\rb", b"X: a\nb: c", b"X: a\n\n" + SMUGGLED, b"X: a\r\r\n", b"X: a\n\r", b"X", b": a", b"\x00", b"X: a\r\n\x00")],
    *[with_fields("A10: of the hop", fields)
      for fields in (b"Connection: close, Host", b"Connection: Host", b"Connection: X-Forwarded-For", b"Connection: close, X-Forwarded-For, X-Forwarded-Host, Forwarded, Via", b"Connection: Accept-Encoding\r\nAccept-Encoding: gzip",
                     b"Connection: Cache-Control", b"Connection: keep-alive, If-None-Match\r\nIf-None-Match: *", b"Connection: Range\r\nRange: bytes=0-9", b"Connection: Cookie\r\nCookie: a=b", b"Connection: ,,,", b"Connection: close\r\nConnection: keep-alive",
                     b"Connection: \x01", b"Connection: " + b"x, " * 900, b"Proxy-Connection: close", b"Keep-Alive: timeout=9999, max=9999", b"TE: trailers, chunked", b"Trailer: Content-Length", b"Proxy-Authorization: Basic eA==",
                     b"X-Forwarded-For: 1.2.3.4", b"X-Forwarded-For: 1.2.3.4\r\nx-forwarded-for: 5.6.7.8", b"X-Forwarded-For: " + b"1.2.3.4, " * 300, b"X_Forwarded_For: 1.2.3.4", b"X-Forwarded-For: \x0b127.0.0.1", b"X-Forwarded-For:", b"Via: 1.1 x", b"Max-Forwards: 0")],
    *[with_fields("A17", fields, start, rest)
      for start in (GET, POST)
      for fields, rest in ((b"Expect: 100-continue", b""), (b"Expect: 100-continue\r\nContent-Length: %d" % len(SMUGGLED), SMUGGLED), (b"Expect: 100-continue\r\nTransfer-Encoding: chunked", chunk(SMUGGLED) + END), (b"Expect: 100-continue\r\nContent-Length: 5", b""),
                           (b"Expect: x", SMUGGLED), (b"Expect:\r\n 100-continue", b""), (b"Expect: 100-continue\r\nExpect: y\r\nContent-Length: 0", SMUGGLED))],
    *[with_fields("A10: another protocol", fields, rest=SMUGGLED)
      for fields in (b"Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nConnection: Upgrade, HTTP2-Settings", b"Upgrade: h2c\r\nConnection: Upgrade", b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==",
                     b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 777", b"Upgrade: TLS/1.0\r\nConnection: Upgrade")],
    *[(f"A13: a head of {n} bytes", GET + b"X: " + b"a" * n + b"\r\n\r\n" + SMUGGLED) for n in (3000, 7000, 7900, 8100, 16000, 33000, 70000)],
    *[(f"A13: {n} fields", GET + b"".join(b"X%d: a\r\n" % i for i in range(n)) + b"\r\n" + SMUGGLED) for n in (*range(48, 68), 90, 98, *range(99, 103), *range(110, 132), 300)],
    *[(f"A13: a target of {n} bytes", asks(b"/" + b"a" * n) + SMUGGLED) for n in (4000, 4079, 4080, 4100, 8100, 17000)],
]

LINES = [
    *[(f"A8: {t!r} for {host!r}", b"GET " + t + b" HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")
      for t, host in ((b"http://other.example" + T, b"yaad.example"), (b"http://yaad.example" + T, b"other.example"), (b"http://other.example" + T, b"other.example"), (b"https://other.example" + T, b"yaad.example"),
                      (b"http://yaad.example@other.example" + T, b"yaad.example"), (b"http://yaad.example:81" + T, b"yaad.example"), (b"http://yaad.example" + T, b"yaad.example:81"), (b"http://YAAD.example" + T, b"yaad.EXAMPLE"), (b"http://yaad.example." + T, b"yaad.example"),
                      (b"http://" + T, b"yaad.example"), (b"//other.example" + T, b"yaad.example"), (b"///other.example" + T, b"yaad.example"), (b"ftp://other.example" + T, b"yaad.example"), (b"urn:x:y", b"yaad.example"), (b"@other.example" + T, b"yaad.example"),
                      (T, b"other.example"), (T, b"yaad.example:81"), (T, b"yaad.example."), (T, b"YAAD.EXAMPLE"), (T, b"yaad.example other.example"), (T, b"yaad.example, other.example"), (T, b"other.example\r\nHost: yaad.example"), (T, b"yaad.example\r\nHost: other.example"),
                      (T, b"yaad.example\r\n Host: other.example"), (T, b"yaad.example\x00.other.example"), (T, b"other.example#yaad.example"), (T, b"yaad.example/x"), (T, b""), (T, b"127.0.0.1"), (T, b"localhost"), (T, b"[::1]"))],
    ("A11: HTTP/0.9 with LF", b"GET " + T + b"\n"),
    ("A11: HTTP/0.9 and another", b"GET " + T + b"\r\n" + SMUGGLED),
    ("A11: HTTP/0.9 with a version", b"GET " + T + b" HTTP/0.9\r\n" + HOST + b"\r\n" + SMUGGLED),
    *[(f"A11: {version.decode()} and another", b"GET " + T + b" " + version + b"\r\n" + HOST + b"Connection: keep-alive\r\n\r\n" + SMUGGLED) for version in (b"HTTP/1.0", b"HTTP/1.2", b"HTTP/1.9", b"HTTP/2.0", b"HTTP/1.01", b"HTTP/1", b"http/1.1", b"HTTP/1.1 ")],
    ("A11: the beginning of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00" + SMUGGLED),
    *[(f"A14: {m!r} and another", asks(T, method=m) + SMUGGLED) for m in (b"get", b"Get", b"BREW", b"PURGE", b"BAN", b"TRACE", b"CONNECT", b"G\x00T", b"GET,HEAD", b"HEAD", b"OPTIONS", b"POST", b"DELETE", b"PROPFIND", b"A" * 40)],
    ("A14: CONNECT to ourselves", b"CONNECT 127.0.0.1:80 HTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED),
    ("A16: OPTIONS * and another", asks(b"*", method=b"OPTIONS") + SMUGGLED),
    ("A16: OPTIONS with Max-Forwards", asks(T, b"Max-Forwards: 0\r\n", b"OPTIONS")),
    *[(f"L1: {path!r}", asks(path))
      for path in (b"/%2e%2e" + T, b"/.." + T, b"/." + T, b"/x/.." + T, b"/x/..;" + T, b"/x/..%2f" + T, b"/x/%2e%2e%2f" + T, b"/" + T, b"//" + T, T + b"/.", T + b"/..", T + b"%00", T + b"%00.css", T + b"%23", T + b"%3f", T + b"%20", T + b"#x", T + b"?", T + b"&", T + b"%26",
                   T + b"\\..\\x", b"\\" + T, T + b"%5c..%5c", T + b";x=y", T + b"%0d%0aX:%20y", T + b"%20HTTP/1.1%0d%0aHost:%20other.example%0d%0a%0d%0a", T + b"%0a", b"/%0d%0aGET%20/api/geocode%20HTTP/1.1", b"/%c3%a9", b"/\xe9", b"/%ff", b"/%", b"/%zz", b"/a\x00b", b"/a b",
                   b"/list/x.css", b"/list;x.css", b"/list%2fx.css", b"/list%3fx.css", b"/list%0ax.css", b"/assets/..%2flist", b"/assets/%2e%2e/list", b"/assets/../list", b"/LIST", b"/metrics", b"/readyz", b"/%6d%65%74%72%69%63%73")],
]

KEPT = [
    *[with_fields("A22", fields) for fields in (b"Range: bytes=0-9", b"Range: bytes=-1", b"Range: bytes=999999-", b"Range: bytes=0-0,2-2", b"Range: bytes=0-", b"Range: x", b"Range: bytes=0-9\r\nIf-Range: \"x\"")],
    *[with_fields("A23", fields) for fields in (b"If-None-Match: *", b"If-None-Match: \"x\"", b"If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT", b"If-Match: \"x\"", b"If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT")],
    *[with_fields("A21", b"Accept-Encoding: " + coding)
      for coding in (b"gzip", b"identity", b"*", b"*;q=0", b"gzip;q=0", b"identity;q=0", b"br", b"gzip, deflate, br", b"GZIP", b"x-gzip", b"gzip\r\nAccept-Encoding: br", b"", b"\xff", b"gzip;q=0.001", b"gzip" + b" " * 500 + b", x")],
    *[with_fields("A9", fields)
      for fields in (b"X-Forwarded-Host: other.example", b"X-Host: other.example", b"Forwarded: for=1.2.3.4;host=other.example;proto=http", b"X-Forwarded-Proto: http", b"X-Forwarded-Scheme: nothttps", b"X-Forwarded-Port: 81", b"X-Forwarded-Prefix: /x", b"X-Original-URL: /list",
                     b"X-Rewrite-URL: /list", b"X-HTTP-Method-Override: HEAD", b"X-HTTP-Method: DELETE", b"X-Method-Override: POST", b"Accept: text/html", b"Accept: x", b"Accept-Language: ur", b"Accept-Charset: utf-16", b"Authorization: Basic eA==", b"Cookie: lang=ur; session=x",
                     b"Origin: https://other.example", b"Cache-Control: no-store", b"Cache-Control: no-cache", b"Cache-Control: max-age=0", b"Cache-Control: only-if-cached", b"Pragma: no-cache", b"Pragma: akamai-x-get-true-cache-key", b"Surrogate-Capability: x=\"ESI/1.0\"", b"User-Agent: " + b"x" * 2000, b"Referer: \xff", b"Content-Type: x/y", b"Content-Encoding: gzip",
                     b"Age: 9999", b"ETag: \"x\"", b"Set-Cookie: a=b", b"Status: 500", b"Location: /list", b"X-Accel-Redirect: /list", b"X-Sendfile: /etc/hostname", b"X-Accel-Expires: 1000", b"Warning: 199 x")],
    ("A15: HEAD first", asks(T, method=b"HEAD")),
    ("A15: HEAD with gzip first", asks(T, b"Accept-Encoding: gzip\r\n", b"HEAD")),
    ("A15: HEAD with a range first", asks(T, b"Range: bytes=0-9\r\n", b"HEAD")),
    ("A5: a GET with a body that is a parameter", asks(T, length(7)) + b"limit=9"),
]

PIPELINES = [
    ("A18: twenty", (GET + b"\r\n") * 20),
    ("A18: HEAD and GET in turns", (asks(T, method=b"HEAD") + GET + b"\r\n") * 5),
    ("A18: answers without a body in turns", (asks(T, b"If-None-Match: *\r\n") + asks(b"/tiles/incidents/13/0/0.mvt") + asks(T, method=b"OPTIONS") + GET + b"\r\n") * 4),
    ("A18: refusals in turns", (asks(b"/nothing") + asks(T, method=b"POST") + asks(T, method=b"BREW") + GET + b"\r\n") * 4),
    ("A18: a body among them", (GET + b"\r\n") * 3 + asks(T, length(len(SMUGGLED))) + SMUGGLED + (GET + b"\r\n") * 3),
    ("A18: junk among them", (GET + b"\r\n") * 3 + b"\x00\x01\x02\r\n\r\n" + SMUGGLED),
    ("A18: the last one open", GET + b"\r\n" + OPEN),
    ("A18: one that closes among them", GET + b"\r\n" + GET + b"Connection: close\r\n\r\n" + SMUGGLED),
    ("A19: no end of the head", GET),
    ("A12: empty lines between", (GET + b"\r\n\r\n\r\n") * 3),
    ("A12: LF between", (GET + b"\r\n\n") * 3),
]

READ_IN_TWO_WAYS = TWO_LENGTHS + CHUNKS + FIELDS + LINES + KEPT + PIPELINES
