#!/usr/bin/env python3
"""Start and end: signals under load lose nothing, ports that are taken are said, a kill leaves nothing behind.

Reduced counts by default, those of the catalogue with YAAD_LONG=1. Ends with `N passed, N failed`.
"""

import collections
import multiprocessing
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time

from operated import run_cases
from served import DATA, YAAD, free_port
from under_attack import LONG, TILE, Running, running


def start(*options, ops="off", **kinds):
    port = free_port()
    process = subprocess.Popen([YAAD, "serve", "--data", str(DATA), "--listen", f"127.0.0.1:{port}", *(["--ops", str(ops)] if ops else []), *options],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **kinds)
    first = process.stdout.readline()
    assert first.startswith("Yaad at "), (first, process.stderr.read())
    process.stdout.readline()
    return process, Running(process, port, int(str(ops).rsplit(":", 1)[-1]) if ops not in ("off", None) else 0)


def ends(process, seconds=12):
    code = process.wait(timeout=seconds)
    process.stdout.close()
    process.stderr.close()
    return code


class Client(threading.Thread):
    """Asks over one connection without a pause, and notes whatever is not a whole answer."""

    def __init__(self, server, number):
        super().__init__()
        self.server, self.number, self.answered, self.lost, self.stop = server, number, 0, [], False

    def whole(self, s):
        """One whole answer; whether the connection stays. Nothing where the server said no word."""
        answer = b""
        while b"\r\n\r\n" not in answer:
            if not (chunk := s.recv(65536)):
                assert not answer, "cut within a head"
                return None
            answer += chunk
        head, body = answer.split(b"\r\n\r\n", 1)
        size = int(re.search(rb"Content-Length: (\d+)", head)[1])
        while len(body) < size:
            chunk = s.recv(65536)
            assert chunk, f"cut after {len(body)} of {size} bytes"
            body += chunk
        assert head.startswith(b"HTTP/1.1 200 "), head[:60]
        return b"\r\nConnection: close" not in head

    def run(self):
        paths = ("/healthz", TILE + "?datetime=2013", "/api/collections/incidents/items?limit=50", f"/list?q=a{self.number}")
        while not self.stop:
            try:
                s = self.server.connect(f"127.0.0.{2 + self.number}")
            except ConnectionRefusedError:
                return  # the server has gone, and says so
            except OSError as error:
                self.lost.append(f"connecting: {error}")
                return
            with s:
                try:
                    stays = True
                    while stays and not self.stop:
                        s.sendall(f"GET {paths[self.answered % 4]} HTTP/1.1\r\nHost: yaad.example\r\n\r\n".encode())
                        stays = self.whole(s)
                        if stays is None:
                            self.lost.append("closed without an answer")
                            return
                        self.answered += 1
                except (AssertionError, OSError) as error:
                    self.lost.append(f"after {self.answered} answers: {error!r}")
                    return


def nothing_is_lost_under_load(_):
    """N1: SIGTERM under load: every request that was sent is answered whole, new ones are refused by the system, exit 0."""
    answered = 0
    for _ in range(200 if LONG else 5):
        process, server = start("--threads", "2")
        clients = [Client(server, i) for i in range(12)]
        for client in clients:
            client.start()
        time.sleep(0.4)
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert ends(process) == 0
        took = time.monotonic() - began
        for client in clients:
            client.stop = True
            client.join()
        lost = [line for client in clients for line in client.lost]
        assert not lost, lost
        assert took < 10, took
        answered += sum(client.answered for client in clients)
    print(f"  {answered} answers, none lost")


def hurried(port, results):
    """Connects anew for each request until nobody is there, and counts how each ended."""
    ends = collections.Counter()
    while not ends["refused"]:
        with socket.socket() as s:
            s.settimeout(5)
            try:
                s.connect(("127.0.0.1", port))
                s.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                answer = b""
                while chunk := s.recv(4096):
                    answer += chunk
                ends["answered" if answer.endswith(b"ok\n") else repr(answer[:60])] += 1
            except ConnectionRefusedError:
                ends["refused"] += 1
            except OSError as error:
                ends[repr(error)] += 1
    results.put(ends)


def nobody_is_reset_at_the_door(_):
    """N1: who connects in the moment of the end is answered, or refused by the system, and never cut."""
    ended = collections.Counter()
    for _ in range(40 if LONG else 8):
        process, server = start("--threads", "2")
        results = multiprocessing.Queue()
        clients = [multiprocessing.Process(target=hurried, args=(server.port, results)) for _ in range(6)]
        for client in clients:
            client.start()
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        assert ends(process) == 0
        for _ in clients:
            ended.update(results.get(timeout=30))
        for client in clients:
            client.join()
    print(f"  {dict(ended)}")
    assert set(ended) == {"answered", "refused"}, ended


