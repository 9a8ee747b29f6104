#!/usr/bin/env python3
"""The processes that draw pictures may be killed, stopped and told to end: it costs a picture at most, never the server.

Ends with `N passed, N failed`.
"""

import os
import pathlib
import re
import signal
import sys
import threading
import time

from operated import children_of, operated, run_cases, wait_for
from served import DATA

HERE = ("--public-url", "https://yaad.example")  # which a picture names


def picture(number):
    """Another one each time, so that none is kept."""
    return f"/preview.png?datetime=2001-01-01/2013-{1 + number // 28 % 12:02}-{1 + number % 28:02}"


def running(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in ("Z", "X")
    except OSError:
        return False


def T11_painters_that_are_killed_all_the_time_cost_pictures_and_nothing_else(_root):
    with operated(DATA, *HERE, "--threads", "2") as server:
        right = [server.get(picture(n))[2] for n in range(12)]
    with operated(DATA, *HERE, "--threads", "2") as server:
        over = threading.Event()

        def kill():
            while not over.wait(0.03):
                for pid in children_of(server.process.pid):
                    os.kill(pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            answers = [server.get(picture(n)) for n in range(12)]
        finally:
            over.set()
            killer.join()
        assert {status for status, _, _ in answers} <= {200, 503}, [status for status, _, _ in answers]
        assert any(status == 503 for status, _, _ in answers), "no picture was hit: nothing was tried"
        for (status, headers, body), whole in zip(answers, right):
            assert body == whole if status == 200 else "Retry-After" in headers, status
        assert server.get("/healthz")[0] == 200
        missed = sum(status == 503 for status, _, _ in answers)
        assert server.metric('yaad_refusals_total{reason="drawing"}') == missed and "event=picture_not_drawn" in server.log()
        # One that was missed is not kept, and none is missed any more.
        for n, whole in enumerate(right):
            status, _, body = server.get(picture(n))
            assert (status, body) == (200, whole), f"{status} for picture {n} afterwards"


def T11_a_painter_that_died_idle_is_not_missed(_root):
    with operated(DATA, *HERE) as server:
        for n in range(3):
            assert server.get(picture(n))[0] == 200
            (painter,) = children_of(server.process.pid)
            os.kill(painter, signal.SIGKILL)
            wait_for(lambda pid=painter: not running(pid))


def a_painter_is_started_for_the_first_picture_and_draws_on(_root):
    with operated(DATA, *HERE) as server:
        assert server.get("/")[0] == 200 and children_of(server.process.pid) == []
        first, *others = (server.get(picture(n))[0] and children_of(server.process.pid) for n in range(5))
        assert len(first) == 1 and all(other == first for other in others), (first, others)


def T11_a_painter_that_stands_still_is_given_up(_root):
    with operated(DATA, *HERE) as server:
        assert server.get(picture(0))[0] == 200
        (painter,) = children_of(server.process.pid)
        os.kill(painter, signal.SIGSTOP)
        began = time.monotonic()
        status, headers, _ = server.get(picture(1))
        assert status == 503 and "Retry-After" in headers, status
        assert time.monotonic() - began < 15
        assert server.get(picture(1))[0] == 200 and painter not in children_of(server.process.pid)


def N1_the_end_of_a_service_which_is_told_to_all_its_processes_does_not_cut_a_picture(_root):
    with operated(DATA, *HERE) as server:
        right = server.get(picture(1))[2]
    with operated(DATA, *HERE, ends=True) as server:
        assert server.get(picture(0))[0] == 200
        (painter,) = children_of(server.process.pid)
        answers = []
        asking = threading.Thread(target=lambda: answers.append(server.get(picture(1))))
        asking.start()
        time.sleep(0.02)
        for pid in (painter, server.process.pid):
            os.kill(pid, signal.SIGTERM)
        asking.join()
        assert answers[0][0] == 200 and answers[0][2] == right
        assert server.process.wait(timeout=15) == 0
        wait_for(lambda: not running(painter), 2, "it outlived its server")


def N3_a_server_that_is_killed_leaves_no_painter(_root):
    with operated(DATA, *HERE, ends=True) as server:
        assert server.get(picture(0))[0] == 200
        (painter,) = children_of(server.process.pid)
        server.process.kill()
        server.process.wait()
        wait_for(lambda: not running(painter), 2, "it outlived its server")


def G19_a_painter_may_do_little_more_than_draw(_root):
    with operated(DATA, *HERE) as server:
        assert server.get(picture(0))[0] == 200
        (painter,) = children_of(server.process.pid)
        status = pathlib.Path(f"/proc/{painter}/status").read_text()
        assert re.search(r"^Seccomp:\s+2$", status, re.M) and re.search(r"^NoNewPrivs:\s+1$", status, re.M), status
        limits = pathlib.Path(f"/proc/{painter}/limits").read_text()
        for name, most in (("Max file size", 0), ("Max open files", 64)):
            assert re.search(rf"^{name}\s+{most}\s+{most}\s", limits, re.M), limits
        # What it has open: nothing, the log, its socket, and fonts in memory.
        opened = [os.readlink(f"/proc/{painter}/fd/{fd}") for fd in os.listdir(f"/proc/{painter}/fd")]
        others = [name for name in opened if not name.startswith(("/dev/null", "/memfd:font"))]
        assert len([name for name in others if name.startswith("socket:")]) == 1 and len(others) == 2, opened


if __name__ == "__main__":
    sys.exit(run_cases([T11_painters_that_are_killed_all_the_time_cost_pictures_and_nothing_else,
                        T11_a_painter_that_died_idle_is_not_missed,
                        a_painter_is_started_for_the_first_picture_and_draws_on,
                        T11_a_painter_that_stands_still_is_given_up,
                        N1_the_end_of_a_service_which_is_told_to_all_its_processes_does_not_cut_a_picture,
                        N3_a_server_that_is_killed_leaves_no_painter,
                        G19_a_painter_may_do_little_more_than_draw]))
