#!/usr/bin/env python3
"""Yaad under a service manager: the unit is one that systemd takes, and the manager is told what is so. Ends with `N passed, N failed`."""

import contextlib
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import threading
import time

from operated import Folders, operated, run_cases, wait_for
from served import DATA, ROOT, YAAD

UNIT = ROOT / "packaging" / "yaad.service"
WATCHDOG_S = 2.0
MOST_EXPOSED = 1.5  # of 10, as systemd counts; a service without any setting has 9.6


class Manager:
    """Listens as a service manager does, and notes what it is told and when."""

    def __init__(self, folder):
        self.address = str(pathlib.Path(folder) / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.address)
        self.told = []
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self):
        with contextlib.suppress(OSError):
            while said := self.socket.recv(4096):
                self.told.append((time.monotonic(), said.decode()))

    def count(self, word):
        return sum(said == word for _, said in self.told)

    def environment(self, **more):
        return os.environ | {"NOTIFY_SOCKET": self.address, "WATCHDOG_USEC": str(int(WATCHDOG_S * 1e6))} | more


def N8_the_manager_is_told_when_it_is_ready_how_it_is_and_when_it_ends(root):
    manager = Manager(root)
    folders = Folders(pathlib.Path(root))
    good, bad = folders.copy("good"), folders.copy("bad", without=["incidents.csv"])
    folders.point_at(good)
    with operated(folders.current, environment=manager.environment()) as server:
        wait_for(lambda: manager.count("READY=1"), what="it never said that it is ready")
        assert server.get("/healthz")[0] == 200
        wait_for(lambda: manager.count("STATUS=ready"), what="it never said how it is")
        folders.point_at(bad)
        server.reload()
        wait_for(lambda: any("degraded" in said and "incidents.csv" in said for _, said in manager.told), what=str(manager.told))
        folders.point_at(good)
        server.reload()
        wait_for(lambda: manager.count("STATUS=ready") == 2, what=str(manager.told))
        beats = manager.count("WATCHDOG=1")
        time.sleep(2 * WATCHDOG_S)
        assert manager.count("WATCHDOG=1") >= beats + 6, "it is heard of too seldom"
    wait_for(lambda: manager.count("STOPPING=1"), what=str(manager.told[-3:]))
    order = [said for _, said in manager.told if said in ("READY=1", "STOPPING=1")]
    assert order == ["READY=1", "STOPPING=1"], order


def N8_a_loop_that_stands_still_is_vouched_for_by_nobody(root):
    """strace holds one thread of the sockets in its wait; the others and the watch go on."""
    manager = Manager(root)
    with operated(DATA, "--threads", "2", environment=manager.environment()) as server:
        wait_for(lambda: manager.count("WATCHDOG=1"))
        held = holding_a_loop(server.process.pid)
        try:
            time.sleep(WATCHDOG_S / 2 + 1)
            before = manager.count("WATCHDOG=1")
            time.sleep(WATCHDOG_S)
            assert manager.count("WATCHDOG=1") == before, "a silent loop was vouched for"
        finally:
            held.terminate()
            held.wait()
        before = manager.count("WATCHDOG=1")
        wait_for(lambda: manager.count("WATCHDOG=1") > before, 10, "it did not come back")


def holding_a_loop(process):
    """strace on a thread that waits for sockets and is not the first, which watches."""
    for thread in sorted(int(t) for t in os.listdir(f"/proc/{process}/task"))[1:]:
        with contextlib.suppress(OSError):
            if pathlib.Path(f"/proc/{process}/task/{thread}/syscall").read_text().startswith("232 "):  # epoll_wait
                return subprocess.Popen(["strace", "-qq", "-p", str(thread), "-e", "trace=epoll_wait",
                                         "-e", "inject=epoll_wait:delay_enter=60000000:when=2+"],
                                        stderr=subprocess.DEVNULL)
    raise AssertionError("no thread waits for sockets")