def readyz_says_so_first(_):
    """N1, N6: /readyz is 503 within 100 ms of SIGTERM; during --drain-delay all goes on; /healthz says that the loop lives."""
    ops = free_port()
    process, server = start("--drain-delay", "2", ops=f"127.0.0.1:{ops}")
    for path, text in (("/healthz", b"ok\n"), ("/readyz", b"ready\n")):
        began = time.perf_counter()
        status, head, body = server.ask(path, port=ops)
        assert (status, body) == (200, text) and time.perf_counter() - began < 0.1
        assert b"no-store" in head and b"Server:" not in head and b"Access-Control" not in head
    process.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    assert server.ask("/readyz", port=ops)[0] == 503
    time.sleep(1)
    assert server.ask(TILE)[0] == 200 and server.ask("/healthz", port=ops)[0] == 200
    assert ends(process) == 0
    try:
        server.connect()
        raise AssertionError("it still listens")
    except ConnectionRefusedError:
        pass


def slow_readers_do_not_hold_the_end(_):
    """N1: with readers that do not read, the end comes after ten seconds all the same, with 0."""
    process, server = start()
    held = [server.connect("127.0.0.9") for _ in range(5)]
    for s in held:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        s.sendall(b"GET /api/collections/incidents/items?limit=10000 HTTP/1.1\r\nHost: a\r\n\r\n" * 100)
    time.sleep(0.5)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert ends(process, 14) == 0
    assert time.monotonic() - began < 12


def a_second_signal_ends_at_once(_):
    """N2: a second signal does not wait, and the exit says that it was not in order."""
    for second in (signal.SIGTERM, signal.SIGINT):
        process, server = start("--drain-delay", "30")
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        began = time.monotonic()
        process.send_signal(second)
        assert ends(process) != 0 and time.monotonic() - began < 1


def a_kill_leaves_nothing_behind(_):
    """N3: after SIGKILL at any moment the next start is ready within two seconds and answers the same bytes."""
    port, bodies, slowest = free_port(), set(), 0
    for i in range(1000 if LONG else 12):
        began = time.monotonic()
        process = subprocess.Popen([YAAD, "serve", "--data", str(DATA), "--listen", f"127.0.0.1:{port}", "--ops", "off"], stdout=subprocess.PIPE, text=True)
        server = Running(process, port, 0)
        if i % 3 == 0:  # while it starts
            time.sleep(0.01 * (i % 7))
        else:
            assert process.stdout.readline().startswith("Yaad at ")
            slowest = max(slowest, time.monotonic() - began)
            bodies.add(server.ask("/api/collections/incidents/items")[2])
            client = Client(server, 1)
            client.start()
            time.sleep(0.01 * (i % 5))
        process.kill()
        process.wait()
        process.stdout.close()
    assert len(bodies) == 1
    assert slowest < (2 if LONG else 6), f"{slowest:.1f} s"
    print(f"  ready within {slowest:.2f} s after a kill")


def signals_that_are_no_end(_):
    """N5: a pipe that breaks and a child that ends are nothing to the server."""
    process, server = start()
    for other in (signal.SIGPIPE, signal.SIGCHLD):
        process.send_signal(other)
    with server.connect() as s:
        s.sendall(b"GET /api/collections/incidents/items HTTP/1.1\r\nHost: a\r\n\r\n" * 50)
    time.sleep(0.2)
    assert server.ask("/healthz")[0] == 200
    process.send_signal(signal.SIGTERM)
    assert ends(process) == 0


def taken_ports_are_said(_):
    """N4: a taken address is 69; of the operators' only one that was asked for, the default is a warning."""
    with running() as other:
        for options, word in ((("--listen", f"127.0.0.1:{other.port}", "--ops", "off"), "--listen"), (("--listen", "127.0.0.1:0", "--ops", f"127.0.0.1:{other.ops}"), "--ops")):
            ended = subprocess.run([YAAD, "serve", "--data", str(DATA), *options], capture_output=True, text=True, timeout=30)
            assert ended.returncode == 69 and word in ended.stderr and "address" in ended.stderr, ended
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 9464))
            taken.listen(1)
        except OSError:
            pass  # somebody has it already, which is as good
        process, server = start(ops=None)
        assert server.ask("/healthz")[0] == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=12) == 0
        said = process.stderr.read()
        assert "--ops" in said and "9464" in said, said
        process.stdout.close()
        process.stderr.close()


