#!/usr/bin/env python3
"""`--state DIR`: what was served last survives a bad folder, a kill at any moment and a full disk. Groups G, M and N.

YAAD_LONG=1 kills a thousand times; else 12. YAAD_KILLS sets another number. Ends with `N passed, N failed`.
"""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

from operated import Folders, operated, run_cases, wait_for
from served import DATA, YAAD

KILLS = int(os.environ.get("YAAD_KILLS") or (1000 if os.environ.get("YAAD_LONG") else 12))


def ended(*options):
    run = subprocess.run([YAAD, "serve", "--listen", "127.0.0.1:0", "--ops", "off", *map(str, options)],
                         capture_output=True, text=True, timeout=60)
    return run.returncode, run.stderr


def good_copies(folders, count):
    """Names of folders that differ in whom they name as contact, which makes each another version."""
    return [folders.copy(f"good-{n}", [("dataset.json", '"contact": "', f'"contact": "copy {n}, ')]) for n in range(count)]


def M2_a_bad_first_start_serves_the_last_good_copy_and_says_so(root):
    folders = Folders(root)
    folders.copy("good")
    folders.copy("bad", [("incidents.csv", "attack_type", "attack_kind")])
    folders.point_at("good")
    with operated(folders.current, "--state", f"{root}/state") as server:
        version, tile = server.version(), server.get("/tiles/incidents/0/0/0.mvt")[2]
    folders.point_at("bad")
    with operated(folders.current, "--state", f"{root}/state") as server:
        assert server.version() == version and server.get("/tiles/incidents/0/0/0.mvt")[2] == tile
        status, said = server.readiness()
        assert status == 200 and said.startswith("degraded: ") and server.metric("yaad_edition_degraded") == 1
        assert server.json("/dataset.json")["last_reload"]["succeeded"] is False
        assert "last good copy" in server.log() and "attack_type" in server.log()
        folders.point_at("good")
        server.reload()
        assert server.readiness() == (200, "ready\n")


def M2_a_bad_first_start_without_a_copy_ends_with_the_reason(root):
    folders = Folders(root)
    folders.copy("bad", [("incidents.csv", "attack_type", "attack_kind")])
    for options in ((), ("--state", f"{root}/state")):
        code, said = ended("--data", f"{root}/bad", *options)
        assert code == 1 and "attack_type" in said, (code, said)
        code, said = ended("--data", f"{root}/none", *options)
        assert code == 66 and "none" in said, (code, said)


def N4_a_state_folder_that_cannot_be_used_ends_with_78(root):
    (pathlib.Path(root) / "file").write_text("")
    code, said = ended("--data", DATA, "--state", f"{root}/file")
    assert code == 78 and "state folder" in said, (code, said)
    with operated(DATA, "--state", f"{root}/state"):
        code, said = ended("--data", DATA, "--state", f"{root}/state")
        assert code == 78 and "another server" in said, (code, said)


def G3_a_folder_that_lost_a_tenth_is_refused_until_that_is_accepted(root):
    folders = Folders(root)
    folders.copy("a")
    table = folders.root / "a" / "statistics.csv"
    with operated(f"{root}/a", "--state", f"{root}/state") as server:
        version = server.version()
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        table.write_text("".join(lines[:len(lines) * 85 // 100]), encoding="utf-8")
        server.reload()
        assert server.version() == version
        assert "statistics.csv has " in server.readiness()[1] and "--accept-shrink" in server.readiness()[1]
        assert 'reason="shrunk"} 1' in server.ops.get("/metrics")[2].decode()
    with operated(f"{root}/a", "--state", f"{root}/state") as server:
        assert server.version() == version and server.readiness()[1].startswith("degraded: ")
    with operated(f"{root}/a", "--state", f"{root}/state", "--accept-shrink") as server:
        smaller = server.version()
        assert smaller != version and server.readiness() == (200, "ready\n")
    # From now on the smaller one is the measure.
    with operated(f"{root}/a", "--state", f"{root}/state") as server:
        assert server.version() == smaller and server.readiness() == (200, "ready\n")
    with operated(f"{root}/a") as server:
        table.write_text(lines[0], encoding="utf-8")
        server.reload()
        assert server.readiness() == (200, "ready\n"), "without --state nothing is measured"


def L4_a_copy_that_cannot_be_kept_is_said_and_serving_goes_on(root):
    folders = Folders(root)
    first, second = good_copies(folders, 2)
    state = pathlib.Path(root) / "state"
    folders.point_at(first)
    with operated(folders.current, "--state", state) as server:
        version = server.version()
        shutil.rmtree(state)
        state.write_text("no folder any more")
        folders.point_at(second)
        server.reload()
        assert server.version() != version and server.readiness() == (200, "ready\n")
        assert "was not kept" in server.log()


def M6_N3_a_kill_at_any_moment_leaves_a_folder_that_starts(root):
    """T8: under reloads, at random moments; then the folder is bad, so only what was kept can be served."""
    chance = random.Random(8)
    folders = Folders(root)
    good = good_copies(folders, 3)
    folders.copy("bad", without=["incidents.csv"])
    versions, tiles, slowest = set(), set(), 0.0
    for name in good:
        folders.point_at(name)
        with operated(folders.current) as server:
            versions.add(server.version())
            tiles.add(server.get("/tiles/incidents/0/0/0.mvt")[2])
    assert len(versions) == len(good) and len(tiles) == 1
    folders.point_at(good[0])
    with operated(folders.current, "--state", f"{root}/state"):
        pass
    for n in range(KILLS):
        folders.point_at(good[n % len(good)])
        with operated(folders.current, "--state", f"{root}/state", ends=True) as server:
            folders.point_at(good[(n + 1) % len(good)])
            server.process.send_signal(signal.SIGHUP)
            time.sleep(chance.uniform(0, 0.6))
            server.process.kill()
            server.process.wait()
        folders.point_at("bad")
        began = time.monotonic()
        with operated(folders.current, "--state", f"{root}/state") as server:
            slowest = max(slowest, time.monotonic() - began)
            assert server.version() in versions, server.version()
            assert server.get("/tiles/incidents/0/0/0.mvt")[2] in tiles
            assert server.readiness()[1].startswith("degraded: ")
        half_done = [name for name in os.listdir(f"{root}/state") if name.startswith(".")]
        assert not half_done, half_done
    print(f"{KILLS} kills, none lost, ready after at most {slowest:.2f} s")


CASES = [M2_a_bad_first_start_serves_the_last_good_copy_and_says_so,
         M2_a_bad_first_start_without_a_copy_ends_with_the_reason, N4_a_state_folder_that_cannot_be_used_ends_with_78,
         G3_a_folder_that_lost_a_tenth_is_refused_until_that_is_accepted,
         L4_a_copy_that_cannot_be_kept_is_said_and_serving_goes_on,
         M6_N3_a_kill_at_any_moment_leaves_a_folder_that_starts]


if __name__ == "__main__":
    sys.exit(run_cases(CASES))
