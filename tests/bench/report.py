#!/usr/bin/env python3
"""The tables of the benchmark from its results; `report.py` alone puts those of results.json into README.md."""
import json
from pathlib import Path

from written import about, into_readme

NAMES = {"ours": "ours", "scan": "raw scan", "supercluster": "supercluster", "postgis": "PostGIS"}
WINDOWS = ["full", "year", "month", "day"]


def number(value):
    if value is None:
        return "—"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def pair(of, what, window="all"):
    found = of.get(what, {}).get(window)
    return f"{number(found['p50_us'])} / {number(found['p99_us'])}" if found else "—"


def ratio(peer, ours, what, window="all"):
    a, b = peer.get(what, {}).get(window), ours.get(what, {}).get(window)
    if not a or not b:
        return "—"
    return " / ".join(f"{number(a[p] / b[p])}×" for p in ("p50_us", "p99_us"))


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def engines(size):
    return [(NAMES[key], size[key]) for key in NAMES if key in size and "skipped" not in size[key]]


def asked(of):
    found = of.get("query", {}).get("all")
    return f"{found['requests']:,}" if found else "—"


def built(of):
    """In new memory; and again, in memory that the process had."""
    return number(of["build_s"]) + (f", {number(of['build_again_s'])} again" if "build_again_s" in of else "")


def side_by_side(sizes):
    rows = []
    for size in sizes:
        for name, of in engines(size):
            rows.append([f"{size['rows']:,}", name, asked(of), built(of), number(of["bytes_a_record"]),
                         pair(of, "query"), pair(of, "tile"), pair(of, "gzip"),
                         "1" if name == "ours" else ratio(of, size["ours"], "query"),
                         "1" if name == "ours" else ratio(of, size["ours"], "tile")])
    return table(["records", "", "requests", "build, s", "bytes a record", "query", "+ MVT", "+ gzip 1",
                  "query, against ours", "+ MVT, against ours"], rows)


def by_window(sizes):
    rows = []
    for size in sizes:
        for name, of in engines(size):
            rows.append([f"{size['rows']:,}", name] + [pair(of, "query", w) for w in WINDOWS] +
                        ["1" if name == "ours" else ratio(of, size["ours"], "query", w) for w in WINDOWS])
    return table(["records", ""] + WINDOWS + [f"{w}, against ours" for w in WINDOWS], rows)


def filtered(sizes):
    rows = []
    for size in sizes:
        for name, of in engines(size):
            if "filtered_query" in of:
                rows.append([f"{size['rows']:,}", name, pair(of, "filtered_query"), pair(of, "filtered_tile"),
                             pair(of, "filtered_gzip"),
                             "1" if name == "ours" else ratio(of, size["ours"], "filtered_query")])
    return table(["records", "", "query", "+ MVT", "+ gzip 1", "query, against ours"], rows)


def server(sizes):
    rows = [[f"{s['rows']:,}", number(s["ours"]["read_s"]), number(s["ours"]["build_s"]), number(s["serve"]["ready_s"]),
             number(s["serve"]["rss_mb"]), number(s["serve"]["peak_mb"]), pair(s["ours"], "served_tile")]
            for s in sizes if "serve" in s]
    return table(["records", "folder read, s", "index built, s", "`yaad serve` ready, s", "memory then, MB",
                  "its peak, MB", "a served tile, 4×4 cells, µs"], rows) if rows else ""


def compared(sizes):
    lines = [f"{s['rows']:,} records: {s['compared']['answers']:,} answers ({s['compared']['cells']:,} cells) compared "
             f"with the raw scan, {s['compared']['wrong']} wrong." for s in sizes]
    lines += [f"{s['rows']:,} records: {NAMES[peer]} is not measured ({s[peer]['skipped']})."
              for s in sizes for peer in ("supercluster", "postgis") if "skipped" in s.get(peer, {})]
    return "\n".join(f"- {line}" for line in lines)


def parts(results):
    found = results.get("parts")
    if not found:
        return ""
    rows = [[f["name"], f"{number(f['time'])} {f['unit'].replace('us', 'µs')}"] for f in found["figures"]]
    return f"\n\nThe parts, over {found['rows']:,} records (mean of the list, Google Benchmark):\n\n" + table(
        ["part", "time"], rows)


def goals(sizes):
    """What the index was built to reach at 10,000,000 records, and what was measured."""
    by_rows = {s["rows"]: s["ours"] for s in sizes}
    if not {100_000, 10_000_000} <= set(by_rows):
        return ""
    small, large = by_rows[100_000], by_rows[10_000_000]
    p = {name: large[name]["all"] for name in ("query", "tile", "filtered_query")}
    rows = [
        ["query, p50 / p99", "15 / 50 µs", f"{number(p['query']['p50_us'])} / {number(p['query']['p99_us'])} µs"],
        ["query + MVT, p99", "100 µs", f"{number(p['tile']['p99_us'])} µs"],
        ["filtered query, p99", "1,000 µs", f"{number(p['filtered_query']['p99_us'])} µs"],
        ["growth of the query's p99 from 100,000 records", "3×",
         f"{number(p['query']['p99_us'] / small['query']['all']['p99_us'])}×"],
        ["bytes a record", "200", number(large["bytes_a_record"])],
        ["build", "10 s", f"{built(large)}"],
    ]
    return "\n\nThe goals at 10,000,000 records:\n\n" + table(["what", "at most", "measured"], rows)


def tables(results):
    sizes = results["sizes"]
    head = (f"{about(results)} Seed {results['seed']}; workload: {results['workload']}; requests: "
            f"{results['requests']}.")
    return (f"{head}\n\nLatencies in µs, p50 / p99.\n\n{side_by_side(sizes)}\n\nThe query by kind of window:\n\n"
            f"{by_window(sizes)}\n\nWith a filter of attack types and groups:\n\n{filtered(sizes)}\n\nThe server:\n\n"
            f"{server(sizes)}{parts(results)}{goals(sizes)}\n\n{compared(sizes)}\n")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    into_readme("tables", tables(json.loads((here / "results.json").read_text())), here / "README.md")
