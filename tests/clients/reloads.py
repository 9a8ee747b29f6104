#!/usr/bin/env python3
"""The folder is loaded again under traffic: good ones are served whole, bad ones change nothing. Group M of the catalogue.

YAAD_LONG=1 takes 10,000 reloads; else 40. YAAD_RELOADS sets another number. Ends with `N passed, N failed`.
"""

import http.client
import json
import os
import signal
import sys
import threading
import time

from operated import Folders, operated, run_cases, wait_for
from served import DATA

RELOADS = int(os.environ.get("YAAD_RELOADS") or (10_000 if os.environ.get("YAAD_LONG") else 40))
CLIENTS = 4
PATHS = ["/tiles/incidents/5/21/13.mvt", "/tiles/incidents/0/0/0.mvt", "/api/collections/incidents/items?limit=20",
         "/api/collections/incidents/histogram?step=year", "/list?datetime=2013"]


def one_more(day):
    """A record of that day that is in no other copy, from the row of another one, so that a folder of it is another version."""
    header, first = (DATA / "incidents.csv").read_text(encoding="utf-8").split("\n")[:2]
    return ("incidents.csv", first + "\n", first + "\n" + first.replace(first.split(",")[0], f"made-up-{day}", 1) + "\n")


def copies(root):
    """Two good folders and the ways in which one may be bad, as (name, what the log says of it)."""
    folders = Folders(root)
    good = [folders.copy("a"), folders.copy("b", [one_more(1)])]
    bad = [
        (folders.copy("no-records", without=["incidents.csv"]), "there is no incidents.csv"),
        (folders.copy("cut-header", [("incidents.csv", "attack_type", "attack_kind")]), "required column"),
        (folders.copy("bad-info", [("dataset.json", "{", "")]), "dataset.json"),
        (folders.copy("no-ids", [("sources.csv", "id,", "key,")]), "sources.csv"),
    ]
    return folders, good, bad


class Traffic:
    """Clients that ask without pause and hold every answer against the one that its version gave while all was quiet."""

    def __init__(self, server, expected):
        self.server, self.expected = server, expected
        self.answers, self.faults, self.versions = 0, [], set()
        self.ending = threading.Event()
        self.threads = [threading.Thread(target=self.ask, args=(n,)) for n in range(CLIENTS)]

    def ask(self, number):
        host = self.server.base.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=20)
        count = number
        while not self.ending.is_set() and len(self.faults) < 10:
            path = PATHS[count % len(PATHS)]
            count += 1
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as error:
                self.faults.append((path, repr(error)))
                connection.close()
                continue
            if answer.getheader("Connection") == "close":
                connection.close()
            version = answer.getheader("X-Dataset-Version")
            self.answers += 1
            self.versions.add(version)
            if answer.status // 100 != 2:
                self.faults.append((path, answer.status))
            elif body != self.expected.get(version, {}).get(path):
                self.faults.append((path, "not the bytes of version", version))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        for thread in self.threads:
            thread.join()


def bytes_by_version(server, folders, good):
    expected = {}
    for name in good:
        folders.point_at(name)
        server.reload()
        expected[server.version()] = {path: server.get(path)[2] for path in PATHS}
    assert len(expected) == len(good), "two folders have one version"
    return expected


