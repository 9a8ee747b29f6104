#!/usr/bin/python3
"""`yaad serve --source`: a table in a file of any format that is read, or in PostgreSQL, is served as its records.

The database is one of its own in a temporary folder, on a free port of this machine.
"""

import contextlib
import json
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile

from osgeo import gdal, ogr

from served import YAAD, Server, free_port, stop

gdal.UseExceptions()
ROWS = 300
SECRET = "not-for-a-log"
MAPPING = {
    "columns": {"id": "no", "date": "day", "lat": "lat", "lon": "lon", "attack_type": "kind", "killed": "dead"},
    "dates": ["edtf"],
    "dataset": {"title": {"en": "Made up"}, "licence": "CC0", "attribution": "nobody"},
}


def records(count=ROWS):
    return [{"no": n, "day": f"20{n % 20:02}-0{n % 9 + 1}-1{n % 9}", "kind": "bombing", "dead": n % 7,
             "lon": 60 + n % 10, "lat": 30 + n % 5} for n in range(1, count + 1)]


def geojson(path, rows):
    features = [{"type": "Feature", "properties": {k: v for k, v in row.items() if k not in ("lon", "lat")},
                 "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]}} for row in rows]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def write_sheet(path, driver, rows):
    """With days as cells that are dates, a row of nothing, and a blank sheet beside, as editors leave them."""
    dataset = gdal.GetDriverByName(driver).Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    kinds = {"no": ogr.OFTInteger, "day": ogr.OFTDate, "kind": ogr.OFTString, "dead": ogr.OFTInteger, "lon": ogr.OFTReal,
             "lat": ogr.OFTReal}
    for name in ("attacks", "blank"):
        layer = dataset.CreateLayer(name, None, ogr.wkbNone)
        for column, kind in kinds.items():
            layer.CreateField(ogr.FieldDefn(column, kind))
    layer = dataset.GetLayer(0)
    for number, row in enumerate(rows):
        feature = ogr.Feature(layer.GetLayerDefn())
        for column, value in row.items():
            feature.SetField(column, *map(int, value.split("-")), 0, 0, 0, 0) if column == "day" else feature.SetField(column, value)
        layer.CreateFeature(feature)
        if number == 10:
            layer.CreateFeature(ogr.Feature(layer.GetLayerDefn()))
    del layer, dataset


def days_of(server):
    page = server.json("/api/collections/incidents/items?limit=1000")
    return {f["id"].rsplit("-", 1)[-1]: f["properties"]["date"] for f in page["features"]}


def H1_G5_spreadsheets(root, mapping):
    """What LibreOffice saves is read; two tables, other archives and half a file are refused."""
    source = root / "saved.csv"
    texts = ["2013-02-16", "2013-02", "2013-02-10/2013-02-12"]
    lines = [f"{n},{day},bombing,{n},67,30" for n, day in enumerate(texts, 1)]
    source.write_text("no,day,kind,dead,lon,lat\n" + "\n".join(lines) + "\n")
    for form in ("xlsx", "ods"):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{root}/profile", "--headless",
                        "--infilter=Text - txt - csv (StarCalc):44,34,76,1,2/2", "--convert-to", form, "--outdir", str(root),
                        str(source)], check=True, capture_output=True, timeout=300)
        with serving(root / f"saved.{form}", mapping, root / "log") as server:
            assert sorted(days_of(server).values()) == sorted(texts), (form, days_of(server))
        new = root / f"imported-{form}"
        subprocess.run([YAAD, "import", "--from", "csv", "--mapping", str(mapping), str(root / f"saved.{form}"), str(new)],
                       check=True, capture_output=True)
        assert (new / "incidents.csv").read_text().count("2013-02-16") == 1
    two = root / "two.xlsx"
    dataset = gdal.GetDriverByName("XLSX").Create(str(two), 0, 0, 0, gdal.GDT_Unknown)
    for name in ("one", "two"):
        layer = dataset.CreateLayer(name, None, ogr.wkbNone)
        layer.CreateField(ogr.FieldDefn("no", ogr.OFTInteger))
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["no"] = 1
        layer.CreateFeature(feature)
    del feature, layer, dataset
    with zipfile.ZipFile(root / "other.xlsx", "w") as archive:
        archive.writestr("doc.kml", "<kml/>")
    (root / "half.xlsx").write_bytes((root / "saved.xlsx").read_bytes()[:-200])
    for name, said in (("two.xlsx", "one sheet"), ("other.xlsx", "no spreadsheet"), ("half.xlsx", "whole one")):
        done = subprocess.run([YAAD, "serve", "--source", str(root / name), "--from", "csv", "--mapping", str(mapping),
                               "--listen", "127.0.0.1:0", "--ops", "off"], capture_output=True, text=True, timeout=60)
        assert done.returncode == 66 and said in done.stderr, (name, done.returncode, done.stderr)


