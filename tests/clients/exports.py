#!/usr/bin/python3
"""Files hold the records of the API, in every format, and are given away whole or visibly not at all.

Read by other programs than ours: GDAL, Python's csv and zipfile, xmllint, PROJ's cs2cs.
"""

import base64
import contextlib
import csv
import functools
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

from osgeo import gdal, ogr

from operated import run_cases
from served import DATA, YAAD, yaad

gdal.UseExceptions()
ITEMS = "/api/collections/incidents/items"
FILES = {"geojson": "geojson", "geojsonl": "geojsonl", "csv": "csv", "gpkg": "gpkg", "fgb": "fgb", "kml": "kml",
         "shp": "shp.zip", "xlsx": "xlsx", "ods": "ods"}
HOSTILE = ['=HYPERLINK("http://x","y")', "+1+1", "-1+1", "@SUM(A1)", '"; DROP', "a,b\nc", "</script><!--]]>&#0;",
           "quote \" and, comma", "کوئٹہ میں حملہ", "line\u2028separator"]


def api(server, query=""):
    """Every record of a filter, by pages."""
    found, offset = [], 0
    while True:
        page = server.json(f"{ITEMS}?limit=10000&offset={offset}&{query}")
        found += page["features"]
        offset = len(found)
        if offset >= page["numberMatched"]:
            return found


def file_of(server, form, query="", headers=None):
    # One after another without a pause: the slot of a file is free when its last byte is read.
    status, fields, body = server.get(f"{ITEMS}?f={form}&{query}", headers)
    assert status == 200, f"{form} {query}: {status} {body[:300]!r}"
    return fields, body


@contextlib.contextmanager
def written(body, form):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "file." + FILES[form])
        path.write_bytes(body)
        yield str(path)


def rows_by_gdal(body, form):
    """(rows, killed, ids) as GDAL reads the file."""
    with written(body, form) as path:
        options = ["HEADERS=FORCE"] if form in ("xlsx", "ods") else []
        gdal.SetConfigOption("OGR_XLSX_HEADERS", "FORCE")
        gdal.SetConfigOption("OGR_ODS_HEADERS", "FORCE")
        where = f"/vsizip/{path}/incidents.shp" if form == "shp" else path
        dataset = gdal.OpenEx(where, gdal.OF_VECTOR)
        layer = dataset.GetLayerByName("incidents")
        if layer is None and form == "ods":
            return 0, 0, []  # this reader leaves out a sheet without rows
        if layer is None:
            layer = dataset.GetLayer(0)
        rows, killed, ids = 0, 0, []
        has_killed = layer.GetLayerDefn().GetFieldIndex("killed") >= 0  # not in lines of which none states it
        for feature in layer:
            rows += 1
            killed += int(feature["killed"] or 0) if has_killed else 0
            ids.append(feature["id"])
        del layer, dataset, options
        return rows, killed, ids


def F11_F12_every_format_holds_what_the_api_says(server):
    records = api(server)
    killed = sum(r["properties"].get("killed", 0) for r in records)
    version = server.json("/dataset.json")["version"]
    for form in FILES:
        fields, body = file_of(server, form)
        rows, sum_killed, ids = rows_by_gdal(body, form)
        assert (rows, sum_killed) == (len(records), killed), (form, rows, sum_killed, len(records), killed)
        assert sorted(ids) == sorted(r["id"] for r in records), form
        assert fields["X-Dataset-Version"] == version
        assert re.fullmatch(rf'attachment; filename="incidents-{re.escape(version)}\.{re.escape(FILES[form])}"',
                            fields["Content-Disposition"]), fields["Content-Disposition"]
        if "Repr-Digest" in fields:
            digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
            assert fields["Repr-Digest"] == f"sha-256=:{digest}:", form
    assert sorted(ids) and "withheld" not in json.dumps(records[0])


