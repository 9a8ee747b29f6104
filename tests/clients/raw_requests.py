#!/usr/bin/env python3
"""Raw bytes on the port: each malformed or hostile request gets its one right answer, and the server still stands.

The vectors are in request_vectors.py; what needs more than one exchange is here. Ends with `N passed, N failed`.
"""

import concurrent.futures
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

from request_vectors import GET, HOST, VECTORS, asks
from served import DATA, YAAD, free_port, yaad

SECONDS = 7  # one more than the header deadline: an answer later than this is a hang


def read_answers(s, methods, quiet=0.15):
    """[(status, head, body, closes)] until the server closes or stays quiet after the answers that are due.

    Raises AssertionError for bytes that are no answer, so that a second answer or a stray body is never missed.
    """
    bytes_, answers, ended = b"", [], False
    while True:
        while b"\r\n\r\n" in bytes_:
            head, rest = bytes_.split(b"\r\n\r\n", 1)
            assert (start := re.match(rb"HTTP/1\.1 (\d{3}) [A-Z]", head)), f"no answer begins with {head[:60]!r}"
            status, method = int(start[1]), methods[min(len(answers), len(methods) - 1)]
            length = re.search(rb"\r\nContent-Length: (\d+)", head)
            assert bool(length) == (status not in (204, 304)), head
            size = int(length[1]) if length and method != b"HEAD" else 0
            if len(rest) < size and not ended:
                break
            assert len(rest) >= size, f"cut short: {len(rest)} of {size} bytes"
            answers.append((status, head, rest[:size], b"\r\nConnection: close" in head))
            bytes_ = rest[size:]
        if ended:
            assert not bytes_, f"stray bytes: {bytes_[:80]!r}"
            return answers, True
        kept = len(answers) >= len(methods) and not answers[-1][3]
        s.settimeout(quiet if kept else SECONDS)
        try:
            chunk = s.recv(65536)
            bytes_, ended = bytes_ + chunk, not chunk
        except ConnectionResetError:
            ended = True
        except TimeoutError:
            assert kept and not bytes_, f"a hang after {answers}"
            return answers, False


def talk(port, request, half_close=False, answers=1):
    """The answers to these bytes, and whether the server closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as s:
        try:
            s.sendall(request)
            if half_close:
                s.shutdown(socket.SHUT_WR)
        except (ConnectionResetError, BrokenPipeError):
            pass  # refused before all was sent; the answer is there all the same
        return read_answers(s, [request.lstrip(b"\r\n").split(b" ", 1)[0]] * answers)


def one_vector(port, vector):
    """What is wrong with the answer to a vector; nothing where it is right."""
    name, request, status, closes = vector
    try:
        answers, closed = talk(port, request)
        codes = [answer[0] for answer in answers]
        if codes != [status] or closed != closes:
            return f"{name} answers {codes} and {'closes' if closed else 'stays'}; right is {status} and {'closes' if closes else 'stays'}"
        head, body = answers[0][1:3]
        for planted in (b"smuggled", b"rebound.example", b"other.example", b"passwd"):
            if planted in head or planted in body:
                return f"{name}: {planted!r} of the request is in the answer"
    except (AssertionError, OSError) as error:
        return f"{name}: {error}"
    return None


# Answers that depend on fields; these come over a socket so that the whole way is walked.
FIELDS = [
    ("A21: gzip is sent", b"Accept-Encoding: gzip\r\n", lambda a: b"Content-Encoding: gzip" in a and b"Vary: Accept-Encoding" in a),
    ("A21: gzip;q=0 is not", b"Accept-Encoding: gzip;q=0\r\n", lambda a: b"Content-Encoding" not in a and b"Vary: Accept-Encoding" in a),
    ("A21: a list of 6 KB", b"Accept-Encoding: " + b"x;q=0.1," * 750 + b"gzip\r\n", lambda a: b"Content-Encoding: gzip" in a),
    ("A22: one range", b"Range: bytes=0-9\r\n", lambda a: b" 206 " in a[:20] and b"\r\nContent-Range: bytes 0-9/" in a and b"Content-Length: 10\r\n" in a),
    ("A22: the last bytes", b"Range: bytes=-4\r\n", lambda a: b" 206 " in a[:20] and b"Content-Length: 4\r\n" in a),
    ("A22: to the end and far past it", b"Range: bytes=0-18446744073709551615\r\n", lambda a: b" 206 " in a[:20]),
    ("A22: past the end", b"Range: bytes=99999999999-\r\n", lambda a: b" 416 " in a[:20] and b"\r\nContent-Range: bytes */" in a),
    ("A22: no bytes", b"Range: bytes=-0\r\n", lambda a: b" 416 " in a[:20]),
    ("A22: a thousand ranges", b"Range: bytes=" + b"0-1," * 900 + b"0-1\r\n", lambda a: b" 200 " in a[:20]),
    *[(f"A22: {r!r}", b"Range: " + r + b"\r\n", lambda a: b" 200 " in a[:20]) for r in (b"bytes=9-0", b"bytes=a-b", b"bytes=-", b"bytes", b"lines=0-9", b"bytes=0x0-9", b"")],
    ("A22: only if it is still that one", b"Range: bytes=0-9\r\nIf-Range: \"another\"\r\n", lambda a: b" 200 " in a[:20]),
    *[(f"A23: If-Modified-Since {d!r}", b"If-Modified-Since: " + d + b"\r\n", lambda a: b" 200 " in a[:20])
      for d in (b"Fri, 01 Jan 2100 00:00:00 GMT", b"yesterday", b"Thu, 01 Jan 1970 00:00:00 GMT", b"")],
    ("A23: an unquoted tag", b"If-None-Match: abc\r\n", lambda a: b" 200 " in a[:20]),
    *[(f"A21: Accept-Encoding {e!r}", b"Accept-Encoding: " + e + b"\r\n", lambda a: b"Content-Encoding" not in a and b"Vary: Accept-Encoding" in a)
      for e in (b"*;q=0", b"br", b"gzip;q=x", b"identity", b",,,", b"\xff", b"gzip;q=0.1, identity")],
    ("A23: any tag", b"If-None-Match: *\r\n", lambda a: a.startswith(b"HTTP/1.1 304 ") and a.endswith(b"\r\n\r\n") and b"ETag: " in a),
    ("A23: a list of junk", b"If-None-Match: " + b"W/,\"x\"," * 800 + b"\r\n", lambda a: b" 200 " in a[:20]),
    ("A24: who was there before is not asked", b"X-Forwarded-For: " + b"1.2.3.4, " * 200 + b"fe80::1%eth0\r\n", lambda a: b" 200 " in a[:20]),
]


def pipelined(port):
    """A19: what was asked before a half-close is answered, and then the connection closes."""
    answers, closed = talk(port, (GET + b"\r\n") * 20 + GET + b"Connection: close\r\n\r\n", half_close=True, answers=21)
    assert closed and [a[0] for a in answers] == [200] * 21, answers


def a_thousand_pipelined(port):
    """A18: in order, and the thousandth says that it is the last."""
    answers, closed = talk(port, (GET + b"\r\n") * 1100, answers=1000)
    assert closed and [a[0] for a in answers] == [200] * 1000, len(answers)
    assert [a[3] for a in answers] == [False] * 999 + [True]


def one_byte_at_a_time(port):
    """A20: segments of one byte make a request like any other."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as s:
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in b"\r\n" + GET + b"\r\n":
            s.sendall(bytes([byte]))
        assert b" 200 " in s.recv(65536)[:20]


