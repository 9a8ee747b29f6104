#!/usr/bin/python3
"""A client that plays time from space-time tiles gets the server's own counts, and filters the tiles by `t` as SQL.

Tiles are read by GDAL's MVT driver; the arithmetic is that of the README of the server, written anew.
Ends with `N passed, N failed`.
"""

import collections
import contextlib
import csv
import datetime
import pathlib
import shutil
import sys
import tempfile

from osgeo import gdal, ogr

from served import DATA, yaad

gdal.UseExceptions()
SUMS = ["point_count", "killed", "killed_low", "killed_high", "injured", "no_figure"]
FAMILIES = {"explosion": ["suicide_bombing", "bombing", "grenade", "rocket_mortar"],
            "gunfire": ["shooting", "targeted_killing"],
            "execution": ["execution", "abduction_killing"],
            "other": ["complex_attack", "arson_mob", "other"]}
FAMILY_OF = {code: family for family, codes in FAMILIES.items() for code in codes}
NAMES = SUMS + ["n_" + family for family in FAMILIES]
# First and last days of whole units.
EDGES = {"month": [("1998-01-01", "2030-12-31"), ("2012-03-01", "2013-02-28"), ("2013-02-01", "2013-02-28"),
                   ("1990-01-01", "2009-05-31"), ("2013-03-01", "2040-12-31"), ("1950-01-01", "1950-01-31")],
         "week": [("2013-02-11", "2013-02-17"), ("2009-04-27", "2013-03-03")],
         "year": [("2013-01-01", "2013-12-31"), ("2001-01-01", "2012-12-31")],
         "day": [("2013-02-16", "2013-02-16"), ("2009-05-02", "2013-02-28")]}
FILTERS = ["", "attack_type=suicide_bombing,bombing", "community=hazara&killed=3..", "date_precision=D4", "area=PK-BA"]
DATES = ["2013-02-16", "2013-02", "2013", "", "2013-02-10/2013-03-05", "../2009-05-01", "2012-03-05/..", "2013-02-28",
         "2009-05-01/2013-02-16", "2012-12-31", "2013-03-01"]
MOST_LISTED = 500


@contextlib.contextmanager
def opened(body, z, x, y):
    gdal.FileFromMemBuffer("/vsimem/t.mvt", body)
    dataset = gdal.OpenEx("MVT:/vsimem/t.mvt", gdal.OF_VECTOR, allowed_drivers=["MVT"],
                          open_options=[f"X={x}", f"Y={y}", f"Z={z}", "METADATA_FILE=", "CLIP=NO"])
    try:
        yield dataset
    finally:
        dataset = None
        gdal.Unlink("/vsimem/t.mvt")


def spacetime_tile(server, z, x, y, query):
    status, _, body = server.get(f"/tiles/spacetime/{z}/{x}/{y}.mvt?{query}")
    assert status in (200, 204), f"space-time tile {z}/{x}/{y}?{query}: {status}"
    if status == 204:
        return []
    with opened(body, z, x, y) as dataset:
        return [{k: v for k, v in feature.items().items() if v is not None}
                for feature in dataset.GetLayerByName("spacetime")]


def played(features, a, b):
    """{cell: sums} of the days from a to b, by adding and subtracting."""
    cells = collections.defaultdict(collections.Counter)
    for f in features:
        sums = cells[f["cell"]]
        if "id" in f:
            if f.get("first", a) <= b and f.get("last", b) >= a:
                sums.update({name: f.get(name, 0) for name in SUMS})
                sums["n_" + f["family"]] += 1
            continue
        t = f.get("t")
        if t and a <= t <= b:
            sums.update({name: f.get(name, 0) for name in NAMES})
        if not t or t <= b:
            sums.update({name: f.get("starts_" + name, 0) for name in NAMES})
        if t and t < a:
            sums.subtract({name: f.get("ends_" + name, 0) for name in NAMES})
    return {cell: tuple(sums[name] for name in NAMES) for cell, sums in cells.items() if any(sums.values())}


def drawn(server, z, x, y, query):
    """What the incidents tile of the same window says: {cluster: sums}, and the sums of all."""
    clusters, total = {}, collections.Counter()
    for feature in server.json(f"/tiles/incidents/{z}/{x}/{y}.geojson?{query}")["features"]:
        p = feature["properties"]
        sums = collections.Counter({name: p.get(name, 0) for name in SUMS})
        for code, family in FAMILY_OF.items():
            sums["n_" + family] += p.get("n_" + code, int(not p["cluster"] and "area" not in p and p["attack_type"] == code))
        total.update(sums)
        if "cluster_id" in p:
            clusters[p["cluster_id"]] = tuple(sums[name] for name in NAMES)
    return clusters, tuple(total[name] for name in NAMES)


def check_tile(server, z, x, y, query, step, windows):
    features = spacetime_tile(server, z, x, y, f"{query}&step={step}")
    for a, b in windows:
        cells = played(features, a, b)
        clusters, total = drawn(server, z, x, y, f"{query}&datetime={a}/{b}")
        where = f"{z}/{x}/{y}?{query} by {step}, {a} to {b}"
        for cell, sums in clusters.items():
            assert cells.get(cell) == sums, f"{where}, {cell}: {cells.get(cell)}; the server counts {sums}"
        whole = tuple(map(sum, zip(*cells.values()))) if cells else (0,) * len(NAMES)
        assert whole == total, f"{where}: {whole}; the server counts {total}"
    return "listed" if features and "id" in features[0] else "counted" if features else "empty"


