#!/usr/bin/env python3
"""`yaad check data/`: no errors, every row accepted, and no warning that an editor has not looked at and left standing."""

import json
import subprocess
import sys

from served import ROOT, YAAD

LOOKED_AT = ROOT / "tests" / "tables" / "accepted_warnings.tsv"


def main():
    run = subprocess.run([YAAD, "check", "--format", "json", str(ROOT / "data")], capture_output=True, text=True)
    assert run.returncode == 0, f"yaad check ended with {run.returncode}: {run.stdout[:2000]}{run.stderr}"
    report = json.loads(run.stdout)
    for file in report["files"]:
        assert file["read"] == file["accepted"] + file["refused"], file
        assert file["refused"] == 0, file

    # A row of the table: file, start of the line's first field, field, words of the warning, why it stands.
    rows = [line.split("\t") for line in LOOKED_AT.read_text().splitlines() if line and not line.startswith("#")]
    waiting = [row[:4] for row in rows]
    for finding in report["findings"]:
        line = (ROOT / "data" / finding["file"]).read_text().split("\n")[finding["line"] - 1]
        known = [w for w in waiting
                 if w[0] == finding["file"] and line.startswith(w[1] + ",") and w[2] == finding["field"] and w[3] in finding["detail"]]
        assert known, f"a warning that nobody has looked at: {finding}"
        waiting.remove(known[0])
    assert not waiting, f"warnings that are gone: take them out of {LOOKED_AT.name}: {waiting}"
    incidents = next(file for file in report["files"] if file["file"] == "incidents.csv")
    assert incidents["accepted"] >= 130, incidents
    print(f"{incidents['accepted']} attacks, {len(rows)} warnings that stand with a reason")


if __name__ == "__main__":
    sys.exit(main())