def M3_reloads_under_traffic_are_seen_whole_and_cost_no_memory(root):
    folders, good, bad = copies(root)
    folders.point_at("a")
    with operated(folders.current) as server:
        expected = bytes_by_version(server, folders, good)
        failed_before = server.metric("yaad_reload_failed_total")
        sizes, alive, began = [], set(), time.monotonic()
        with Traffic(server, expected) as traffic:
            for n in range(RELOADS):
                folders.point_at(good[n // 2 % 2] if n % 2 == 0 else bad[n // 2 % len(bad)][0])
                server.reload()
                sizes.append(server.rss_kib())
                alive.add(server.metric("yaad_editions_alive"))
                assert not traffic.faults, traffic.faults
        seconds = time.monotonic() - began
        failed = server.metric("yaad_reload_failed_total") - failed_before
        assert failed == RELOADS // 2, (failed, RELOADS)
        assert traffic.versions == set(expected), traffic.versions
        assert max(alive) <= 3, alive  # M5
        third = len(sizes) // 3
        first, last = max(sizes[third:2 * third]), max(sizes[-third:])
        assert last <= first * 1.01 + 2048, f"RSS went from {first} to {last} KiB"
        print(f"{RELOADS} reloads in {seconds:.0f} s, {traffic.answers} answers ({traffic.answers / seconds:.0f}/s), "
              f"0 faults, RSS {first} -> {last} KiB, at most {max(alive):.0f} editions")


def M1_a_bad_folder_changes_nothing_and_says_why(root):
    folders, _, bad = copies(root)
    folders.point_at("a")
    with operated(folders.current) as server:
        version, first = server.version(), server.get(PATHS[0])[2]
        assert server.readiness() == (200, "ready\n")
        assert server.json("/dataset.json")["last_reload"]["succeeded"] is True
        for count, (name, words) in enumerate(bad, 1):
            folders.point_at(name)
            server.reload()
            status, said = server.readiness()
            assert status == 200 and said.startswith("degraded: "), said
            assert words in said or words in server.log(), (name, said, server.log())
            assert server.metric("yaad_reload_failed_total") == count and server.metric("yaad_edition_degraded") == 1
            told = server.json("/dataset.json")["last_reload"]
            assert told["succeeded"] is False and told["reason"] and root not in json.dumps(told), told
            assert server.version() == version and server.get(PATHS[0])[2] == first
        folders.point_at("b")
        server.reload()
        assert server.readiness() == (200, "ready\n") and server.version() != version
        assert server.metric("yaad_edition_degraded") == 0


def M4_a_hundred_signals_are_one_reload_running_and_one_waiting(root):
    folders, _, _ = copies(root)
    folders.point_at("a")
    with operated(folders.current) as server:
        before = server.metric("yaad_reload_total")
        for _ in range(100):
            server.process.send_signal(signal.SIGHUP)
        wait_for(lambda: server.metric("yaad_reload_total") > before)
        time.sleep(3)
        assert 1 <= server.metric("yaad_reload_total") - before <= 2, server.log()


def a_changed_folder_is_loaded_without_a_signal(root):
    folders, _, _ = copies(root)
    folder = root + "/a"
    with operated(folder, "--reload-every", "1") as server:
        version = server.version()
        time.sleep(2.5)
        assert server.metric("yaad_reload_total") == 1, "a folder that did not change was loaded again"
        os.replace(root + "/b/incidents.csv", folder + "/incidents.csv")
        wait_for(lambda: server.version() != version, 10, "the changed folder was not loaded")


def M7_a_wrong_setting_in_the_folder_keeps_the_old_one(root):
    """Options are those of the command line for as long as the process lives: the only settings that are read again
    are those in dataset.json."""
    folders, _, _ = copies(root)
    with operated(root + "/a") as server:
        old = server.json("/dataset.json")
        with open(root + "/a/dataset.json", "w", encoding="utf-8") as file:
            file.write('{"licence": 7')
        server.reload()
        new = server.json("/dataset.json")
        assert {**new, "last_reload": 0} == {**old, "last_reload": 0} and new["last_reload"]["succeeded"] is False
        assert "dataset.json" in server.log()


def M8_there_is_no_admin_address(_):
    with operated(DATA) as server:
        for listener in (server, server.ops):
            host = listener.base.removeprefix("http://")
            for method in ("GET", "POST"):
                for path in ("/admin", "/admin/reload", "/reload"):
                    connection = http.client.HTTPConnection(host, timeout=10)
                    connection.request(method, path)
                    status = connection.getresponse().status
                    # The ops listener says of any address that it reads only.
                    assert status == 404 or (listener is server.ops and method == "POST" and status == 405), (path, status)
                    connection.close()
        assert server.metric("yaad_reload_total") == 1


CASES = [M1_a_bad_folder_changes_nothing_and_says_why, M4_a_hundred_signals_are_one_reload_running_and_one_waiting,
         a_changed_folder_is_loaded_without_a_signal, M7_a_wrong_setting_in_the_folder_keeps_the_old_one,
         M8_there_is_no_admin_address, M3_reloads_under_traffic_are_seen_whole_and_cost_no_memory]


if __name__ == "__main__":
    sys.exit(run_cases(CASES))
