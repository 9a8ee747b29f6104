#!/usr/bin/python3
"""Files under way: slow readers, readers who leave, a reload, and `yaad export` that is interrupted.

No file is ever short without a sign of it, none is left behind, and nobody else waits for them.
"""

import contextlib
import csv
import io
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

from exports import FILES, ITEMS, file_of, rows_by_gdal
from operated import run_cases
from served import DATA, YAAD, yaad


def many_records(folder, count):
    copy = pathlib.Path(folder, f"many-{count}")
    copy.mkdir()
    with (copy / "incidents.csv").open("w", encoding="utf-8") as file:
        file.write("id,date,attack_type,lat,lon,geo_precision,killed,summary\n")
        for i in range(count):
            file.write(f"r{i:07},20{i % 20:02}-0{i % 9 + 1}-{i % 28 + 1:02},bombing,{30 + i % 997 / 500:.4f},"
                       f"{66 + i % 991 / 250:.4f},P3,{i % 30},{'A sentence about what happened there. ' * 4}\n")
    return copy


def ask(port, query, address, version="1.1"):
    """A socket that has asked for a file and read nothing yet."""
    s = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(address, 0))
    s.sendall(f"GET {ITEMS}?{query} HTTP/{version}\r\nHost: a\r\n\r\n".encode())
    return s


def head_of(s):
    head = b""
    while b"\r\n\r\n" not in head:
        more = s.recv(1)
        if not more:
            break
        head += more
    return head.decode()


def all_of(s):
    body = b""
    with contextlib.suppress(ConnectionResetError):
        while more := s.recv(1 << 20):
            body += more
    return body


def memory_kb(process):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{process}/status").read_text())[1])


def temporary_folders():
    return set(pathlib.Path(tempfile.gettempdir()).glob(".yaad-*"))


def process_of(port):
    found = subprocess.run(["pgrep", "-f", "--", f"--listen 127.0.0.1:{port}"], capture_output=True, text=True, check=True)
    return int(found.stdout.split()[0])


def F6_F7_F8_slow_readers_and_those_who_leave(folder):
    data = many_records(folder, 60_000)
    before = temporary_folders()
    with yaad(data) as server:
        port = int(server.base.rsplit(":", 1)[1])
        process = process_of(port)
        whole = file_of(server, "csv")[1]
        base = memory_kb(process)
        # F6: four slots, one an address; the rest are told when to come again.
        held = [ask(port, "f=csv", f"127.0.0.{n}") for n in range(2, 6)]
        assert all(head_of(s).startswith("HTTP/1.1 200") for s in held)
        refused = [ask(port, "f=csv", f"127.0.1.{n}") for n in range(1, 61)]
        for s in refused:
            head = head_of(s)
            assert head.startswith("HTTP/1.1 503") and "Retry-After: 30" in head, head
        again = head_of(ask(port, "f=gpkg", "127.0.0.2"))
        assert again.startswith("HTTP/1.1 429") and "Retry-After: 30" in again, again
        grown = memory_kb(process) - base
        assert grown < 64 * 1024, f"{grown} kB more than before"
        # Others are answered meanwhile.
        begun = time.monotonic()
        server.json(f"{ITEMS}?limit=10")
        assert time.monotonic() - begun < 1
        # F7: who leaves in the middle frees a slot within a second.
        held[0].recv(1 << 20)
        held[0].close()
        time.sleep(1)
        fresh = ask(port, "f=csv", "127.0.2.1")
        assert head_of(fresh).startswith("HTTP/1.1 200")
        # Who stayed gets all of it, in chunks that end.
        body = all_of_chunks(held[1])
        assert body == whole, (len(body), len(whole))
        for s in [*held, *refused, fresh]:
            s.close()
        # Files: who leaves while one is made leaves nothing behind.
        making = ask(port, "f=gpkg", "127.0.3.1")
        time.sleep(0.3)
        making.close()
        deadline = time.monotonic() + 5
        while temporary_folders() - before and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not temporary_folders() - before, temporary_folders()
        # HTTP/1.0 has no chunks: the end of the connection is the end of the file.
        old = ask(port, "f=csv&killed=29..", "127.0.3.2", "1.0")
        head = head_of(old)
        assert "Transfer-Encoding" not in head and "Connection: close" in head, head
        assert len(list(csv.reader(io.StringIO(all_of(old).decode("utf-8-sig"), newline="")))) == 2001


def all_of_chunks(s):
    """The body of a chunked answer whose head has been read; it must have its last chunk."""
    file, body = s.makefile("rb"), b""
    while True:
        size = int(file.readline(), 16)
        body += file.read(size)
        assert file.read(2) == b"\r\n"
        if size == 0:
            return body


def F9_a_reload_changes_no_file_that_is_under_way(folder):
    data = many_records(folder, 30_000)
    with yaad(data) as server:
        port = int(server.base.rsplit(":", 1)[1])
        whole = file_of(server, "csv")[1]
        version = server.json("/dataset.json")["version"]
        reading = ask(port, "f=csv", "127.0.0.2")
        head = head_of(reading)
        with (data / "incidents.csv").open("a", encoding="utf-8") as file:
            file.write("later,2020-01-01,bombing,30,67,P3,5,Later\n")
        os.kill(process_of(port), signal.SIGHUP)
        deadline = time.monotonic() + 20
        while server.json("/dataset.json")["version"] == version:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert all_of_chunks(reading) == whole
        assert f"X-Dataset-Version: {version}" in head and f"incidents-{version}.csv" in head


def the_command_writes_whole_files_or_none(folder):
    out = pathlib.Path(folder, "out")
    out.mkdir()
    for form, extension in FILES.items():
        path = out / f"x.{extension}"
        run = subprocess.run([YAAD, "export", "--data", str(DATA), "--format", form, "--area", "PK-BA", str(path)],
                             capture_output=True, text=True, check=False)
        assert run.returncode == 0 and " attacks, version " in run.stdout and not run.stderr, (form, run)
        assert rows_by_gdal(path.read_bytes(), form)[0] == int(run.stdout.split(": ")[1].split()[0]), form
    assert {p.name for p in out.iterdir()} == {f"x.{e}" for e in FILES.values()}
    for arguments, code in [(["--format", "csv", str(out / "none" / "x.csv")], 73), (["--format", "dbf", "x"], 64),
                            (["--format", "csv", "--crs", "EPSG:999999", str(out / "y")], 64),
                            (["--format", "gpkg", "--area", "XX", str(out / "y")], 64)]:
        run = subprocess.run([YAAD, "export", "--data", str(DATA), *arguments], capture_output=True, text=True, check=False)
        assert run.returncode == code and run.stderr.startswith("yaad export: "), (arguments, run)
    run = subprocess.run([YAAD, "export", "--data", str(out), "--format", "csv", str(out / "y")], capture_output=True, check=False)
    assert run.returncode in (1, 66), run
    assert not (out / "y").exists()
    # Interrupted, it leaves the old file and nothing else.
    data = many_records(folder, 80_000)
    target = pathlib.Path(folder, "kept")
    target.mkdir()
    (target / "z.gpkg").write_text("old")
    process = subprocess.Popen([YAAD, "export", "--data", str(data), "--format", "gpkg", str(target / "z.gpkg")],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while len(list(target.iterdir())) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 73
    assert [p.name for p in target.iterdir()] == ["z.gpkg"] and (target / "z.gpkg").read_text() == "old"


if __name__ == "__main__":
    sys.exit(run_cases([F6_F7_F8_slow_readers_and_those_who_leave, F9_a_reload_changes_no_file_that_is_under_way,
                        the_command_writes_whole_files_or_none]))
