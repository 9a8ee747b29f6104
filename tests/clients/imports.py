#!/usr/bin/env python3
"""`yaad import`: artificial files of each producer, read a second time with Python's csv module. What the served folder
says for each year and country is what the file says, and every row of the file has its line in the report.
"""

import collections
import csv
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from import_rows import PRODUCERS
from served import ROOT, YAAD, yaad

ROWS = int(os.environ.get("YAAD_IMPORT_ROWS", "1500"))


def run(*arguments, code=0):
    done = subprocess.run([YAAD, *map(str, arguments)], capture_output=True, text=True, timeout=600)
    assert done.returncode == code, f"yaad {arguments}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done


def write(path, header, rows, encoding="utf-8"):
    with open(path, "w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(rows)


def independent(path, producer, encoding="utf-8"):
    """(year, country code) -> [records that may have happened then, their dead], by the csv module alone."""
    sums = collections.defaultdict(lambda: [0, 0])
    with open(path, newline="", encoding=encoding) as file:
        for row in csv.DictReader(file):
            read = producer.read(row)
            if read is None:
                continue
            first, last, country, killed = read
            for year in range(first, last + 1):
                sums[year, country][0] += 1
                sums[year, country][1] += killed
    return sums


def account(folder, path):
    """The report has one line for each row, and says for each what became of it."""
    with open(f"{folder}.report.csv", newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    with open(path, newline="", encoding="utf-8") as file:
        rows = sum(1 for _ in csv.reader(file)) - 1
    assert len(lines) == rows, (len(lines), rows)
    outcomes = collections.Counter(line["outcome"] for line in lines)
    assert set(outcomes) <= {"accepted", "refused", "left out"}, outcomes
    assert all(line["reason"] for line in lines if line["outcome"] != "accepted")
    return outcomes


def check_producer(root, name, producer):
    random.seed(name)
    path, folder = root / f"{name}.csv", root / name
    write(path, producer.HEADER, producer.rows(ROWS, random))
    done = run("import", "--from", name, path, folder)
    outcomes = account(folder, path)
    line = next(l for l in done.stdout.splitlines() if "rows read = " in l)
    assert line == (f"{sum(outcomes.values())} rows read = {outcomes['accepted']} accepted + {outcomes['refused']} refused + "
                    f"{outcomes['left out']} left out"), line
    assert "\r" not in done.stderr, "progress in a pipe"
    assert outcomes["left out"] > 0 and outcomes["accepted"] > ROWS / 2, outcomes
    run("check", folder)
    expected = independent(path, producer)
    with yaad(folder) as server:
        assert server.json("/dataset.json")["licence"], "no licence"
        for (year, country), (count, killed) in sorted(expected.items()):
            window = f"area={country}&datetime={year}-01-01/{year}-12-31"
            totals = server.json(f"/api/collections/incidents/histogram?step=year&{window}")["totals"]
            assert (totals["count"], totals["killed"]) == (count, killed), (name, year, country, totals, count, killed)
        whole = server.json("/api/collections/incidents/items?limit=1")["numberMatched"]
        assert whole == outcomes["accepted"], (whole, outcomes)
    print(f"{name}: {dict(outcomes)}; {len(expected)} pairs of year and country agree")


def mapped(root):
    """The example of the mapping page, from the command line."""
    example = ROOT / "tests" / "tables" / "mapping_example"
    done = run("import", "--from", "csv", "--mapping", example / "mapping.json", example / "table.csv", root / "mapped", code=1)
    assert "4 rows read = 3 accepted + 1 refused + 0 left out" in done.stdout, done.stdout
    assert "line 5: refused: When:" in done.stdout, done.stdout
    run("check", root / "mapped")
    wrong = root / "wrong.json"
    wrong.write_text('{"columns": {"datum": "When"}}')
    error = run("import", "--from", "csv", "--mapping", wrong, example / "table.csv", root / "no", code=78).stderr
    assert "columns.datum" in error, error
    run("import", "--from", "csv", example / "table.csv", root / "no", code=64)


def bad_input(root):
    """What is no file of records is met at the door, and nothing is written."""
    spreadsheet = root / "table.csv"
    spreadsheet.write_bytes(b"PK\x03\x04 and more")
    run("import", "--from", "ucdp", spreadsheet, root / "no", code=66)
    run("import", "--from", "ucdp", root / "absent.csv", root / "no", code=66)
    other = root / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert "has no column" in run("import", "--from", "ucdp", other, root / "no", code=66).stderr
    (root / "link.csv").symlink_to(other)
    run("import", "--from", "ucdp", root / "link.csv", root / "no", code=66)
    run("import", "--from", "someone", other, root / "no", code=64)
    run("import", other, root / "no", code=64)
    run("import", "--from", "ucdp", other, code=64)
    assert not (root / "no").exists() and not list(root.glob(".no*"))
    # A folder that is there is never written over.
    taken = root / "ucdp"
    before = {p.name: p.read_bytes() for p in taken.iterdir()}
    run("import", "--from", "ucdp", root / "ucdp.csv", taken, code=73)
    assert before == {p.name: p.read_bytes() for p in taken.iterdir()}


def main():
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for producer_name, producer in PRODUCERS.items():
            check_producer(root, producer_name, producer)
        mapped(root)
        bad_input(root)


if __name__ == "__main__":
    sys.exit(main())
