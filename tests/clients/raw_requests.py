#!/usr/bin/env python3
"""Raw bytes on the port: each malformed or hostile request gets its one right answer, and the server still stands.

The cases are groups A and L, and some of B and N, of the catalogue of attacks; the id stands before each. Ends with `N passed, N failed`.
"""

import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

from served import DATA, YAAD, free_port, yaad

HOST = b"Host: yaad.example\r\n"
GET = b"GET /healthz HTTP/1.1\r\n" + HOST
SECONDS = 7  # one more than the header deadline: an answer later than this is a hang


def talk(port, request, half_close=False):
    """What comes back, until the server closes or goes quiet."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as s:
        try:
            s.sendall(request)
            if half_close:
                s.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := s.recv(65536):
                answer += chunk
                if not half_close and not closes(answer):
                    s.settimeout(0.3)  # kept alive: take what is there
        except (ConnectionResetError, BrokenPipeError):
            pass
        except TimeoutError:
            pass
        return answer


def closes(answer):
    return b"connection: close" in answer.split(b"\r\n\r\n", 1)[0].lower()


def statuses(answer):
    return [int(code) for code in re.findall(rb"(?:^|\n|\})HTTP/1\.[01] (\d{3})", answer)]


def trailer(size):
    return (b"GET / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + b"a" * size + b"\r\n\r\n")


# id, request, statuses allowed, whether the connection must be closed
CASES = [
    ("A1: a 64 KiB trailer", trailer(65536), {400, 413, 501}, True),
    ("A1: a 900 KiB trailer", trailer(900 * 1024), {400, 413, 501}, True),
    *[(f"A2: Transfer-Encoding {te!r}", GET + b"Transfer-Encoding: " + te + b"\r\n\r\n", {400, 413, 501}, True)
      for te in (b"gzip", b"identity", b"xchunked", b"chunked, gzip", b"", b"chunked;q=1", b",chunked", b"\x0bchunked", b"chunked\x0c")],
    ("A3: Content-Length and Transfer-Encoding", GET + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}, True),
    ("A3: Transfer-Encoding and Content-Length", GET + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", {400}, True),
    ("A3: Transfer-Encoding twice", GET + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}, True),
    *[(f"A4: Content-Length {cl!r}", GET + b"Content-Length: " + cl + b"\r\n\r\nhello", {400}, True)
      for cl in (b"+5", b"-5", b"0x5", b"5,6", b"1_0", b"", b"12345678901234567890", b"18446744073709551621")],
    ("A4: two different lengths", GET + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", {400}, True),
    ("A5: a body on a read route", GET + b"Content-Length: 44\r\n\r\nGET /metrics HTTP/1.1\r\nHost: smuggled\r\n\r\n....", {413}, True),
    ("A5: a chunked body on a read route", GET + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", {400, 413}, True),
    ("A6: HTTP/1.0 with chunks", b"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}, True),
    ("A7: no Host", b"GET / HTTP/1.1\r\n\r\n", {400}, True),
    ("A7: two Hosts", b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n", {400}, True),
    *[(f"A7: Host {h!r}", b"GET / HTTP/1.1\r\nHost: " + h + b"\r\n\r\n", {400}, True) for h in (b"", b"u@x", b"x/y", b"x, y", b"x%0d%0ay")],
    ("A8: an absolute target", b"GET http://yaad.example/healthz HTTP/1.1\r\n" + HOST + b"\r\n", {200}, False),
    ("A10: bare LF", b"GET /healthz HTTP/1.1\nHost: yaad.example\n\n", {400}, True),
    ("A10: bare CR in a value", GET + b"X: a\rb\r\n\r\n", {400}, True),
    ("A10: a space before the colon", GET + b"X : a\r\n\r\n", {400}, True),
    ("A10: no colon", GET + b"Xa\r\n\r\n", {400}, True),
    ("A10: an empty name", GET + b": a\r\n\r\n", {400}, True),
    ("A10: an 8-bit name", GET + b"X\xe9: a\r\n\r\n", {400}, True),
    ("A10: NUL in a value", GET + b"X: a\x00b\r\n\r\n", {400}, True),
    ("A10: a control character in a value", GET + b"X: a\x01b\r\n\r\n", {400}, True),
    ("A10: a folded line", GET + b"X: a\r\n b\r\n\r\n", {400, 200}, False),
    ("A11: two spaces", b"GET  /healthz HTTP/1.1\r\n" + HOST + b"\r\n", {400}, True),
    ("A11: a tab", b"GET\t/healthz HTTP/1.1\r\n" + HOST + b"\r\n", {400}, True),
    ("A11: HTTP/1.1x", b"GET /healthz HTTP/1.1x\r\n" + HOST + b"\r\n", {400, 505}, True),
    ("A11: http/1.1", b"GET /healthz http/1.1\r\n" + HOST + b"\r\n", {400}, True),
    ("A11: HTTP/0.9", b"GET /healthz\r\n\r\n", {400}, True),
    ("A11: HTTP/2.0", b"GET /healthz HTTP/2.0\r\n" + HOST + b"\r\n", {400, 505}, True),
    ("A11: the HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 505}, True),
    ("A12: leading empty lines", b"\r\n\r\n" + GET + b"\r\n", {200}, False),
    ("A13: a request line of 5 KiB", b"GET /" + b"a" * 5120 + b" HTTP/1.1\r\n" + HOST + b"\r\n", {414}, True),
    ("A13: a header of 9 KiB", GET + b"X: " + b"a" * 9216 + b"\r\n\r\n", {431}, True),
    ("A13: 65 fields", GET + b"".join(b"X%d: a\r\n" % i for i in range(65)) + b"\r\n", {431}, True),
    ("A14: an unknown method", b"BREW /healthz HTTP/1.1\r\n" + HOST + b"\r\n", {501}, False),
    ("A14: TRACE", b"TRACE /healthz HTTP/1.1\r\n" + HOST + b"\r\n", {405}, False),
    ("A14: CONNECT", b"CONNECT yaad.example:443 HTTP/1.1\r\n" + HOST + b"\r\n", {405, 400}, False),
    ("A8: an absolute target of another host", b"GET http://other.example/healthz HTTP/1.1\r\n" + HOST + b"\r\n", {400, 421}, True),
    ("A14: POST with a body", b"POST /list HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello", {405}, True),
    ("A14: POST where there is nothing", b"POST /nothing HTTP/1.1\r\n" + HOST + b"\r\n", {404}, False),
    ("A14: POST", b"POST /healthz HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n\r\n", {405}, False),
    ("A14: get in lower case", b"get /healthz HTTP/1.1\r\n" + HOST + b"\r\n", {501, 400}, False),
    ("A15: HEAD", b"HEAD /healthz HTTP/1.1\r\n" + HOST + b"\r\n", {200}, False),
    ("A16: OPTIONS", b"OPTIONS /tiles/incidents/0/0/0.mvt HTTP/1.1\r\n" + HOST + b"Origin: null\r\nAccess-Control-Request-Method: GET\r\n\r\n", {204}, False),
    ("A16: OPTIONS *", b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", {204}, False),
    ("A17: Expect: 100-continue", GET + b"Expect: 100-continue\r\n\r\n", {417}, True),
    ("A17: an unknown Expect", GET + b"Expect: the-best\r\n\r\n", {417}, True),
    ("A25: a TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200 + b"\r\n\r\n", {400}, True),
    *[(f"L1: {path!r}", b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"\r\n", {400, 404}, False)
      for path in (b"/../etc/passwd", b"/%2e%2e%2f%2e%2e%2fetc/passwd", b"/assets/..%5c..%5cx", b"/assets/%252e%252e/x", b"/assets/./x",
                   b"//etc/passwd", b"/assets/..;/x", b"/assets/.git/config", b"/assets/")],
]


# Answers that depend on fields; these come over a socket so that the whole way is walked.
FIELDS = [
    ("A21: gzip is sent", b"Accept-Encoding: gzip\r\n", lambda a: b"Content-Encoding: gzip" in a and b"Vary: Accept-Encoding" in a),
    ("A21: gzip;q=0 is not", b"Accept-Encoding: gzip;q=0\r\n", lambda a: b"Content-Encoding" not in a and b"Vary: Accept-Encoding" in a),
    ("A21: a list of 6 KB", b"Accept-Encoding: " + b"x;q=0.1," * 750 + b"gzip\r\n", lambda a: b"Content-Encoding: gzip" in a),
    ("A22: a range is not needed", b"Range: bytes=" + b"0-1," * 900 + b"0-1\r\n", lambda a: b" 200 " in a[:20]),
    ("A23: any tag", b"If-None-Match: *\r\n", lambda a: a.startswith(b"HTTP/1.1 304 ") and a.endswith(b"\r\n\r\n") and b"ETag: " in a),
    ("A23: a list of junk", b"If-None-Match: " + b"W/,\"x\"," * 800 + b"\r\n", lambda a: b" 200 " in a[:20]),
    ("A24: who was there before is not asked", b"X-Forwarded-For: " + b"1.2.3.4, " * 200 + b"fe80::1%eth0\r\n", lambda a: b" 200 " in a[:20]),
]


def pipelined(port):
    answer = talk(port, (GET + b"\r\n") * 20 + GET + b"Connection: close\r\n\r\n", half_close=True)
    assert statuses(answer) == [200] * 21, statuses(answer)


def a_thousand_pipelined(port):
    answer = talk(port, (GET + b"\r\n") * 1000, half_close=True)
    assert statuses(answer) == [200] * 1000, len(statuses(answer))


def one_byte_at_a_time(port):
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as s:
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in b"\r\n" + GET + b"\r\n":
            s.sendall(bytes([byte]))
        assert b" 200 " in s.recv(65536)[:20]


def fields_decide(port):
    for name, field, right in FIELDS:
        answer = talk(port, b"GET /api/collections/incidents/items HTTP/1.1\r\n" + HOST + field + b"Connection: close\r\n\r\n")
        assert right(answer), (name, answer[:400])


def readers_that_leave_are_no_matter(port):
    """A26: the client resets in the middle of an answer, a hundred times."""
    for _ in range(100):
        with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            s.sendall(b"GET /api/collections/incidents/items?limit=10000 HTTP/1.1\r\n" + HOST + b"\r\n")


def one_address_holds_its_share(port):
    """B2: the 65th connection of one address is closed, and the others are served."""
    held = [socket.create_connection(("127.0.0.1", port), timeout=SECONDS) for _ in range(80)]
    try:
        time.sleep(0.3)
        answered = 0
        for s in held:
            try:
                s.sendall(GET + b"\r\n")
                answered += s.recv(4096).startswith(b"HTTP/1.1 200")
            except OSError:
                pass
        assert 1 <= answered <= 64, answered
    finally:
        for s in held:
            s.close()
        time.sleep(0.5)


def start(*options, data=DATA):
    return subprocess.Popen([YAAD, "serve", "--data", str(data), "--ops", "off", *options], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def a_taken_port_is_said(port):
    """N4: exit 69 and one line that says what to do."""
    process = start("--listen", f"127.0.0.1:{port}")
    _, said = process.communicate(timeout=30)
    assert process.returncode == 69 and "--listen" in said and str(port) in said, (process.returncode, said)


def bad_data_is_said(_):
    """A folder that cannot be served ends with 1 and the findings; one that is not there with 66."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "data"
        shutil.copytree(DATA, copy)
        table = copy / "incidents.csv"
        table.write_text(table.read_text(encoding="utf-8").replace(",bombing,", ",bonbing,").replace(",shooting,", ",shoting,"), encoding="utf-8")
        process = start("--listen", "127.0.0.1:0", data=copy)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 1 and "incidents.csv:" in said and "bonbing" in said, (process.returncode, said)
        process = start("--listen", "127.0.0.1:0", data=copy / "nothing")
        _, said = process.communicate(timeout=30)
        assert process.returncode == 66, (process.returncode, said)


