"""Servers that a benchmark starts on free ports of the loopback, and stops by their process."""
import contextlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def get(url, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as answer:
        return answer.headers, answer.read()


@contextlib.contextmanager
def running(command, ready, **more):
    process = subprocess.Popen([str(c) for c in command], **more)
    try:
        for _ in range(1200):
            try:
                get(ready)
                break
            except urllib.error.HTTPError as error:
                if error.code < 400:  # 304 is an answer
                    break
            except OSError:
                pass
            if process.poll() is not None:
                raise SystemExit(f"bench: {command[0]} ended with {process.returncode}")
            time.sleep(0.1)
        else:
            raise SystemExit(f"bench: {command[0]} did not answer in two minutes")
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
