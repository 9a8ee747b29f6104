#!/usr/bin/env python3
"""The folder is read by a process of its own, which may crash, hang or take too much without the server noticing more
than that. Groups G and M of the catalogue, on real processes. Ends with `N passed, N failed`.
"""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

from operated import Folders, children_of, operated, run_cases, wait_for
from served import DATA, YAAD

HEADER = "id,date,attack_type,lat,lon\n"


def rows(count):
    return "".join(f"r-{n},2013-02-{n % 28 + 1:02},bombing,33.{n % 1000},66.{n % 997}\n" for n in range(count))


def folder_of(root, name, text):
    folder = pathlib.Path(root) / name
    folder.mkdir()
    (folder / "incidents.csv").write_text(HEADER + text, encoding="utf-8")
    return folder


def loader_of(server):
    """The loader once it has its files and is shut in."""
    def shut_in():
        for child in children_of(server.process.pid):
            with contextlib.suppress(OSError):
                if "Seccomp:\t2" in pathlib.Path(f"/proc/{child}/status").read_text():
                    return child
        return None
    return wait_for(shut_in, 20, "no loader was seen at work")


def G19_a_loader_that_dies_or_hangs_is_said_and_the_old_edition_stays(root):
    large = folder_of(root, "large", rows(400_000))
    with operated(large, "--load-timeout", "30") as server:
        version = server.version()
        for count, (name, words) in enumerate([(signal.SIGSEGV, "SIGSEGV"), (signal.SIGKILL, "SIGKILL"),
                                               (signal.SIGABRT, "SIGABRT"), (signal.SIGXCPU, "--load-timeout")], 1):
            server.process.send_signal(signal.SIGHUP)
            os.kill(loader_of(server), name)
            wait_for(lambda n=count: server.metric("yaad_reload_failed_total") == n, 20)
            status, said = server.readiness()
            assert status == 200 and "the loader was ended by" in said and words in said, said
            assert server.version() == version and not children_of(server.process.pid)
        assert "reason=\"loader\"} 4" in server.ops.get("/metrics")[2].decode()
        server.reload()
        assert server.readiness() == (200, "ready\n")
    small = folder_of(root, "small", rows(10))
    with operated(small, "--load-timeout", "2") as server:
        (small / "incidents.csv").write_text(HEADER + rows(400_000))
        server.process.send_signal(signal.SIGHUP)
        loader = loader_of(server)
        os.kill(loader, signal.SIGSTOP)  # as one that never ends
        began = time.monotonic()
        wait_for(lambda: server.metric("yaad_reload_failed_total") == 1, 20)
        assert time.monotonic() - began < 5 and "took longer than 2 s" in server.readiness()[1], server.readiness()
        wait_for(lambda: not pathlib.Path(f"/proc/{loader}").exists(), 5, "the loader was left behind")


def G19_the_loader_has_no_network_no_files_and_limits(root):
    with operated(folder_of(root, "large", rows(400_000))) as server:
        server.process.send_signal(signal.SIGHUP)
        loader = loader_of(server)
        os.kill(loader, signal.SIGSTOP)
        try:
            status = pathlib.Path(f"/proc/{loader}/status").read_text()
            assert re.search(r"NoNewPrivs:\s+1", status) and re.search(r"Seccomp:\s+2", status), status
            limits = pathlib.Path(f"/proc/{loader}/limits").read_text()
            for name, value in (("Max cpu time", "600"), ("Max file size", "0"), ("Max core file size", "1"),
                                ("Max open files", "64")):
                assert re.search(rf"{name}\s+{value}\s+{value}\s", limits), limits
            memory = int(re.search(r"Max address space\s+(\d+)", limits).group(1))
            assert memory < 2 << 30, memory
            held = {fd.name: os.readlink(fd) for fd in pathlib.Path(f"/proc/{loader}/fd").iterdir()}
            assert not [what for what in held.values() if what.startswith("socket:")], held
            assert held["3"].startswith("pipe:") and held["0"] == held["1"] == "/dev/null", held
        finally:
            os.kill(loader, signal.SIGCONT)
        wait_for(lambda: server.metric("yaad_reload_total") == 2)
        assert server.readiness() == (200, "ready\n")


def G19_a_loader_ends_with_its_server(root):
    with operated(folder_of(root, "large", rows(400_000)), ends=True) as server:
        server.process.send_signal(signal.SIGHUP)
        loader = loader_of(server)
        server.process.kill()
        wait_for(lambda: not pathlib.Path(f"/proc/{loader}").exists(), 5, "the loader outlived its server")


