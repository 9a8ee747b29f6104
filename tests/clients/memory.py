#!/usr/bin/env python3
"""Memory that is refused or nearly used up: the server stands, says no wrong byte, and is as before once there is some.

Every nth allocation of a request fails in turn (a library that is preloaded): each 37th by default, every one with YAAD_LONG=1.
Ends with `N passed, N failed`.
"""

import http.client
import mmap
import os
import pathlib
import resource
import struct
import subprocess
import sys
import threading
import time

from operated import operated, run_cases, wait_for
from served import DATA

LONG = bool(os.environ.get("YAAD_LONG"))
STEP = 1 if LONG else 37
STEP_OF_PICTURES = 17 if LONG else 499  # each takes a tenth of a second
MOST = 20000  # allocations of one request; far above what any of these makes
HERE = pathlib.Path(__file__).resolve().parent
ITEMS = "/api/collections/incidents/items"
# What our own code answers, on both kinds of threads; each a little different every time, so that nothing is kept of it.
ASKED = ["/healthz", "/tiles/incidents/0/0/0.mvt?datetime=1999-01-01/{day}", "/tiles/spacetime/3/5/3.mvt?q=a&step=year", ITEMS + "?limit=50&datetime=1999-01-01/{day}",
         ITEMS + "?filter=killed%20%3E%203&datetime=1999-01-01/{day}", "/api/collections/incidents/histogram?q=quetta&datetime=1999-01-01/{day}", "/api/collections/areas/items?datetime=1999-01-01/{day}",
         "/list?q=hazara", "/", "/dataset.json", "/api/geocode?q=quetta", ITEMS + "?f=csv", ITEMS + "?f=geojsonl&q=hazara", "/nothing"]


def ask(server, path):
    """(status, body) of an answer that came whole; (0, b"") where none did."""
    connection = http.client.HTTPConnection("127.0.0.1", int(server.base.rsplit(":", 1)[1]), timeout=10)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"} if "limit" in path else {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


class Allocations:
    """The numbers that the preloaded library reads and writes."""

    def __init__(self, root):
        self.file = pathlib.Path(root) / "allocations"
        self.file.write_bytes(bytes(32))
        library = pathlib.Path(root) / "failing_malloc.so"
        subprocess.run(["c++", "-std=c++20", "-O1", "-shared", "-fPIC", "-fno-builtin", str(HERE / "failing_malloc.cpp"), "-o", str(library)], check=True)
        self.environment = {**os.environ, "LD_PRELOAD": str(library), "FAILING_MALLOC": str(self.file)}
        with self.file.open("r+b") as opened:
            self.numbers = mmap.mmap(opened.fileno(), 32)

    def fail(self, first, length):
        self.numbers[8:32] = struct.pack("<3q", length, 0, 0)
        self.numbers[:8] = struct.pack("<q", first)

    def stop(self):
        """How many were made meanwhile, and how many of them failed."""
        self.numbers[:8] = bytes(8)
        return struct.unpack("<2q", self.numbers[16:32])


def sweep(server, allocations, length, step, questions=ASKED):
    days, made, whole = 0, 0, 0
    for asked in questions:
        for nth in range(1, MOST, step):
            days += 1
            path = asked.format(day=f"{2001 + days // 336 % 24}-{1 + days // 28 % 12:02}-{1 + days % 28:02}")
            allocations.fail(nth, length)
            status, body = ask(server, path)
            failed = allocations.stop()[1]
            assert server.process.poll() is None, f"{path}: it ended where allocation {nth} fails: {server.log()[-2000:]}"
            right = wait_for(lambda: (again := ask(server, path))[0] not in (0, 429, 500, 503) and again, 5, f"{path}: no answer after allocation {nth}")
            assert status in (0, 429, 500, 503) or (status, body) == right, f"{path}: other bytes where allocation {nth} fails: {status}"
            made, whole = made + failed, whole + (status == right[0])
            if not failed:
                break
        else:
            raise AssertionError(f"{path} makes more than {MOST} allocations")
    print(f"  {made} allocations made to fail, {length} in a row; {whole} of {days} answers came whole all the same")


def B15_one_allocation_fails(root):
    allocations = Allocations(root)
    with operated(DATA, "--threads", "2", environment=allocations.environment) as server:
        sweep(server, allocations, 1, STEP)


def B15_all_fail_for_a_while(root):
    """Longer than the reserve and the patience of `new`: work breaks, connections end, the server stands."""
    allocations = Allocations(root)
    with operated(DATA, "--threads", "2", environment=allocations.environment) as server:
        sweep(server, allocations, 300, STEP * 5)


def B15_who_draws_gets_no_memory(root):
    """GLib ends its process then; that is not the server's."""
    allocations = Allocations(root)
    with operated(DATA, "--threads", "2", "--public-url", "https://yaad.example", environment=allocations.environment) as server:
        sweep(server, allocations, 1, STEP_OF_PICTURES, ["/preview.png?datetime=1999-01-01/{day}"])


def B16_a_limit_is_kept(_):
    """Above four fifths of the limit nothing is kept and no file is made; tiles and pages are answered."""
    with operated(DATA, "--memory-limit", "1") as server:
        wait_for(lambda: server.metric("yaad_memory_is_tight") == 1)
        status, headers, _ = server.get(ITEMS + "?f=csv")
        assert status == 503 and headers["Retry-After"], status
        for path in ("/tiles/incidents/5/21/13.mvt", "/list", ITEMS):
            assert server.get(path)[0] == 200, path
        wait_for(lambda: server.metric("yaad_cache_entries") == 0, 3, "answers are kept all the same")
        assert server.metric("yaad_resident_bytes") > 1 << 20
    with operated(DATA, "--memory-limit", "1000000") as server:
        assert server.get(ITEMS + "?f=csv")[0] == 200 and server.metric("yaad_memory_is_tight") == 0


def B15_B16_the_system_grants_no_more(_):
    """With no address space left beyond what it has, under load: whatever comes whole is right, and all is well afterwards."""
    with operated(DATA, "--threads", "2") as server:
        paths = [ITEMS + "?limit=10000", "/list?q=a", ITEMS + "?f=csv", "/tiles/incidents/4/10/6.mvt?q=e", "/"]
        right = {path: ask(server, path)[1] for path in paths}
        status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
        held = int(status.split("VmSize:")[1].split()[0]) << 10
        before = resource.prlimit(server.process.pid, resource.RLIMIT_AS)
        wrong, whole, deadline = [], [], time.monotonic() + (30 if LONG else 4)

        def client(number):
            while time.monotonic() < deadline:
                path = paths[number % len(paths)]
                answer, body = ask(server, path)
                if answer == 200:
                    (whole if body == right[path] else wrong).append(path)

        resource.prlimit(server.process.pid, resource.RLIMIT_AS, (held, before[1]))
        clients = [threading.Thread(target=client, args=(n,)) for n in range(40)]
        for one in clients:
            one.start()
        for one in clients:
            one.join()
        assert server.process.poll() is None, "it ended"
        resource.prlimit(server.process.pid, resource.RLIMIT_AS, before)
        assert not wrong, wrong[:3]
        for path in paths:
            wait_for(lambda: ask(server, path) == (200, right[path]), 10, f"{path} is not as before")
        print(f"  {len(whole)} answers came whole without more memory")


if __name__ == "__main__":
    sys.exit(run_cases([B15_one_allocation_fails, B15_who_draws_gets_no_memory, B15_all_fail_for_a_while, B16_a_limit_is_kept, B15_B16_the_system_grants_no_more]))