def fields_decide(port):
    for name, field, right in FIELDS:
        answers, _ = talk(port, asks(b"/api/collections/incidents/items", field + b"Connection: close\r\n"))
        answer = answers[0][1] + b"\r\n\r\n" + answers[0][2]
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


def other_hosts_are_misdirected(_):
    """A9: with --hosts another Host is 421 on every route, and the connection stays for the right one."""
    with yaad(DATA, "--hosts", "yaad.example,127.0.0.1") as server:
        port = int(server.base.rsplit(":", 1)[1])
        for target in (b"/", b"/list", b"/tiles/incidents/0/0/0.mvt", b"/healthz", b"/nothing"):
            other = b"GET " + target + b" HTTP/1.1\r\nHost: rebound.example:8080\r\n\r\n"
            answers, closed = talk(port, other + GET + b"\r\n", answers=2)
            assert [a[0] for a in answers] == [421, 200] and not closed, (target, answers)
            assert b"rebound" not in answers[0][1] + answers[0][2] and b"no-store" in answers[0][1], answers[0]
        for host in (b"YAAD.example", b"yaad.example:8080", b"127.0.0.1:1"):
            assert talk(port, b"GET /healthz HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")[0][0][0] == 200, host
        absolute = b"GET http://rebound.example/healthz HTTP/1.0\r\n\r\n"
        assert talk(port, absolute)[0][0][0] == 421


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
            assert answer.startswith(b"HTTP/1.1 200 ") and b"\r\nConnection: close" in answer, answer
        assert process.wait(timeout=12) == 0


WHOLE = [pipelined, a_thousand_pipelined, one_byte_at_a_time, fields_decide, readers_that_leave_are_no_matter,
         one_address_holds_its_share, other_hosts_are_misdirected, a_taken_port_is_said, bad_data_is_said, a_drain_finishes_what_was_begun]


def main():
    passed = failed = 0
    with yaad(DATA) as server:
        port = int(server.base.rsplit(":", 1)[1])
        # Side by side, since most of the time is waiting for answers that must not come.
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            for fault in pool.map(lambda vector: one_vector(port, vector), VECTORS):
                passed += fault is None
                failed += fault is not None
                if fault:
                    print("FAILED", fault)
        assert server.get("/healthz")[0] == 200, "the server is gone"
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
