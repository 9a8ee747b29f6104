#!/usr/bin/env python3
"""The nth call of the system fails, for each n and each call that serving makes: the server stands and says no wrong byte.

strace attaches to a running server and makes one call fail; meanwhile requests may fail too, but a whole answer is the
right one, and afterwards all is well. Each kind has a server of its own. Two n by default, 100 with YAAD_LONG=1, or as
many as the first argument says. Then the same while libraries write a file or draw a picture: there each n has a server
of its own; a few n by default, with YAAD_LONG=1 up to 300 or as many as there are. Ends with `N passed, N failed`.
"""

import concurrent.futures
import http.client
import subprocess
import sys
import tempfile
import time

from operated import wait_for
from under_attack import LONG, running

KINDS_AT_ONCE = 4 if LONG else 2  # a step mostly waits for strace
STEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 100 if LONG else 2
# Calls while serving, and how each can fail. (futex is not among them: waking never fails, and the C library ends a
# program to which that happens.)
CALLS = {
    "accept": ("EMFILE", "ENFILE", "ENOBUFS", "ENOMEM", "ECONNABORTED", "EINTR", "EPERM"),
    "recvfrom": ("ECONNRESET", "EINTR", "ENOMEM", "EIO"),
    "sendmsg": ("EPIPE", "ECONNRESET", "ENOBUFS", "EINTR", "EIO"),
    "epoll_ctl": ("ENOMEM", "ENOSPC"),
    "epoll_wait": ("EINTR",),
    "getpeername": ("ENOTCONN", "ENOBUFS"),
    "setsockopt": ("ENOMEM", "EINVAL"),
    "ioctl": ("EINVAL",),
    "close": ("EIO", "EINTR"),
    "mmap": ("ENOMEM",),
    "timerfd_settime": ("EINVAL",),
}
ALWAYS_MADE = ("accept", "recvfrom", "sendmsg", "epoll_ctl", "close")  # by any request: a sweep that meets none is none
ITEMS = "/api/collections/incidents/items?limit=200"
FILE, PICTURE = "/api/collections/incidents/items?f=", "/preview.png?datetime=2011-01-01/2012-05-03"
# While a file is written or a picture drawn: what is asked, the call, how it fails, and which of them in the short run.
# Those are found by the long one: a spreadsheet that was broken inside, a crash of GDAL's, letters that were boxes.
UNDER_WAY = [
    (FILE + "xlsx", "write", "ENOSPC", (3, 4)), (FILE + "xlsx", "lseek", "EINVAL", (5,)), (FILE + "ods", "newfstatat", "EACCES", (47, 54)), (FILE + "shp", "openat", "EMFILE", (13,)),
    (PICTURE, "openat", "EMFILE", (12, 16)), (PICTURE, "clone3", "EAGAIN", (1, 2)), (FILE + "gpkg", "pwrite64", "ENOSPC", (9,)),
]
if LONG:
    FAILING = {"write": "ENOSPC", "pwrite64": "ENOSPC", "read": "EIO", "pread64": "EIO", "lseek": "EINVAL", "openat": "EMFILE",
               "newfstatat": "EACCES", "fcntl": "EACCES", "unlink": "EACCES", "mkdir": "ENOSPC", "rename": "EIO", "mmap": "ENOMEM",
               "mprotect": "ENOMEM", "ftruncate": "EIO", "memfd_create": "EMFILE", "clone": "EAGAIN", "clone3": "EAGAIN",
               "socketpair": "EMFILE", "execve": "ENOENT", "close": "EIO"}
    UNDER_WAY = [(asked, call, error, range(1, 301)) for call, error in FAILING.items()
                 for asked in (*(FILE + kind for kind in ("xlsx", "ods", "fgb", "shp", "gpkg", "kml")), PICTURE)]
ELSEWHERE = ("--threads", "2", "--public-url", "https://yaad.example")  # which a picture names
BEYOND_THE_LAST = 5  # n in a row that no thread came to: there are no more of the kind


