#!/usr/bin/env python3
"""Yaad behind reverse proxies that keep their connections to it: what a client sends to one, no other client gets to feel.

Through each of proxies.py go the vectors of request_vectors.py and of smuggling_vectors.py. After every one another
client asks through the same proxy, over the same connection to Yaad, and gets its own answers. Between a proxy and
Yaad stands a tap: each request that the proxy means carries a mark that no client knows, and Yaad must have counted
as many requests as there were marks. Arguments choose proxies by the beginning of their names. Ends with `N passed, N failed`.
"""

import concurrent.futures
import contextlib
import gzip
import http.client
import re
import secrets
import signal
import socket
import sys
import threading

from operated import operated, wait_for
from proxies import KINDS, proxy, version
from request_vectors import VECTORS
from served import DATA
from smuggling_vectors import READ_IN_TWO_WAYS

HANG = 6
PATIENCE = 0.3  # how long a client waits for an answer before it ends its sending
QUIET = 0.03  # and for more of one
ALL = [vector[:2] for vector in VECTORS] + READ_IN_TWO_WAYS
MOST_SHOWN = 10


class Tap:
    """Passes bytes on between a proxy and Yaad, and keeps the heads that carry the mark."""

    def __init__(self, yaad_port):
        self.mark, self.yaad_port = secrets.token_hex(16), yaad_port
        self.heads, self.planted, self.unfinished, self.connections, self.lock = [], 0, 0, 0, threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):  # the listener is closed at the end
            while True:
                front, _ = self.listener.accept()
                self.connections += 1
                threading.Thread(target=self.between, args=(front,), daemon=True).start()

    def between(self, front):
        with front, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.yaad_port)) as back:
            for s in (front, back):
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            answers = threading.Thread(target=pump, args=(back, front), daemon=True)
            answers.start()
            rest = pump(front, back, self.note)
            # Go sends a long head in pieces, and no more of them once it is refused. Nothing that is planted is as long.
            self.unfinished += len(rest) >= 4096
            answers.join()

    def note(self, text):
        """The bytes after the last whole head."""
        *heads, rest = text.split(b"\r\n\r\n")
        with self.lock:
            # A head that carries it twice would be two requests for the proxy.
            meant = [head for head in heads for _ in range(head.count(self.mark.encode()))]
            self.heads += meant
            self.planted += sum(b"/api/geocode" in head.split(b"\r\n", 1)[0] for head in meant)
        return rest

    def asked(self):
        """How many requests the proxy meant, and how many of them were for what is planted."""
        with self.lock:
            return len(self.heads), self.planted


def pump(source, sink, note=lambda text: b""):
    text = b""
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            text = note(text + chunk)
            # Yaad may have refused the first bytes of a head already; the rest is read all the same, for its mark.
            with contextlib.suppress(OSError):
                sink.sendall(chunk)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
    return text


