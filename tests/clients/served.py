"""Starts Yaad on a free loopback port for a test, and asks it things. Stops it by its process id."""

import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
YAAD = os.environ.get("YAAD", str(ROOT / "build" / "release" / "yaad"))
# Another folder of records, for trying; the checks below are about the records of data/.
DATA = pathlib.Path(os.environ.get("YAAD_DATA", str(ROOT / "data")))
START_SECONDS = 30


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, base):
        self.base = base

    def get(self, path, headers=None):
        """(status, headers, body); an error status is an answer, not an exception."""
        request = urllib.request.Request(self.base + path, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def json(self, path):
        status, _, body = self.get(path)
        assert status == 200, f"{path}: {status} {body[:300]!r}"
        return json.loads(body)


def stop(process):
    """Ends a server that may have ended already: as its operator would, and by force where that is not enough."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def yaad(data, *options):
    port = free_port()
    process = subprocess.Popen(
        [YAAD, "serve", "--data", str(data), "--listen", f"127.0.0.1:{port}", "--ops", "off", *options],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    server = Server(f"http://127.0.0.1:{port}")
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            if process.poll() is not None:
                raise AssertionError(f"yaad ended with {process.returncode}: {process.stdout.read()}")
            try:
                if server.get("/healthz")[0] == 200:
                    break
            except OSError:
                pass
            assert time.monotonic() < deadline, "yaad did not start in time"
            time.sleep(0.05)
        yield server
    finally:
        stop(process)
