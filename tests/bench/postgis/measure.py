#!/usr/bin/env python3
"""PostGIS under the same requests: a database of its own in a temporary folder, on a free port of loopback.

measure.py INCIDENTS.csv REQUESTS.csv ROWS HOW_MANY      prints one JSON object
fsync is off and the buffers hold everything: what helps it. The server ends with this program, by its process id.
"""
import json
import math
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SETTINGS = {
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off", "jit": "off",
    "shared_buffers": "1GB", "work_mem": "256MB", "maintenance_work_mem": "512MB", "max_wal_size": "4GB",
    "listen_addresses": "127.0.0.1", "random_page_cost": "1.1",
}


def binaries():
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    raise SystemExit("measure.py: there is no PostgreSQL here")


def as_postgres(command):
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] + command if os.geteuid() == 0 else command


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Database:
    def __init__(self, folder):
        self.bin, self.folder, self.port = binaries(), folder, free_port()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = f"{folder}/data"
        subprocess.run(as_postgres([str(self.bin / "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-N"]),
                       check=True, cwd=folder, **quiet)
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        self.log = open(f"{folder}/log", "wb")
        self.process = subprocess.Popen(
            as_postgres([str(self.bin / "postgres"), "-D", data, "-p", str(self.port), "-k", folder] + options),
            cwd=folder, stdout=self.log, stderr=self.log)
        for _ in range(300):
            if subprocess.run([str(self.bin / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port)], **quiet
                              ).returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.stop()
        raise SystemExit("measure.py: PostgreSQL did not start:\n" + Path(folder, "log").read_text()[-2000:])

    def run(self, sql):
        done = subprocess.run(
            [str(self.bin / "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-v", "ON_ERROR_STOP=1",
             "-qAtX", "-F", ",", "-f", "-"], input=sql, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit("measure.py: " + done.stderr[-2000:])
        return done.stdout

    def stop(self):
        pid = Path(self.folder, "data", "postmaster.pid")
        if self.process.poll() is None and pid.exists():
            os.kill(int(pid.read_text().split()[0]), signal.SIGINT)
        self.process.wait(timeout=60)
        self.log.close()


def rank(values, share):
    return values[math.ceil(share * len(values)) - 1]


def spread(values):
    values = sorted(values)
    return {"requests": len(values), "p50_us": rank(values, 0.5), "p99_us": rank(values, 0.99),
            "mean_us": sum(values) / len(values)}


def measure(db, incidents, requests, rows, how_many):
    db.run("CREATE EXTENSION postgis;"
           "CREATE UNLOGGED TABLE given (id int, lon float8, lat float8, t bigint, fatalities int, injured int,"
           " attack_type int, actor int, precision int);"
           "CREATE TABLE asked (i int, z int, x int, y int, t0 bigint, t1 bigint, kind text, atk_mask int,"
           " act_mask int);"
           f"\\copy asked FROM '{requests}' CSV HEADER\n")
    begun = time.monotonic()
    db.run(f"\\copy given FROM '{incidents}' CSV HEADER\n")
    if int(db.run("SELECT count(*) FROM given")) != rows:
        raise SystemExit("measure.py: the file does not have the rows that were said")
    db.run((HERE / "tile.sql").read_text())
    build = time.monotonic() - begun
    size = int(db.run("SELECT pg_total_relation_size('incidents')"))
    db.run("CALL time_requests(20, false); CALL time_requests(20, true); TRUNCATE times;")  # warm
    db.run(f"CALL time_requests({how_many}, false); CALL time_requests({how_many}, true);")
    out = {"rows": rows, "build_s": build, "bytes_a_record": size / rows}
    times = [line.split(",") for line in db.run("SELECT what, kind, us FROM times JOIN asked ON i = request").split()]
    for what in ("query", "tile", "filtered_query", "filtered_tile"):
        of = {"all": [float(us) for name, _, us in times if name == what]}
        for kind in sorted({kind for _, kind, _ in times}):
            of[kind] = [float(us) for name, k, us in times if name == what and k == kind]
        out[what] = {kind: spread(values) for kind, values in of.items() if values}
    out["records"] = int(db.run("SELECT coalesce(sum(records), 0) FROM times WHERE what = 'query'"))
    return out


def main():
    incidents, requests, rows, how_many = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    with tempfile.TemporaryDirectory(prefix="yaad-bench-pg-") as folder:
        db = Database(folder)
        try:
            print(json.dumps(measure(db, os.path.abspath(incidents), os.path.abspath(requests), rows, how_many)))
        finally:
            db.stop()


if __name__ == "__main__":
    main()