def rights_and_limits_are_said(_):
    """N4: without the right to a port the exit is 77; with few descriptors it says how many connections that grants."""
    if os.geteuid() != 0:
        ended = subprocess.run([YAAD, "serve", "--data", str(DATA), "--listen", "127.0.0.1:80", "--ops", "off"], capture_output=True, text=True, timeout=30)
        assert ended.returncode == 77, ended
    process, _ = start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)))
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=12) == 0
    assert "256 descriptors" in process.stderr.read()
    process.stdout.close()
    process.stderr.close()


def metrics_are_for_operators_only(_):
    """N7: /metrics is on the operators' listener alone, and its labels do not grow with what is asked."""
    with running() as server:
        assert server.ask("/metrics")[0] == 404 and server.ask("/readyz")[0] == 404
        for i in range(30):
            server.ask(f"/nothing/{i}?marked-{i}=1", address=f"127.0.0.{100 + i}")
        server.ask(TILE)
        status, head, body = server.ask("/metrics", port=server.ops)
        text = body.decode()
        assert status == 200 and b"version=0.0.4" in head
        assert 'yaad_requests_total{route="other",status="404"}' in text and 'yaad_answer_seconds_bucket{route="tiles",le="+Inf"} 1' in text, text
        assert not re.search(r"marked|nothing|127\.0\.0", text)
        for line in text.splitlines():
            assert re.fullmatch(r'# TYPE [a-z_]+ (counter|gauge|histogram)|[a-z_]+(\{[a-z]+="[^"]+"(,[a-z]+="[^"]+")?\})? [0-9.e+-]+', line), line


def a_stopped_loop_is_seen(_):
    """N8: a loop that was silent for more than a second is counted."""
    with running() as server:
        before = server.metric("yaad_loop_stalls_total")
        assert server.metric("yaad_loop_silence_seconds") < 1
        server.process.send_signal(signal.SIGSTOP)
        time.sleep(1.6)
        server.process.send_signal(signal.SIGCONT)
        time.sleep(0.6)
        assert server.metric("yaad_loop_stalls_total") > before and server.metric("yaad_loop_silence_seconds") < 1


def no_core_is_left(_):
    """N9: what was being asked is in no core dump."""
    with running() as server:
        with open(f"/proc/{server.process.pid}/limits", encoding="utf-8") as limits:
            # Not 0: to a program that collects cores Linux gives them then; to one byte it does not (hardened_build).
            assert re.search(r"Max core file size\s+1\s+1", limits.read())


def who_asks_for_what_stays_nowhere(_):
    """N7, B19, K10: with --log-requests a line says route, status, bytes and time, and never who, with what, or for what."""
    process, server = start("--log-requests", "--server-timing")
    with server.connect("127.0.0.123") as s:
        s.sendall(b"GET /list?q=marked-query HTTP/1.1\r\nHost: marked-host\r\nUser-Agent: marked-agent\r\nX-Forwarded-For: 6.6.6.6\r\nConnection: close\r\n\r\n")
        answer = b""
        while chunk := s.recv(65536):
            answer += chunk
    assert re.search(rb"\r\nServer-Timing: answer;dur=\d+\.\d{3}\r\n", answer)
    for _ in range(3):
        with server.connect() as s:
            s.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" * 200)
            time.sleep(0.1)
    time.sleep(1.1)
    server.ask("/healthz")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=12) == 0
    lines = process.stderr.read().splitlines()
    process.stdout.close()
    process.stderr.close()
    assert re.fullmatch(r"level=info event=request route=list status=200 bytes=\d+ ms=\d+\.\d{3}", lines[0]), lines[0]
    assert len(lines) < 350 and re.search(r" suppressed=\d{3}$", lines[-1]), (len(lines), lines[-1])
    assert not re.search(r"marked|127\.0\.0|6\.6\.6", "\n".join(lines))


CASES = [nothing_is_lost_under_load, nobody_is_reset_at_the_door, readyz_says_so_first, slow_readers_do_not_hold_the_end, a_second_signal_ends_at_once, a_kill_leaves_nothing_behind,
         signals_that_are_no_end, taken_ports_are_said, rights_and_limits_are_said, metrics_are_for_operators_only, a_stopped_loop_is_seen, no_core_is_left,
         who_asks_for_what_stays_nowhere]


if __name__ == "__main__":
    sys.exit(run_cases(CASES))