def ask(port, path, timeout=8):
    """The body of a whole answer with 200; nothing for anything less."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        return body if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def inject(server, call, error, nth, trace):
    """Attaches strace so that this call fails once; gives it back attached."""
    strace = subprocess.Popen(["strace", "-f", "-p", str(server.process.pid), "-o", trace, "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={nth}"],
                              stderr=subprocess.PIPE, text=True)
    said = strace.stderr.readline()
    assert "attached" in said, f"strace: {said}"
    return strace


def step(server, right, call, error, nth, trace):
    """How many calls failed, and how many answers came whole."""
    cold = f"/tiles/incidents/0/0/0.geojson?datetime=1998-01-01/{2000 + nth // 28 % 25}-{1 + nth // 28 % 12:02}-{1 + nth % 28:02}"
    strace = inject(server, call, error, nth, trace)
    try:
        for _ in range(2 * nth + 6):  # so that there are as many calls of one of the two threads
            ask(server.port, "/healthz", timeout=2)
        answers = [(path, ask(server.port, path)) for path in (ITEMS, cold, "/healthz")]
    finally:
        strace.terminate()
        strace.communicate(timeout=10)
    assert server.process.poll() is None, f"the server ended with {server.process.returncode}"
    end = time.monotonic() + 5
    while ask(server.port, "/healthz") != b"ok\n":
        assert time.monotonic() < end, "it answers no more"
        time.sleep(0.05)
    for path, body in answers:
        wanted = right if path == ITEMS else ask(server.port, path)
        assert body is None or body == wanted, f"other bytes for {path}"
    with open(trace, encoding="utf-8", errors="replace") as lines:
        failed = sum("(INJECTED)" in line for line in lines)
    return failed, sum(body is not None for _, body in answers)


def sweep(kind):
    """What went wrong with each n of this kind, in words, how many calls failed, and how many answers came whole."""
    call, error = kind
    wrong, injected, whole = [], 0, 0
    with running("--threads", "2") as server, tempfile.TemporaryDirectory() as folder:
        right = ask(server.port, ITEMS)
        assert right and ask(server.port, "/healthz") == b"ok\n"
        for nth in range(1, STEPS + 1):
            try:
                failed, answered = step(server, right, call, error, nth, f"{folder}/trace")
                injected, whole = injected + failed, whole + answered
            except (AssertionError, OSError) as fault:
                wrong.append(f"T11: {call} number {nth} fails with {error} - {fault}")
                if server.process.poll() is not None:
                    break
    return wrong, injected, whole


def whole_of(asked):
    with running(*ELSEWHERE) as server:
        return ask(server.port, asked)


def under_way(kind, right):
    """As sweep(), of one file or picture; and how many n were tried."""
    asked, call, error, numbers = kind
    wrong, injected, whole, tried, quiet = [], 0, 0, 0, 0
    for nth in numbers:
        tried += 1
        what = f"T11: {asked}: {call} number {nth} fails with {error} -"
        try:
            with running(*ELSEWHERE) as server, tempfile.TemporaryDirectory() as folder:
                assert ask(server.port, "/healthz"), "it does not answer yet"
                strace = inject(server, call, error, nth, f"{folder}/trace")
                try:
                    body = ask(server.port, asked, timeout=30)
                finally:
                    strace.terminate()
                    strace.communicate(timeout=10)
                assert server.process.poll() is None, f"the server ended with {server.process.returncode}"
                assert body in (None, right), "other bytes"
                assert wait_for(lambda: ask(server.port, asked), 10, "no answer afterwards") == right, "other bytes afterwards"
                with open(f"{folder}/trace", encoding="utf-8", errors="replace") as lines:
                    failed = sum("(INJECTED)" in line for line in lines)
        except (AssertionError, OSError) as fault:
            wrong.append(f"{what} {fault}")
            continue
        injected, whole, quiet = injected + failed, whole + (body is not None), 0 if failed else quiet + 1
        if quiet == BEYOND_THE_LAST:
            break
    return wrong, injected, whole, tried


def sweep_under_way(pool):
    rights = {asked: whole_of(asked) for asked in {asked for asked, *_ in UNDER_WAY}}
    assert all(rights.values())
    swept = list(pool.map(lambda kind: under_way(kind, rights[kind[0]]), UNDER_WAY))
    wrong = [line for lines, *_ in swept for line in lines]
    if not LONG:  # that knows none of them to be made
        wrong += [f"T11: {kind[0]}: no {kind[1]} failed: nothing was tried" for kind, (_, injected, *_) in zip(UNDER_WAY, swept) if not injected]
    tried = sum(tried for *_, tried in swept)
    print(f"  {sum(injected for _, injected, *_ in swept)} calls made to fail under {tried} files and pictures; "
          f"{sum(whole for _, _, whole, _ in swept)} came whole all the same")
    return wrong, tried


def main():
    began = time.monotonic()
    kinds = [(call, error) for call, errors in CALLS.items() for error in errors]
    with concurrent.futures.ThreadPoolExecutor(KINDS_AT_ONCE) as pool:
        swept = list(pool.map(sweep, kinds))
        wrong, tried = sweep_under_way(pool)
    wrong += [line for lines, _, _ in swept for line in lines]
    for (call, error), (_, injected, _) in zip(kinds, swept):
        if not injected and (LONG or call in ALWAYS_MADE):
            wrong.append(f"T11: no {call} failed with {error}: nothing was tried")
    for line in wrong:
        print("FAILED", line)
    steps = len(kinds) * STEPS
    print(f"  {sum(injected for _, injected, _ in swept)} calls made to fail in {steps} steps of serving; "
          f"{sum(whole for *_, whole in swept)} of {3 * steps} answers came whole all the same; {time.monotonic() - began:.0f} s in all")
    print(f"{steps + tried - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
