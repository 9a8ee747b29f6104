#!/usr/bin/env python3
"""System calls that fail one by one, in the server and in its loader: no crash, no wrong byte, and the reason is said.

strace makes the nth call of a kind fail while a server starts, answers and loads again with a last good copy. It then
either does not start and says why, or serves one of the versions that there are. YAAD_LONG=1 fails each of the first
300 calls, or as many as there are of a kind; else a few of each. Ends with `N passed, N failed`.
"""

import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

from operated import Folders, answers, operated, run_cases, wait_for
from served import YAAD, Server, free_port

LONG = bool(os.environ.get("YAAD_LONG"))
TILE = "/tiles/incidents/0/0/0.mvt"
# The call, how it fails, and which of its calls in the short run.
FAULTS = [
    ("fsync", "EIO", (1, 2)), ("fsync", "ENOSPC", (1,)), ("rename", "EROFS", (1,)), ("mkdir", "EACCES", (1,)),
    ("flock", "ENOLCK", (1,)), ("getdents64", "EIO", (1, 3)), ("newfstatat", "EACCES", (80, 130)), ("fcntl", "EINVAL", (2,)),
    ("openat", "EMFILE", (3, 120, 125, 130)), ("read", "EIO", (120, 130)), ("pread64", "EIO", (40, 160)),
    ("write", "ENOSPC", (2, 5, 9)), ("mmap", "ENOMEM", (60, 250)),
    ("pipe2", "EMFILE", (1, 2)), ("clone", "EAGAIN", (1,)), ("clone3", "EAGAIN", (1, 3, 5)), ("execve", "ENOENT", (1,)),
    ("wait4", "EINTR", (1,)), ("seccomp", "EINVAL", (1,)), ("prctl", "EPERM", (1,)), ("prlimit64", "EPERM", (2, 4)),
    ("socket", "EMFILE", (1,)), ("bind", "EADDRINUSE", (1,)), ("listen", "EADDRINUSE", (2,)),
    ("epoll_create1", "EMFILE", (1, 2)), ("eventfd2", "EMFILE", (1,)), ("timerfd_create", "EMFILE", (1,)),
]
OF_PATH = {"execve": ["-P", "/proc/self/exe"]}  # the loader's only: the server's own would be strace's failure
FIRST = {"mmap": 2}  # the first is the dynamic linker's, before there is a program
KINDS_AT_ONCE = 4 if LONG else 2  # a life mostly waits
BEYOND_THE_LAST = 5  # calls in a row that nobody made: there are no more of the kind, give or take a thread's chance
ANOTHER = [("dataset.json", '"contact": "', '"contact": "another, ')]  # what makes `b` another version
SAID_AND_ENDED = {1, 66, 69, 71, 73, 77, 78, 127}  # 127: a library could not be loaded

ITS_WORD_FAILED = re.compile(r"write\(2, .*\(INJECTED\)")  # the write of the message was itself the one that failed


def life(root, fault, expected):
    """One life of a server with this fault: what went wrong with it, or nothing, and how many calls failed."""
    trace = pathlib.Path(root) / "trace"
    why = lived(root, fault, expected, trace)
    return why, trace.read_text(errors="replace").count("(INJECTED)")


def lived(root, fault, expected, trace):
    call, error, n = fault
    port, ops_port = free_port(), free_port()
    folders = Folders(root)
    folders.point_at("a")
    log = pathlib.Path(root) / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={n}",
             *OF_PATH.get(call, ()), YAAD, "serve", "--data", str(folders.current), "--listen", f"127.0.0.1:{port}", "--ops", f"127.0.0.1:{ops_port}",
             "--threads", "1", "--state", f"{root}/state"], stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    server, ops = Server(f"http://127.0.0.1:{port}"), Server(f"http://127.0.0.1:{ops_port}")
    server.ops = ops
    try:
        wait_for(lambda: process.poll() is not None or answers(server), 60, "it neither started nor ended")
        if process.poll() is not None:
            said = log.read_text() or ITS_WORD_FAILED.search(trace.read_text(errors="replace"))
            return None if process.returncode in SAID_AND_ENDED and said else f"ended with {process.returncode}: {said}"
        yaad = int(pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0])
        for name in ("b", "a"):
            folders.point_at(name)
            os.kill(yaad, signal.SIGHUP)
            for _ in range(15):
                status, headers, body = server.get(TILE)
                if status != 200 or expected.get(headers["X-Dataset-Version"]) != body:
                    return f"{status}, version {headers['X-Dataset-Version']}, {len(body)} bytes: {log.read_text()}"
                time.sleep(0.05)
        os.kill(yaad, signal.SIGTERM)
        try:
            process.wait(timeout=12)
        except subprocess.TimeoutExpired:
            # What failed was the write by which a signal handler tells the loop, or the read of that: the signal is
            # lost, and only that.
            if call not in ("read", "write"):
                raise
            os.kill(yaad, signal.SIGTERM)
            process.wait(timeout=12)
        return None if process.returncode == 0 else f"drained with {process.returncode}: {log.read_text()}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def sweep(root, kind, expected):
    """What went wrong with calls of this kind, how many lives there were, and how many calls failed in them."""
    call, error, short = kind
    folders = Folders(root)
    folders.root.mkdir()
    folders.copy("a")
    folders.copy("b", ANOTHER)
    wrong, lives, failed, quiet = [], 0, 0, 0
    for n in range(FIRST.get(call, 1), 301) if LONG else short:
        try:
            why, injected = life(root, (call, error, n), expected)
        except (AssertionError, OSError, subprocess.TimeoutExpired) as fault:
            why, injected = str(fault), 1
        lives, failed, quiet = lives + 1, failed + injected, 0 if injected else quiet + 1
        if why:
            wrong.append(f"{call} {error} {n}: {why[-600:]}")
        if quiet == BEYOND_THE_LAST:
            break
    return wrong, lives, failed


def M6_L4_a_call_that_fails_at_any_moment_is_no_crash_and_no_wrong_byte(root):
    """T11"""
    folders = Folders(root)
    folders.copy("a")
    folders.copy("b", ANOTHER)
    expected = {}
    for name in ("a", "b"):
        with operated(f"{root}/{name}") as server:
            expected[server.version()] = server.get(TILE)[2]
    assert len(expected) == 2
    with concurrent.futures.ThreadPoolExecutor(KINDS_AT_ONCE) as pool:
        swept = list(pool.map(lambda kind: sweep(f"{root}/of-{FAULTS.index(kind)}", kind, expected), FAULTS))
    wrong = [line for said, _, _ in swept for line in said]
    assert not wrong, "\n".join(wrong)
    for (call, error, _), (_, lives, failed) in zip(FAULTS, swept):
        assert failed, f"no {call} failed with {error}: nothing was tried"
    print(f"  {sum(failed for *_, failed in swept)} calls failed in {sum(lives for _, lives, _ in swept)} lives, no crash and no wrong byte")


def G19_a_kernel_without_a_filter_of_calls_is_said(root):
    folders = Folders(root)
    folders.copy("a")
    folders.copy("b")
    with operated(f"{root}/a") as server:
        expected = {server.version(): server.get(TILE)[2]}
    assert life(root, ("seccomp", "EINVAL", 1), expected)[0] is None
    assert "no filter of system calls" in (pathlib.Path(root) / "log").read_text()


if __name__ == "__main__":
    sys.exit(run_cases([M6_L4_a_call_that_fails_at_any_moment_is_no_crash_and_no_wrong_byte,
                        G19_a_kernel_without_a_filter_of_calls_is_said]))