@contextlib.contextmanager
def serving(source, mapping, log, *options):
    port, ops = free_port(), free_port()
    with open(log, "w") as out:
        process = subprocess.Popen([YAAD, "serve", "--source", str(source), "--from", "csv", "--mapping", str(mapping),
                                    "--listen", f"127.0.0.1:{port}", "--ops", f"127.0.0.1:{ops}", *options],
                                   stdout=out, stderr=subprocess.STDOUT)
    server = Server(f"http://127.0.0.1:{port}")
    server.ops = Server(f"http://127.0.0.1:{ops}")
    server.process = process
    try:
        wait_for(lambda: process.poll() is None and server.get("/healthz")[0] == 200, log, process)
        yield server
    finally:
        stop(process)


def wait_for(condition, log, process, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        assert process.poll() is None, f"yaad ended with {process.returncode}: {log.read_text()}"
        try:
            if condition():
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, f"waited in vain; the log: {log.read_text()}"
        time.sleep(0.1)


def totals(server):
    got = server.json("/api/collections/incidents/histogram?step=year")["totals"]
    return got["count"], got["killed"]


def sums(rows):
    return len(rows), sum(row["dead"] for row in rows)


def files(root, mapping):
    """The same records in each format give the same counts."""
    rows = records()
    source = root / "table.geojson"
    geojson(source, rows)
    tables = [source]
    for name, driver in (("table.gpkg", "GPKG"), ("table.fgb", "FlatGeobuf"), ("table.shp", "ESRI Shapefile")):
        subprocess.run(["ogr2ogr", "-f", driver, str(root / name), str(source)], check=True, capture_output=True)
        tables.append(root / name)
    for name, driver in (("table.xlsx", "XLSX"), ("table.ods", "ODS")):
        write_sheet(root / name, driver, rows)
        tables.append(root / name)
    for table in tables:
        with serving(table, mapping, root / "log") as server:
            assert totals(server) == sums(rows), (table, totals(server), sums(rows))
    print(f"{len(tables)} formats agree")


def M1_a_changed_file_is_loaded_and_a_bad_one_is_not(root, mapping):
    source, log = root / "changing.geojson", root / "log"
    geojson(source, records(10))
    with serving(source, mapping, log, "--reload-every", "1") as server:
        assert totals(server)[0] == 10
        geojson(source, records(20))
        wait_for(lambda: totals(server)[0] == 20, log, server.process)
        source.write_text('{"type": "FeatureCollection", "features": [')
        wait_for(lambda: not server.json("/dataset.json")["last_reload"]["succeeded"], log, server.process)
        assert totals(server)[0] == 20


@contextlib.contextmanager
def postgres(root):
    """A server of its own under the user postgres, gone with its folder; yields (port, a way to stop it)."""
    binaries = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="yaad-pg-"))
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    port = free_port()

    def run(*command, **more):
        prefix = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        return subprocess.run([*prefix, *map(str, command)], check=True, capture_output=True, text=True, cwd=folder, **more)

    def end():
        run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")

    run(binaries / "initdb", "-D", folder / "data", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale", "C")
    settings = f"-F -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    run(binaries / "pg_ctl", "-D", folder / "data", "-o", settings, "-l", folder / "log", "-w", "start")
    stopped = []
    try:
        yield port, run, lambda: (end(), stopped.append(True))
    finally:
        if not stopped:
            end()
        shutil.rmtree(folder)


def database(root, mapping):
    """O1, O5, O9: a table of PostGIS is served; without its database the last records stay; its password is in no log."""
    rows = records()
    log = root / "log"
    with postgres(root) as (port, run, end):
        values = ",".join(f"({r['no']},'{r['day']}','{r['kind']}',{r['dead']},ST_SetSRID(ST_MakePoint({r['lon']},{r['lat']}),4326))"
                          for r in rows)
        run("psql", "-h", "127.0.0.1", "-p", port, "-v", "ON_ERROR_STOP=1", "-d", "postgres", input=(
            "CREATE EXTENSION postgis; CREATE TABLE attacks (no int primary key, day text, kind text, dead int, "
            f"geom geometry(Point, 4326)); INSERT INTO attacks VALUES {values}; CREATE ROLE reader LOGIN; "
            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;"))
        source = f"PG:host=127.0.0.1 port={port} dbname=postgres user=reader password={SECRET} tables=public.attacks"
        with serving(source, mapping, log) as server:
            assert totals(server) == sums(rows), (totals(server), sums(rows))
            run("psql", "-h", "127.0.0.1", "-p", port, "-d", "postgres", "-c", "DELETE FROM attacks WHERE no > 200")
            server.process.send_signal(signal.SIGHUP)
            wait_for(lambda: totals(server)[0] == 200, log, server.process)
            end()
            server.process.send_signal(signal.SIGHUP)
            wait_for(lambda: not server.json("/dataset.json")["last_reload"]["succeeded"], log, server.process)
            assert totals(server)[0] == 200
            said = server.json("/dataset.json"), server.ops.get("/metrics")[2].decode(), server.ops.get("/readyz")[2].decode()
        for text in (log.read_text(), str(said)):
            for word in (SECRET, str(port), "user=reader"):
                assert word not in text, f"{word} of the connection is told: {text[:1000]}"
    print("PostGIS: served, changed, and served on without it")


def O2_a_database_that_never_answers(root, mapping):
    """It takes the connection and says nothing: the start fails within seconds, and says no word of the connection."""
    import socket
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        begun = time.monotonic()
        done = subprocess.run([YAAD, "serve", "--source", f"PG:host=127.0.0.1 port={port} dbname=x password={SECRET}", "--from",
                               "csv", "--mapping", str(mapping), "--listen", "127.0.0.1:0", "--ops", "off"],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode != 0 and time.monotonic() - begun < 20, (done.returncode, time.monotonic() - begun)
        assert SECRET not in done.stderr and "the database" in done.stderr, done.stderr


def G6_what_is_no_file_of_this_machine(root, mapping):
    for source in ("/vsicurl/http://127.0.0.1/x.geojson", "http://127.0.0.1/x.geojson", str(root), str(root / "absent.csv")):
        done = subprocess.run([YAAD, "serve", "--source", source, "--from", "csv", "--mapping", str(mapping), "--listen",
                               "127.0.0.1:0", "--ops", "off"], capture_output=True, text=True, timeout=60)
        assert done.returncode not in (0, 1), (source, done.returncode, done.stderr)


def main():
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        mapping = root / "mapping.json"
        mapping.write_text(json.dumps(MAPPING))
        files(root, mapping)
        H1_G5_spreadsheets(root, mapping)
        M1_a_changed_file_is_loaded_and_a_bad_one_is_not(root, mapping)
        G6_what_is_no_file_of_this_machine(root, mapping)
        O2_a_database_that_never_answers(root, mapping)
        database(root, mapping)


if __name__ == "__main__":
    sys.exit(main())