def tiles_below(server, deepest):
    """Addresses of all tiles that hold a record, down to this zoom."""
    level = [(0, 0, 0)]
    while level:
        yield from level
        if level[0][0] == deepest:
            return
        children = [(z + 1, 2 * x + i, 2 * y + j) for z, x, y in level for i in (0, 1) for j in (0, 1)]
        level = [c for c in children if server.get("/tiles/incidents/%d/%d/%d.mvt" % c)[0] == 200]


def played_tiles_give_the_server_s_counts_at_every_bin_edge(server):
    seen = collections.Counter()
    for step, windows in EDGES.items():
        for query in FILTERS:
            seen[check_tile(server, 0, 0, 0, query, step, windows)] += 1
    for z, x, y in tiles_below(server, 7):
        seen[check_tile(server, z, x, y, "", "month", EDGES["month"][:3])] += 1
    return seen


def listed_tiles_are_exact_to_the_day(server):
    windows = []
    for year, month in [(2000, 4), (2001, 1), (2013, 2)]:
        start = datetime.date(year, month, 20).toordinal()
        days = [datetime.date.fromordinal(start + 5 * n).isoformat() for n in range(6)]
        windows += [(a, b) for a in days[::2] for b in days if a <= b]
    for address in [(0, 0, 0), (5, 21, 12), (6, 43, 25), (7, 87, 52)]:
        seen = check_tile(server, *address, "", "year", windows)
        assert seen in ("listed", "empty"), (address, seen)


def sql_filters_a_tile_by_t(server):
    body = server.get("/tiles/spacetime/0/0/0.mvt")[2]
    with opened(body, 0, 0, 0) as dataset:
        for first, last in [("2013-02-01", "2013-02-28"), ("2012-01-01", "2012-12-31"), ("1990-01-01", "2030-12-31")]:
            found = dataset.ExecuteSQL("SELECT SUM(point_count) AS n, SUM(killed) AS k FROM spacetime "
                                       f"WHERE t >= '{first}' AND t <= '{last}'")
            row = found.GetNextFeature()
            totals = server.json("/api/collections/incidents/histogram?date_precision=D1"
                                 f"&datetime={first}/{last}")["totals"]
            assert (row["n"], row["k"]) == (totals["count"], totals["killed"]), (first, last, row["n"], row["k"], totals)
            dataset.ReleaseResultSet(found)
        open_ended = dataset.ExecuteSQL("SELECT SUM(starts_point_count) AS n FROM spacetime WHERE t IS NULL")
        assert open_ended.GetNextFeature()["n"] > 0
        dataset.ReleaseResultSet(open_ended)


def clusters_open_as_the_records_they_count(server):
    opened_clusters = 0
    for query in ["", "datetime=2013-02/2013-03", "killed=3..&datetime=2012", "attack_type=shooting,targeted_killing"]:
        for z, x, y in tiles_below(server, 6):
            if z not in (0, 2, 4, 6):
                continue
            for feature in server.json(f"/tiles/incidents/{z}/{x}/{y}.geojson?{query}")["features"]:
                p = feature["properties"]
                if "cluster_id" not in p:
                    continue
                page = server.json(f"/api/collections/incidents/clusters/{p['cluster_id']}?limit=10000&{query}")
                records = [f["properties"] for f in page["features"]]
                assert page["numberMatched"] == len(records) == len({r["id"] for r in records}) == p["point_count"], p
                assert sum(r.get("killed") or 0 for r in records) == p.get("killed", 0), p
                places = {r.get("place") for r in records}
                if p.get("same_place") and "place" in p:
                    assert places == {p["place"]} and "expansion_zoom" not in p, p
                opened_clusters += 1
    assert opened_clusters > 50, opened_clusters


@contextlib.contextmanager
def many_records():
    """A copy of the data with as many records again, several times, of every kind of date."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "data"
        shutil.copytree(DATA, copy)
        rows = list(csv.DictReader((copy / "incidents.csv").open(encoding="utf-8", newline="")))
        patterns = [row for row in rows if row["place"] and row["status"] == "published"]
        with (copy / "incidents.csv").open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
            for n in range(3 * MOST_LISTED):
                writer.writerow({**patterns[n * 7 % len(patterns)], "id": f"planted-{n}", "date": DATES[n % len(DATES)],
                                 "date_as_stated": ""})
        yield copy


def main():
    passed = failed = 0

    def run(case, *arguments):
        nonlocal passed, failed
        name = case.__name__.replace("_", " ")
        try:
            case(*arguments)
            passed += 1
            print("passed", name)
        except AssertionError as error:
            failed += 1
            print("FAILED", name, "-", error)

    def both_kinds_of_tile_are_played(server):
        seen = played_tiles_give_the_server_s_counts_at_every_bin_edge(server)
        assert seen["listed"] >= 3 and seen["counted"] >= 3, seen

    with yaad(DATA) as server:
        run(played_tiles_give_the_server_s_counts_at_every_bin_edge, server)
        run(listed_tiles_are_exact_to_the_day, server)
    with many_records() as copy, yaad(copy) as server:
        run(both_kinds_of_tile_are_played, server)
        run(sql_filters_a_tile_by_t, server)
        run(clusters_open_as_the_records_they_count, server)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