def refusal(data, *options):
    """Exit code, what was said, and the most memory that the server or its loader took, in MiB."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([YAAD, "serve", "--data", str(data), "--listen", "127.0.0.1:0", "--ops", "off", *options],
                                   stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        return process.returncode, log.read(), used.ru_maxrss // 1024


def G8_what_is_too_large_is_refused_in_little_memory(root):
    def sparse(size):
        folder = folder_of(root, f"sparse-{size}", "")
        os.truncate(folder / "incidents.csv", size)
        return folder
    code, said, memory = refusal(sparse(50 << 30))
    assert code == 66 and "larger than 8 GiB" in said and memory < 400, (code, said, memory)
    code, said, memory = refusal(sparse(7 << 30))
    assert code == 66 and "nothing but zero bytes" in said and memory < 400, (code, said, memory)
    wide = folder_of(root, "wide", "")
    (wide / "incidents.csv").write_text("id," + ",".join(f"c{n}" for n in range(1_000_000)) + "\n")
    code, said, memory = refusal(wide)
    assert code == 1 and "columns" in said and memory < 400, (code, said, memory)
    long = folder_of(root, "long", "r-1,2013-02-01,bombing,33," + "6" * (200 << 20) + "\n")
    code, said, memory = refusal(long)
    assert code in (1, 66) and "incidents.csv" in said and memory < 800, (code, said[:300], memory)
    code, said, _ = refusal(folder_of(root, "many", rows(400_000)), "--loader-memory", "256")
    assert code == 78 and "--loader-memory" in said, (code, said)


def G14_every_row_is_accounted_for_in_public(root):
    folders = Folders(root)
    folders.copy("a", [("incidents.csv", ",shooting,", ",shoting,")])
    with operated(f"{root}/a") as server:
        files = server.json("/dataset.json")["files"]
        for file in files:
            lines = (pathlib.Path(root) / "a" / file["file"]).read_text(encoding="utf-8").count("\n") - 1
            assert file["read"] == file["accepted"] + file["refused"] == lines, (file, lines)
        assert sum(file["refused"] for file in files) == server.metric("yaad_rows_refused") == 1
        assert "shoting" in server.log()


def G18_a_record_that_was_taken_back_is_gone_from_every_answer(root):
    folders = Folders(root)
    folders.copy("a")
    table = pathlib.Path(root) / "a" / "incidents.csv"
    lines = table.read_text(encoding="utf-8").split("\n")
    header = lines[0].split(",")
    id_ = lines[1].split(",")[0]
    with operated(f"{root}/a") as server:
        version = server.version()
        answers = [f"/api/collections/incidents/items/{id_}", f"/incidents/{id_}"]
        assert [server.get(path)[0] for path in answers] == [200, 200]
        # Whoever keeps an answer keeps it for as long as this says, and no longer than five minutes.
        kept = server.get(f"/api/collections/incidents/items/{id_}?v={version}")[1]["Cache-Control"]
        assert sum(int(n) for n in re.findall(r"(?:max-age|stale-\w+-?\w*)=(\d+)", kept)) <= 300, kept
        count = server.json("/api/collections/incidents/items?limit=1")["numberMatched"]
        tombstone = ["" for _ in header]
        tombstone[header.index("id")], tombstone[header.index("status")] = id_, "retracted"
        tombstone[header.index("date")], tombstone[header.index("attack_type")] = "1998-01-11", "other"
        lines[1] = ",".join(tombstone)
        table.write_text("\n".join(lines), encoding="utf-8")
        server.reload()
        assert server.readiness() == (200, "ready\n"), server.log()
        assert [server.get(path)[0] for path in answers] == [410, 410]
        assert server.json("/api/collections/incidents/items?limit=1")["numberMatched"] == count - 1
        for path in ("/api/collections/incidents/items?limit=10000", "/list", "/", "/tiles/incidents/5/22/13.geojson",
                     "/tiles/incidents/13/5793/3383.mvt", "/api/collections/incidents/histogram?step=year"):
            assert id_.encode() not in server.get(path)[2], path


def G8_more_rows_than_may_be_read_are_refused_before_they_are(root):
    """--max-rows: at the start with 66, on a reload by keeping what is served; a source is counted too."""
    folder = folder_of(root, "hundred", rows(100))
    with operated(folder, "--max-rows", "100") as server:
        (folder / "incidents.csv").write_text(HEADER + rows(101))
        server.reload()
        assert server.metric("yaad_reload_failed_total") == 1
        status, said = server.readiness()
        assert status == 200 and "101 rows" in said and "--max-rows" in said, said
        assert server.json("/api/collections/incidents/items?limit=1")["numberMatched"] == 100
    ended = subprocess.run([YAAD, "serve", "--data", str(folder), "--max-rows", "100", "--listen", "127.0.0.1:0", "--ops", "off"], capture_output=True, text=True, timeout=30)
    assert ended.returncode == 66 and "--max-rows" in ended.stderr, ended


def a_long_loading_says_how_far_it_is(root):
    """Also where the log is a file, which the loader itself may not write."""
    with operated(folder_of(root, "larger", rows(1_000_000)), patience=180) as server:
        said = re.findall(r"(reading|keeping the records of) incidents.csv: (\d+) of 1000000 rows", server.log())
        assert said, server.log()
        for step in ("reading", "keeping the records of"):  # in the loader, then in the server
            counts = [int(n) for word, n in said if word == step]
            assert counts == sorted(counts), server.log()
        assert server.readiness() == (200, "ready\n")


def N5_signals_of_children_and_readers_do_not_end_the_server(root):
    with operated(DATA) as server:
        for name in (signal.SIGCHLD, signal.SIGPIPE, signal.SIGHUP):
            server.process.send_signal(name)
        time.sleep(0.5)
        assert server.get("/healthz")[0] == 200


def a_server_that_is_ended_while_it_loads_ends_at_once(root):
    with operated(folder_of(root, "large", rows(400_000)), ends=True) as server:
        server.process.send_signal(signal.SIGHUP)
        loader = loader_of(server)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=15) == 0 and time.monotonic() - began < 5
        assert not pathlib.Path(f"/proc/{loader}").exists()


CASES = [G19_a_loader_that_dies_or_hangs_is_said_and_the_old_edition_stays,
         G19_the_loader_has_no_network_no_files_and_limits, G19_a_loader_ends_with_its_server,
         G8_what_is_too_large_is_refused_in_little_memory, G8_more_rows_than_may_be_read_are_refused_before_they_are, G14_every_row_is_accounted_for_in_public,
         G18_a_record_that_was_taken_back_is_gone_from_every_answer,
         a_long_loading_says_how_far_it_is, N5_signals_of_children_and_readers_do_not_end_the_server, a_server_that_is_ended_while_it_loads_ends_at_once]


if __name__ == "__main__":
    sys.exit(run_cases(CASES))
