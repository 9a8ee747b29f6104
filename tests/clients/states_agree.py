#!/usr/bin/python3
"""Random states of the map: tiles, list, pages, bars, areas and every format of file hold the same records and dead.

Files and tiles are read by GDAL, not by our own code. 20 states, with YAAD_LONG 200; the seed is fixed.
"""

import csv
import html
import io
import json
import os
import random
import re
import sys
import urllib.parse

from artificial_rows import ATTACKS, COMMUNITIES, TARGETS, WORDS, table, with_artificial_rows
from exports import FILES, api, file_of, rows_by_gdal
from map_agrees import sums_of_zooms
from operated import run_cases
from served import yaad

STATES = 200 if os.environ.get("YAAD_LONG") else 20
RECORDS = 600
DEEPEST = 6
AREAS = ["PK", "AF", "PK-BA", "PK-SD", "PK-KP", "AF-KAB", "PK-BA.quetta", "PK-BA,AF"]


def random_states(actors):
    rng = random.Random(2013)

    def some(codes, most=3):
        return ",".join(rng.sample(codes, rng.randint(1, most)))

    def window():
        a, b = sorted((f"{rng.randint(1998, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}" for _ in "ab"))
        return rng.choice([f"{a}/{b}", f"{a}/..", f"../{b}", a[:4], a[:7], a, f"{a}/P200D"])

    def killed():
        low = rng.randint(0, 20)
        return rng.choice([f"{low}..", f"..{low}", f"{low}..{low + 15}"])

    kinds = {"datetime": window, "attack_type": lambda: some(ATTACKS, 4), "target_type": lambda: some(TARGETS),
             "community": lambda: some(COMMUNITIES), "actor": lambda: some(actors), "killed": killed,
             "precision": lambda: rng.choice(["P1", "P2", "P3", "P4", "P5", "P6", "P7"]),
             "date_precision": lambda: rng.choice(["D1", "D2", "D4", "D5"]),
             "q": lambda: rng.choice([*WORDS, "quetta", "کوئٹہ"])}
    where = {"area": lambda: rng.choice(AREAS),
             "bbox": lambda: f"{rng.randint(60, 66)},{rng.randint(24, 30)},{rng.randint(67, 75)},{rng.randint(31, 37)}"}
    for _ in range(STATES):
        state = {name: kinds[name]() for name in rng.sample(sorted(kinds), rng.randint(0, 3))}
        place = rng.choice([None, *where])
        yield {**state, **({place: where[place]()} if place else {})}


def by_bars(server, query):
    bars = server.json(f"/api/collections/incidents/histogram?step=month&{query}")
    parts = [bar["certain"] for bar in bars["bins"]] + [bars["unbinned"]]
    assert bars["totals"]["killed"] == sum(p["killed"] for p in parts) and bars["numberMatched"] == bars["totals"]["count"]
    return bars["numberMatched"], sum(p["killed"] for p in parts), sum(p["count"] for p in parts)


def by_list(server, query):
    """(rows of all its pages, records and killed of its headline)"""
    rows, path = 0, f"/list?{query}"
    while path:
        body = server.get(path)[2].decode()
        rows += body.count("<tr><td>")
        following = re.search(r'<a href="([^"]+)"[^>]*rel="next"', body)
        path = html.unescape(following.group(1)) if following else None
    said = re.search(r"· ([\d,]+) documented attacks · ([\d,]+) killed", body)
    return rows, *((int(n.replace(",", "")) for n in said.groups()) if said else (0, 0))


def by_areas(server, state):
    """The countries added up, or those that the state names: their sums, and their bars by year."""
    others = urllib.parse.urlencode({k: v for k, v in state.items() if k != "area"})
    features = server.json(f"/api/collections/areas/items?limit=10000&{others}")["features"]
    wanted = state["area"].split(",") if "area" in state else [f["id"] for f in features if f["properties"]["level"] == "country"]
    chosen = [f["properties"] for f in features if f["id"] in wanted]
    yield sum(p["count"] for p in chosen), sum(p.get("killed", 0) for p in chosen)
    bars = [a for a in server.json(f"/api/collections/areas/histogram?step=year&{others}")["areas"] if a["area"] in wanted]
    parts = [part for area in bars for part in [area["unbinned"], *(bar["certain"] for bar in area["bins"])]]
    yield sum(p["count"] for p in parts), sum(p.get("killed", 0) for p in parts)
    rows = csv.DictReader(io.StringIO(server.get(f"/api/collections/areas/histogram?step=year&f=csv&{others}")[2].decode("utf-8-sig")))
    mine = [row for row in rows if row["area"] in wanted]
    yield sum(int(row["count"]) for row in mine), sum(int(row["killed"] or 0) for row in mine)


def by_file(server, form, query, records):
    """(rows, killed) of a file, whose records are compared as far as the format says them."""
    body = file_of(server, form, query)[1]
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
        assert [r["id"] for r in rows] == [r["id"] for r in records], query
        return len(rows), sum(int(r["killed"] or 0) for r in rows)
    if form == "geojson":
        page = json.loads(body)
        assert page["features"] == records, query
        return page["numberMatched"], sum(f["properties"].get("killed", 0) for f in page["features"])
    if form == "geojsonl" and not records:
        assert body == b"", query  # GDAL reads no file of nothing
        return 0, 0
    return rows_by_gdal(body, form)[:2]


def F11_every_way_of_asking_gives_the_same_records(folder):
    data = with_artificial_rows(folder, RECORDS, seed=7)
    empty = 0
    with yaad(data) as server:
        assert not any(file["refused"] for file in server.json("/dataset.json")["files"])
        for state in random_states([a["code"] for a in table(data, "actors.csv")]):
            query = urllib.parse.urlencode(state)
            records = api(server, query)
            expected = len(records), sum(r["properties"].get("killed", 0) for r in records)
            empty += not records
            assert by_bars(server, query) == (*expected, len(records)), query
            assert by_list(server, query) == (len(records), *expected), (query, by_list(server, query), expected)
            if "bbox" not in state:  # there the address of a tile is the rectangle, and bbox chooses areas
                for found in by_areas(server, state):
                    assert found == expected, (query, found, expected)
                for zoom, sums in sums_of_zooms(server, query, DEEPEST).items():
                    assert sums == expected, (query, zoom, sums, expected)
            for form in FILES:
                found = by_file(server, form, query, records)
                assert found == expected, (form, query, found, expected)
    assert empty < STATES / 2, f"{empty} of {STATES} states are of nothing"


if __name__ == "__main__":
    sys.exit(run_cases([F11_every_way_of_asking_gives_the_same_records]))