def with_hostile_texts(folder):
    """A copy of the data with a record for each text of HOSTILE, as its summary."""
    copy = pathlib.Path(folder, "hostile")
    shutil.copytree(DATA, copy)
    rows = list(csv.DictReader((copy / "incidents.csv").open(encoding="utf-8", newline="")))
    pattern = next(r for r in rows if r["place"] and r["sources"])
    with (copy / "incidents.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(pattern), lineterminator="\n")
        for number, text in enumerate(HOSTILE):
            writer.writerow({**pattern, "id": f"hostile-{number}", "summary": text, "date": "2013-05-05"})
    return copy


def F1_F2_F4_hostile_text_stays_text(folder):
    copy = with_hostile_texts(folder)
    with yaad(copy) as server:
        # What the reader refuses at the door cannot be planted.
        there = {r["id"]: r["properties"]["summary"] for r in api(server) if r["id"].startswith("hostile")}
        assert len(there) >= 8, there
        body = file_of(server, "csv")[1]
        assert body.startswith(b"\xef\xbb\xbf")
        table = {r["id"]: r for r in csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))}
        for name, text in there.items():
            cell = table[name]["summary"]
            assert cell == ("'" + text if text[0] in "=+-@" else text), (cell, text)
            float(table[name]["lat"] or 0), int(table[name]["killed"] or 0)
        for form in ("xlsx", "ods"):
            with zipfile.ZipFile(io.BytesIO(file_of(server, form)[1])) as archive:
                for member in archive.namelist():
                    text = archive.read(member).decode("utf-8", "replace")
                    assert "<f>" not in text and "table:formula" not in text, (form, member)
        kml = file_of(server, "kml")[1]
        assert b"<script" not in kml and b"&lt;script" not in kml and b"&amp;lt;" in kml
        with written(kml, "kml") as path:
            subprocess.run(["xmllint", "--noout", path], check=True)


def further_tables_stand_beside_the_records(server):
    for form in ("gpkg", "xlsx", "ods"):
        with written(file_of(server, form, "area=PK-BA")[1], form) as path:
            dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
            assert dataset.GetLayer(0).GetName() == "incidents"
            for table in ("sources", "statistics", "codebook", "provenance"):
                assert dataset.GetLayerByName(table).GetFeatureCount() > 0, (form, table)
            said = {f["name"]: f["value"] for f in dataset.GetLayerByName("provenance")}
            assert said["filter"] == "area=PK-BA" and len(said["sha256"]) == 64 and said["licence"], said


def other_systems_agree_with_cs2cs(server):
    points = {r["id"]: r["geometry"]["coordinates"] for r in api(server) if r["geometry"]}
    for code in (32642, 3857, 24378, 4240):
        text = "".join(f"{lon} {lat}\n" for lon, lat in points.values())
        told = subprocess.run(["cs2cs", "-f", "%.6f", "OGC:CRS84", f"EPSG:{code}"], input=text, text=True, check=True,
                              capture_output=True, env={**os.environ, "PROJ_NETWORK": "OFF"}).stdout
        expected = {name: [float(n) for n in line.split()[:2]] for name, line in zip(points, told.splitlines())}
        rows = csv.DictReader(io.StringIO(file_of(server, "csv", f"crs=EPSG:{code}")[1].decode("utf-8-sig"), newline=""))
        found = {r["id"]: [float(r["x"]), float(r["y"])] for r in rows if r["x"]}
        assert found.keys() == expected.keys()
        for name, (x, y) in found.items():
            there = expected[name] if code != 4240 else expected[name][::-1]  # EPSG says latitude first, people do not
            assert abs(x - there[0]) < 1e-3 and abs(y - there[1]) < 1e-3, (code, name, (x, y), there)
    first = next(iter(points.values()))
    uri = "http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F4326"
    page = json.loads(file_of(server, "geojson", f"crs={uri}")[1])
    swapped = next(f["geometry"]["coordinates"] for f in page["features"] if f["geometry"])
    assert swapped == first[::-1], (swapped, first)


def areas_carry_their_polygon_when_asked(server):
    records = [r for r in api(server) if r["geometry"] is None]
    assert records
    page = json.loads(file_of(server, "geojson", "geometry=area")[1])
    with_polygon = {f["id"] for f in page["features"] if f["geometry"] and f["geometry"]["type"] == "MultiPolygon"}
    assert with_polygon == {r["id"] for r in records}
    for feature in page["features"]:
        assert ogr.CreateGeometryFromJson(json.dumps(feature["geometry"])).IsValid()