def N8_nothing_is_said_where_nobody_asked_and_no_child_speaks_for_it(root):
    manager = Manager(root)
    with operated(DATA, environment=manager.environment(WATCHDOG_PID="1")) as server:
        wait_for(lambda: manager.count("READY=1"))
        time.sleep(1)
        assert manager.count("WATCHDOG=1") == 0, "the watchdog of another process was answered"
        assert server.get("/healthz")[0] == 200
    for wrong in ("", "nowhere", "/no/such/socket", "@", "/" + "x" * 200):
        with operated(DATA, environment=os.environ | {"NOTIFY_SOCKET": wrong, "WATCHDOG_USEC": "soon"}) as server:
            assert server.get("/healthz")[0] == 200, wrong


def T19_the_unit_is_one_that_systemd_takes_and_hardly_exposed(root):
    unit = pathlib.Path(root) / "yaad.service"
    unit.write_text(UNIT.read_text().replace("/usr/bin/yaad", str(YAAD)))
    verified = subprocess.run(["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(unit)], capture_output=True, text=True)
    assert verified.returncode == 0 and "yaad.service" not in verified.stderr, verified.stderr
    seen = subprocess.run(["systemd-analyze", "security", "--offline=true", str(unit)], capture_output=True, text=True).stdout
    exposure = float(re.search(r"Overall exposure level for yaad.service: ([\d.]+)", seen)[1])
    print(f"  exposure {exposure} of 10")
    assert exposure <= MOST_EXPOSED


def T19_the_unit_starts_the_program_with_options_that_it_has(root):
    manager = Manager(root)
    command = re.search(r"^ExecStart=/usr/bin/yaad serve (.*) \$YAAD_OPTIONS$", UNIT.read_text(), re.M)[1]
    options = command.replace("%S", root).split()
    of = dict(zip(options[::2], options[1::2]))
    assert {"--data", "--state", "--listen", "--ops"} == set(of), of
    (pathlib.Path(root) / "yaad").mkdir(mode=0o700)
    with operated(DATA, "--state", of["--state"], environment=manager.environment()) as server:
        assert server.get("/healthz")[0] == 200
    assert os.listdir(of["--state"]), "the last good copy is not where the unit says"


def T19_the_packages_that_are_named_bring_every_library(_):
    named = set(re.search(r"needs the packages `([^`]+)`", (ROOT / "packaging" / "README.md").read_text())[1].split())
    installed = dict(line.split("\t") for line in output("dpkg-query", "-W", "-f=${Package}\t${Depends}\n").splitlines())
    assert named <= set(installed), f"{named - set(installed)} are named and not installed"
    brought, look = set(), set(named)
    while look:  # and what those depend on
        brought |= look
        look = {d for p in look for d in re.findall(r"(?:^|[,|] )([a-z0-9.+-]+)", installed[p])} & set(installed) - brought
    known = output("ldconfig", "-p")
    for library in re.findall(r"NEEDED\s+(\S+)", output("objdump", "-p", YAAD)):
        files = re.findall(rf"^\s*{re.escape(library)} .*=> (\S+)", known, re.M)
        owners = {owner for file in files for owner in owners_of(file)}
        assert owners & brought, f"{library} comes from {owners or 'nowhere'}, and packaging/README.md names {sorted(named)}"


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | {"LC_ALL": "C"}).stdout


def owners_of(file):
    """The packages that own it, under this path or the one that it had before /usr was merged."""
    paths = {file, file.removeprefix("/usr"), "/usr" + file}
    said = subprocess.run(["dpkg-query", "-S", *paths], capture_output=True, text=True).stdout
    return {line.split(":")[0] for line in said.splitlines()}


CASES = [value for name, value in list(globals().items()) if re.match(r"[NT]\d+_", name)]


if __name__ == "__main__":
    assert shutil.which("systemd-analyze"), "systemd is not installed"
    sys.exit(run_cases(CASES))
