"""Yaad as its operator sees it: started with an ops listener, reloaded by signal, asked for its metrics. Its log is a file."""

import contextlib
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

from served import DATA, START_SECONDS, YAAD, Server, free_port, stop


class Operated(Server):
    def __init__(self, process, port, ops_port, log):
        super().__init__(f"http://127.0.0.1:{port}")
        self.process, self.ops, self.log_file = process, Server(f"http://127.0.0.1:{ops_port}"), log

    def log(self):
        return self.log_file.read_text(encoding="utf-8")

    def metric(self, name):
        """The sum over its labels."""
        text = self.ops.get("/metrics")[2].decode()
        return sum(float(value) for value in re.findall(rf"^{name}(?:\{{[^}}]*\}})? (\S+)$", text, re.M))

    def readiness(self):
        status, _, body = self.ops.get("/readyz")
        return status, body.decode()

    def version(self):
        return self.json("/dataset.json")["version"]

    def rss_kib(self):
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text()).group(1))

    def reload(self, seconds=30):
        """Asks for one and waits until it has been tried."""
        before = self.metric("yaad_reload_total")
        self.process.send_signal(signal.SIGHUP)
        wait_for(lambda: self.metric("yaad_reload_total") > before, seconds, "no reload was tried")


def wait_for(condition, seconds=15, what="it did not happen in time"):
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, what
        time.sleep(0.02)
    return value


@contextlib.contextmanager
def operated(data, *options, ends=False, patience=START_SECONDS, environment=None):
    """ends: the test itself ends the process."""
    with tempfile.TemporaryDirectory() as folder:
        port, ops_port = free_port(), free_port()
        log = pathlib.Path(folder) / "log"
        with log.open("w") as out:
            process = subprocess.Popen(
                [YAAD, "serve", "--data", str(data), "--listen", f"127.0.0.1:{port}", "--ops", f"127.0.0.1:{ops_port}",
                 *options], stdout=out, stderr=subprocess.STDOUT, env=environment)
        server = Operated(process, port, ops_port, log)
        try:
            wait_for(lambda: process.poll() is not None or answers(server), patience, "yaad did not start in time")
            assert process.poll() is None, f"yaad ended with {process.returncode}: {server.log()}"
            try:
                yield server
            finally:
                assert ends or process.poll() is None, f"yaad ended with {process.returncode}: {server.log()[-2000:]}"
        finally:
            stop(process)


def answers(server):
    try:
        return server.get("/healthz")[0] == 200 and server.ops.get("/readyz")[0] == 200
    except OSError:
        return False


def children_of(pid):
    """Also those that have ended and were not waited for."""
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            found += [int(child) for child in (task / "children").read_text().split()]
    return found


class Folders:
    """Copies of the house's data in a temporary place, and a link `current` that is set from one to another at once."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.current = self.root / "current"

    def copy(self, name, edits=(), without=()):
        """edits: (file, from, to), the first place where it stands."""
        folder = self.root / name
        shutil.copytree(DATA, folder)
        for file, old, new in edits:
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text, (file, old)
            (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        for file in without:
            (folder / file).unlink()
        return name

    def point_at(self, name):
        link = self.root / "next"
        link.symlink_to(name)
        link.replace(self.current)


def run_cases(cases, subject=None):
    """Runs them, each with the subject, else with a temporary folder; arguments choose by the beginning of names. The exit code."""
    chosen = [case for case in cases if not sys.argv[1:] or case.__name__.startswith(tuple(sys.argv[1:]))]
    failed = 0
    for case in chosen:
        try:
            with tempfile.TemporaryDirectory() as root:
                case(root if subject is None else subject)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are tried
            failed += 1
            where = traceback.extract_tb(error.__traceback__)[1].lineno
            print(f"FAILED {case.__name__.replace('_', ' ')} - line {where}: {error!r}")
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0
