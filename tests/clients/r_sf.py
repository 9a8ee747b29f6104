#!/usr/bin/python3
"""R's sf reads pages, the GeoPackage and OGC API Features, and finds the records of the API in each."""

import pathlib
import subprocess
import sys

from exports import ITEMS, api, file_of
from operated import run_cases
from served import DATA, yaad

# Prints a line for each way: its name, rows, killed, rows with a point.
SCRIPT = r"""
suppressMessages(library(sf))
asked <- commandArgs(TRUE)
tell <- function(name, layer)
  cat(name, nrow(layer), sum(layer$killed, na.rm = TRUE), sum(!st_is_empty(layer)), "\n")
pages <- st_read(paste0(asked[1], "/api/collections/incidents/items?limit=10000"), quiet = TRUE)
file <- st_read(asked[2], "incidents", quiet = TRUE)
tell("pages", pages)
tell("file", file)
tell("oapif", st_read(paste0("OAPIF:", asked[1], "/api"), "incidents", quiet = TRUE, options = "PAGE_SIZE=1000"))
metres <- st_read(asked[3], "incidents", quiet = TRUE)
stopifnot(st_crs(metres)$epsg == 32642, identical(metres$id, file$id))
there <- !st_is_empty(file)
apart <- st_distance(st_transform(metres[there, ], 4326), file[there, ], by_element = TRUE)
stopifnot(max(as.numeric(apart)) < 0.1)
sources <- suppressWarnings(st_read(asked[2], "sources", quiet = TRUE))
stopifnot(nrow(sources) > 0, any(Encoding(file$place_name_ur) == "UTF-8"))
"""


def sf_finds_the_records_of_the_api(folder):
    with yaad(DATA) as server:
        for query in ("", "area=PK-BA"):
            records = api(server, query)
            expected = [str(len(records)), str(sum(r["properties"].get("killed", 0) for r in records)),
                        str(sum(r["geometry"] is not None for r in records))]
            paths = []
            for name, crs in (("degrees", ""), ("metres", "&crs=EPSG:32642")):
                paths.append(pathlib.Path(folder, f"{name}-{query}.gpkg"))
                paths[-1].write_bytes(file_of(server, "gpkg", query + crs)[1])
            told = subprocess.run(["Rscript", "-e", SCRIPT, server.base, *map(str, paths)], check=True, text=True,
                                  capture_output=True, timeout=300).stdout
            found = {line.split()[0]: line.split()[1:] for line in told.splitlines()}
            assert found["file"] == expected, (query, found, expected)
            if not query:
                assert found["pages"] == found["oapif"] == expected, (found, expected, ITEMS)


if __name__ == "__main__":
    sys.exit(run_cases([sf_finds_the_records_of_the_api]))
