#!/usr/bin/env python3
"""System calls that fail one by one, in the server and in its loader: no crash, no wrong byte, and the reason is said.

strace makes the nth call of a kind fail while a server starts, answers and loads again with a last good copy. It then
either does not start and says why, or serves one of the versions that there are. YAAD_LONG=1 fails each of the first
300 calls; else a few of each kind. Ends with `N passed, N failed`.
"""

import os
import pathlib
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
    ("fsync", "EIO", (1, 2)), ("fsync", "ENOSPC", (1,)), ("rename", "EROFS", (1,)), ("ftruncate", "EIO", (1,)),
    ("pipe2", "EMFILE", (1, 2)), ("flock", "ENOLCK", (1,)), ("mkdir", "EACCES", (1,)), ("fchmod", "EPERM", (1,)),
    ("openat", "EMFILE", (3, 120, 125, 130)), ("read", "EIO", (120, 130)), ("write", "ENOSPC", (2, 5, 9)),
    ("execve", "ENOENT", (2,)), ("wait4", "EINTR", (1,)), ("seccomp", "EINVAL", (1,)), ("setrlimit", "EPERM", (1,)),
]
SAID_AND_ENDED = {1, 66, 69, 71, 73, 77, 78, 127}  # 127: a library could not be loaded


def life(root, fault, expected):
    """One life of a server with this fault. What went wrong with it, or nothing."""
    call, error, n = fault
    port, ops_port = free_port(), free_port()
    folders = Folders(root)
    folders.point_at("a")
    log = pathlib.Path(root) / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={n}",
             YAAD, "serve", "--data", str(folders.current), "--listen", f"127.0.0.1:{port}", "--ops", f"127.0.0.1:{ops_port}",
             "--threads", "1", "--state", f"{root}/state"], stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    server, ops = Server(f"http://127.0.0.1:{port}"), Server(f"http://127.0.0.1:{ops_port}")
    server.ops = ops
    try:
        wait_for(lambda: process.poll() is not None or answers(server), 60, "it neither started nor ended")
        if process.poll() is not None:
            said = log.read_text()
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
            # The write that failed was the one by which a signal handler wakes the loop: that signal is lost, and only that.
            if call != "write":
                raise
            os.kill(yaad, signal.SIGTERM)
            process.wait(timeout=12)
        return None if process.returncode == 0 else f"drained with {process.returncode}: {log.read_text()}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def M6_L4_a_call_that_fails_at_any_moment_is_no_crash_and_no_wrong_byte(root):
    """T11"""
    folders = Folders(root)
    folders.copy("a")
    folders.copy("b", [("dataset.json", '"contact": "', '"contact": "another, ')])
    expected = {}
    for name in ("a", "b"):
        with operated(f"{root}/{name}") as server:
            expected[server.version()] = server.get(TILE)[2]
    assert len(expected) == 2
    wrong, tried = [], 0
    for call, error, short in FAULTS:
        for n in range(1, 301) if LONG else short:
            tried += 1
            if why := life(root, (call, error, n), expected):
                wrong.append(f"{call} {error} {n}: {why[-600:]}")
    assert not wrong, "\n".join(wrong)
    print(f"{tried} failing calls, no crash and no wrong byte")


def G19_a_kernel_without_a_filter_of_calls_is_said(root):
    folders = Folders(root)
    folders.copy("a")
    folders.copy("b")
    with operated(f"{root}/a") as server:
        expected = {server.version(): server.get(TILE)[2]}
    assert life(root, ("seccomp", "EINVAL", 1), expected) is None
    assert "no filter of system calls" in (pathlib.Path(root) / "log").read_text()


if __name__ == "__main__":
    sys.exit(run_cases([M6_L4_a_call_that_fails_at_any_moment_is_no_crash_and_no_wrong_byte,
                        G19_a_kernel_without_a_filter_of_calls_is_said]))