def a_drain_finishes_what_was_begun(_):
    """N1, N2: SIGTERM answers what is half asked, then ends with 0; a second one ends at once."""
    for signals in (1, 2):
        port = free_port()
        process = start("--listen", f"127.0.0.1:{port}")
        assert process.stdout.readline().startswith("Yaad at ")
        with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as s, \
                socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as idle:
            idle.sendall(GET + b"\r\n")
            idle.recv(65536)
            s.sendall(GET)
            time.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            if signals == 2:
                process.send_signal(signal.SIGTERM)
                assert process.wait(timeout=3) != 0
                continue
            assert idle.recv(10) == b"", "the idle connection stayed"
            s.sendall(b"\r\n")
            answer = s.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200 ") and closes(answer), answer
        assert process.wait(timeout=12) == 0


WHOLE = [pipelined, a_thousand_pipelined, one_byte_at_a_time, fields_decide, readers_that_leave_are_no_matter,
         one_address_holds_its_share, a_taken_port_is_said, bad_data_is_said, a_drain_finishes_what_was_begun]


def main():
    passed = failed = 0
    with yaad(DATA) as server:
        port = int(server.base.rsplit(":", 1)[1])
        for name, request, allowed, must_close in CASES:
            answer = talk(port, request)
            codes = statuses(answer)
            # A request that closes the connection may be cut off before its answer is read only by a reset; one answer at most.
            right = len(codes) == 1 and codes[0] in allowed and (closes(answer) or not must_close)
            stands = server.get("/healthz")[0] == 200
            if right and stands:
                passed += 1
            else:
                failed += 1
                print("FAILED", name, "answers", codes, "expected one of", sorted(allowed), "closes" if closes(answer) else "stays open",
                      "" if stands else "and the server is gone")
        for case in WHOLE:
            try:
                case(port)
                assert server.get("/healthz")[0] == 200, "the server is gone"
                passed += 1
            except (AssertionError, OSError) as error:
                failed += 1
                print("FAILED", case.__name__.replace("_", " "), "-", error)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
