"""The content of the packages and of our own tables as they give it. Nothing is decided here."""

import csv
import json
import re

from osgeo import ogr

import packages

ogr.UseExceptions()

# From the drawing to degrees: fitted to the outline of the country (median distance 1.1 km).
SVG_LON = (0.009994946673742, 3.878169018e-06, 60.583650688755)
SVG_LAT = (-6.786696484e-06, -0.008684313602222, 37.345789653436)


def table(name):
    with open(packages.HERE / f"names/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cities():
    """(country, name, lon, lat) of GeoNames."""
    for city in json.loads(packages.CITIES.read_text(encoding="utf-8")):
        yield city["country"], city["name"], float(city["lng"]), float(city["lat"])


def layer(name):
    """Features of a layer of Natural Earth as QGIS carries it: (fields, geometry)."""
    dataset = ogr.Open(str(packages.PROVINCES))
    for feature in dataset.GetLayerByName(name):
        yield feature.items(), feature.GetGeometryRef().Clone()


def svg_districts():
    """{id: rings in degrees} of the drawing of Pakistan's districts."""
    text = packages.DISTRICTS.read_text(encoding="utf-8")
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