def F11_an_expression_and_a_rectangle_in_metres_leave_the_rows_of_the_pages(server):
    utm = "http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F32642"
    everything = len(api(server))
    for query in ("filter=killed%20%3E%3D%2020%20AND%20attack_type%20%3C%3E%20%27shooting%27",
                  "filter=place_name%20LIKE%20%27%25Town%25%27&filter-lang=cql2-text&datetime=2012/2014",
                  f"bbox=200000,3200000,400000,3500000&bbox-crs={utm}"):
        records = api(server, query)
        assert 0 < len(records) < everything, (query, len(records))
        for form in ("csv", "geojson", "gpkg", "kml"):
            fields, body = file_of(server, form, query)
            rows, killed, ids = rows_by_gdal(body, form)
            assert ids == [r["id"] for r in records], (form, query)
            assert killed == sum(r["properties"].get("killed", 0) for r in records), (form, query)
        said = json.loads(file_of(server, "geojson", query)[1])["provenance"]
        assert said["filter"] and said["count"] == str(len(records)), said


def F11_yaad_export_takes_an_expression(folder):
    with yaad(DATA) as server:
        expected = [r["id"] for r in api(server, "filter=killed%20%3E%3D%2020&area=PK-BA")]
    out = pathlib.Path(folder, "out.csv")
    run = [YAAD, "export", "--data", str(DATA), "--format", "csv", "--area", "PK-BA"]
    subprocess.run([*run, "--filter", "killed >= 20", str(out)], check=True, capture_output=True)
    assert [r["id"] for r in csv.DictReader(out.open(encoding="utf-8-sig", newline=""))] == expected and expected
    assert subprocess.run([*run, "--filter", "dead > 1", str(out)], capture_output=True).returncode == 64


def what_cannot_be_asked_for_is_refused(server):
    for query, parameter in [("f=csv&crs=EPSG:999999", "crs"), ("f=csv&crs=wgs84", "crs"), ("f=kml&crs=EPSG:3857", "crs"),
                             ("f=shp&geometry=area", "geometry"), ("f=gpkg&hxl=1", "hxl"), ("f=csv&hxl=yes", "hxl"),
                             ("f=csv&limit=5", "limit"), ("f=parquet", "f"), ("f=csv&area=XX", "area"),
                             ("f=csv&crs=EPSG:4978", "crs"), ("f=csv&geometry=blob", "geometry"),
                             ("f=csv&filter=dead%3E1", "filter"), ("f=csv&filter-lang=sql", "filter-lang")]:
        status, _, body = server.get(f"{ITEMS}?{query}")
        assert status == 400 and json.loads(body)["parameter"] == parameter, (query, status, body)
    status, fields, _ = server.get(f"{ITEMS}", {"Accept": "text/csv"})
    assert status == 200 and fields["Content-Type"].startswith("text/csv")
    tag = fields["ETag"]
    assert server.get(f"{ITEMS}", {"Accept": "text/csv", "If-None-Match": tag})[0] == 304
    hxl = file_of(server, "csv", "hxl=1")[1].decode("utf-8-sig").split("\r\n")[1]
    assert hxl.startswith("#event+id,#date+occurred,#meta+edtf,"), hxl[:80]


def the_described_columns_are_those_of_the_file(server):
    package = server.json("/datapackage.json")
    resource = package["resources"][0]
    path = resource["path"][resource["path"].index("/api"):]
    rows = list(csv.reader(io.StringIO(server.get(path)[2].decode("utf-8-sig"), newline="")))
    fields = resource["schema"]["fields"]
    assert rows[0] == [f["name"] for f in fields]
    reads = {"string": str, "integer": int, "number": float, "boolean": ("true", "false").index,
             "date": lambda text: time.strptime(text, "%Y-%m-%d")}
    for row in rows[1:]:
        for field, cell in zip(fields, row):
            if cell:
                reads[field["type"]](cell)
                assert cell in field.get("constraints", {}).get("enum", [cell]), (field["name"], cell)


def of_our_data(case):
    """The case, asked of a server of the data in the repository."""
    @functools.wraps(case)
    def with_server(_):
        with yaad(DATA) as server:
            case(server)
    return with_server


if __name__ == "__main__":
    sys.exit(run_cases([*map(of_our_data, (
        F11_F12_every_format_holds_what_the_api_says, further_tables_stand_beside_the_records,
        F11_an_expression_and_a_rectangle_in_metres_leave_the_rows_of_the_pages, other_systems_agree_with_cs2cs,
        areas_carry_their_polygon_when_asked, what_cannot_be_asked_for_is_refused,
        the_described_columns_are_those_of_the_file)),
        F1_F2_F4_hostile_text_stays_text, F11_yaad_export_takes_an_expression]))
