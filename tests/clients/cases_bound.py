#!/usr/bin/env python3
"""Every case of the groups below is bound to a test by its name, or stands in tests/tables/cases_without_a_test.tsv with
the reason. Fails also where a reason is given for what has a test, so that the table stays true.
"""

import re
import sys

from served import ROOT

# Group and how many cases it has: G ingestion, M reload.
GROUPS = {"G": 19, "M": 8}
TABLE = ROOT / "tests" / "tables" / "cases_without_a_test.tsv"


def names_of_tests():
    for path in (ROOT / "tests").glob("*/*.cpp"):
        yield from re.findall(r'TEST_CASE\(\s*"([^"]*)', path.read_text(encoding="utf-8"))
    for path in (ROOT / "tests" / "clients").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        yield from (name.replace("_", " ", 4).replace(" ", ": ", 1) for name in re.findall(r"^def ([A-Z]\d+_\w+)\(", text, re.M))
        yield from re.findall(r'^    \("([A-Z]\d+: [^"]*)', text, re.M)


def ids_of(name):
    """ "M6, N3: a kill" and "M6: N3 a kill" are both of M6 and N3."""
    head = re.match(r"((?:[A-Z]\d+[:, ]+)+)", name)
    return re.findall(r"[A-Z]\d+", head.group(1)) if head else []


def main():
    bound = {id_ for name in names_of_tests() for id_ in ids_of(name)}
    reasons = dict(line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    cases = [f"{group}{n}" for group, count in GROUPS.items() for n in range(1, count + 1)]
    faults = [f"{case} has no test whose name begins with it, and no reason in {TABLE.name}"
              for case in cases if case not in bound and case not in reasons]
    faults += [f"{case} has a test: take it out of {TABLE.name}" for case in reasons if case in bound]
    faults += [f"{case} in {TABLE.name} is no case, or its reason is blank"
               for case, reason in reasons.items() if case not in cases or not reason.strip()]
    for fault in faults:
        print(fault)
    print(f"{len(cases)} cases: {len([c for c in cases if c in bound])} have tests, "
          f"{len([c for c in cases if c in reasons])} a reason")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