class Lane:
    """A proxy, the tap behind it and a Yaad of its own."""

    def __init__(self, kind, port, tap, server, known):
        self.kind, self.port, self.tap, self.server, self.known = kind, port, tap, server, known
        self.name = f"{kind.name} {version(kind)}"
        self.begun, self.tried, self.cut, self.honest, self.faults = self.counted(), 0, 0, 0, []

    def counted(self):
        """Requests that Yaad has answered or refused, and those among them for names."""
        text = self.server.ops.get("/metrics")[2].decode()
        rows = re.findall(r'^yaad_requests_total\{route="(\w+)",status="\d+"\} (\d+)$', text, re.M)
        return sum(int(n) for _, n in rows), sum(int(n) for route, n in rows if route == "geocode")

    def one(self, i, request):
        """A hostile client, then an honest one, then the accounts."""
        cached, fresh = self.known.cached[i], self.known.fresh
        # The first time a cache has nothing yet under the address, the second time it has.
        for _ in range(2 if self.kind.caches and i >= len(VECTORS) else 1):
            self.cut += not self.send(request.replace(b"/healthz", cached.encode()))
            self.ask(cached, fresh[i % len(fresh)], fresh[(i * 7 + 1) % len(fresh)])
        self.compare_counts()

    def send(self, request):
        """False for a vector that had no answer before its sender gave up: what came of it may be cut short."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=HANG) as s:
            answered = False
            try:
                with contextlib.suppress(BrokenPipeError):  # refused before all was sent
                    s.sendall(request)
                s.settimeout(PATIENCE)
                with contextlib.suppress(TimeoutError):
                    while s.recv(65536):
                        answered = True
                        s.settimeout(QUIET)
                    return True
                s.settimeout(HANG)
                s.shutdown(socket.SHUT_WR)
                while s.recv(65536):
                    pass
            except TimeoutError:
                raise AssertionError(f"a hang of {HANG} s") from None
            except OSError:
                return True  # a reset is an end, too
            return answered

    def ask(self, cached, *fresh):
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=HANG)
        try:
            for target in fresh:
                self.get(client, target)
            plain = self.get(client, cached)
            if self.kind.caches:
                self.get(client, cached, coding="gzip")
                self.get(client, cached, "HEAD")
                self.get(client, cached, tag=plain)
        except TimeoutError:
            raise AssertionError(f"an honest client waited for {HANG} s") from None
        finally:
            client.close()

    def get(self, client, target, method="GET", coding="identity", tag=None):
        """The tag of an answer that is the known one."""
        fields = {"Host": "yaad.example", "Accept-Encoding": coding, **({"If-None-Match": tag} if tag else {})}
        client.request(method, target, headers=fields)
        answer = client.getresponse()
        body = answer.read()
        said = f"{method} {target} ({coding}{', a tag' if tag else ''}) got {answer.status} {answer.getheaders()} {body[:200]!r}"
        self.honest += 1
        if tag:
            assert answer.status == 304 and not body, said
            return tag
        right, kind = self.known.bodies[target]
        coded = answer.getheader("Content-Encoding", "identity")
        assert coded in ("identity", coding), said
        body = gzip.decompress(body) if coded == "gzip" else body
        assert answer.status == 200 and body == (b"" if method == "HEAD" else right), said
        assert answer.getheader("Content-Type") == kind and answer.getheader("ETag"), said
        size = answer.getheader("Content-Length")
        assert method == "GET" or coded == "gzip" or size in (None, str(len(right))), said
        return answer.getheader("ETag")

    def compare_counts(self):
        """Yaad counts what the proxy meant, neither more nor, but for what a client cut short, less."""
        def difference():
            asked, counted = self.tap.asked(), self.counted()
            return [counted[i] - self.begun[i] - asked[i] for i in range(2)]

        def as_it_should_be():
            more, planted = difference()
            return -self.cut <= more <= self.tap.unfinished and planted <= 0
        with contextlib.suppress(AssertionError):
            wait_for(as_it_should_be, 2)
        assert as_it_should_be(), f"Yaad counts {difference()} requests, and of planted ones, more than the proxy sent"

    def run(self):
        for i, (name, request) in enumerate(ALL):
            self.tried += 1
            try:
                self.one(i, request)
            except Exception as error:  # noqa: BLE001 - whatever it is, it came of this vector
                self.faults.append(f"{name}: {error!r}")
                if len(self.faults) > MOST_SHOWN:
                    return
                with contextlib.suppress(OSError):
                    # The next vector begins with even accounts.
                    self.begun, self.cut = [counted - asked for counted, asked in zip(self.counted(), self.tap.asked())], 0


def no_request_is_answered_in_anothers_place(lane):
    """A3, A5: no front/back disagreement."""
    print(f"{lane.name}: {lane.tried} vectors, {len(lane.faults)} disagreements")
    assert not lane.faults, "\n  ".join(["", *lane.faults])


def connections_are_kept(lane):
    """Without that the test would show little."""
    asked = lane.tap.asked()[0]
    assert asked > 2 * lane.tried and lane.tap.connections < asked / 5, (asked, lane.tap.connections)


def every_request_says_whose_it_is(lane):
    """A24: also where a client names X-Forwarded-For as a field of the hop, the proxy's own entry arrives, as the last."""
    own = re.compile(rb"\r\nX-Forwarded-For:(?:[^\r\n]*,)? *127\.0\.0\.1 *(?:\r\n|$)", re.I)
    bare = [head for head in lane.tap.heads if not own.search(head)]
    assert not bare, (len(bare), bare[0])


def what_may_be_kept_is(lane):
    """A cache that keeps nothing could not be poisoned."""
    assert (lane.tap.asked()[0] < lane.honest) == lane.kind.caches, (lane.tap.asked()[0], lane.honest)


CLAIMS = [no_request_is_answered_in_anothers_place, connections_are_kept, every_request_says_whose_it_is, what_may_be_kept_is]


class Known:
    """What Yaad says where nothing stands before it: addresses that may be kept, one a vector, and some that may not."""

    def __init__(self, server):
        pages = [f"/api/collections/incidents/items?limit={1 + i // 150}&offset={i % 150}" for i in range(len(ALL))]
        self.cached = [f"{page}&v={server.version()}" for page in pages]
        self.fresh = pages[:60]
        self.bodies = {}
        for target in self.cached + self.fresh:
            status, fields, body = server.get(target, {"Host": "yaad.example"})
            assert status == 200, target
            self.bodies[target] = body, fields["Content-Type"]
        assert len({body for body, _ in self.bodies.values()}) == len(self.bodies), "two of them have one body"


def main():
    kinds = [kind for kind in KINDS if not sys.argv[1:] or kind.name.startswith(tuple(sys.argv[1:]))]
    passed = failed = 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    with contextlib.ExitStack() as stack:
        # The last to be waited for: where the proxies are gone its work ends soon.
        pool = stack.enter_context(concurrent.futures.ThreadPoolExecutor(len(kinds)))
        lanes, known = [], None
        for kind in kinds:
            server = stack.enter_context(operated(DATA, "--public-url", "https://yaad.example", "--hosts", "yaad.example,127.0.0.1",
                                                  "--trusted-proxies", "127.0.0.1", "--threads", "1"))
            known = known or Known(server)
            tap = Tap(int(server.base.rsplit(":", 1)[1]))
            stack.callback(tap.listener.close)
            lanes.append(Lane(kind, stack.enter_context(proxy(kind, tap.port, tap.mark)), tap, server, known))
        for run in [pool.submit(lane.run) for lane in lanes]:
            run.result()
        for lane in lanes:
            for claim in CLAIMS:
                try:
                    claim(lane)
                    passed += 1
                except AssertionError as error:
                    failed += 1
                    print("FAILED", lane.name, "-", claim.__name__.replace("_", " "), "-", error)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
