#!/usr/bin/python3
"""The map data say where a person is: map_data.py FOLDER, the one that geo/mapdata/derive wrote.

Tiles are read by GDAL's MVT driver and areas by OGR and GEOS, not by the code that wrote them. Debian's own Python is
named, since it is the one that has GDAL. Ends with `N passed, N failed`.
"""

import csv
import gzip
import math
import struct
import sys
from pathlib import Path

from osgeo import gdal, ogr

gdal.UseExceptions()
DATA = Path(__file__).resolve().parents[2] / "data"
TILE_BYTES, PACK_BYTES, AREAS_BYTES = 150_000, 25_000_000, 3_000_000
# Borders of different sources disagree by a kilometre or two; a place near one may fall on the wrong side.
TOLERANCE = 0.05
DEGREE_M = 111_000
PERSIAN_LETTERS = range(0x600, 0x700)
results = []


def check(claim, holds, detail=""):
    results.append(bool(holds))
    if not holds:
        print(f"FAILED: {claim}" + (f": {detail}" if detail else ""))


class Pack:
    """The file of geo/tileset_pack.hpp."""

    def __init__(self, path):
        self.bytes = path.read_bytes()
        magic, version, count = struct.unpack_from("<8sII", self.bytes)
        assert (magic, version) == (b"YAADTILE", 1)
        entries = [struct.unpack_from("<IIIIQ", self.bytes, 16 + 24 * n) for n in range(count)]
        self.keys = [entry[:3] for entry in entries]
        self.blobs = {entry[:3]: (entry[4], entry[3]) for entry in entries}

    def features(self, z, x, y):
        """[(layer, properties, geometry in metres of Web Mercator)]"""
        if (z, x, y) not in self.blobs:
            return []
        offset, length = self.blobs[z, x, y]
        gdal.FileFromMemBuffer("/vsimem/tile.mvt", gzip.decompress(self.bytes[offset:offset + length]))
        tile = gdal.OpenEx("MVT:/vsimem/tile.mvt", gdal.OF_VECTOR, allowed_drivers=["MVT"],
                           open_options=[f"X={x}", f"Y={y}", f"Z={z}"])
        return [(layer.GetName(), feature.items(), feature.GetGeometryRef().Clone())
                for layer in map(tile.GetLayer, range(tile.GetLayerCount())) for feature in layer]

    def at(self, z, lon, lat):
        x, y = mercator(lon, lat)
        return self.features(z, int(x * 2**z), int(y * 2**z))


def mercator(lon, lat):
    return lon / 360 + 0.5, 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)


def metres(lon, lat):
    x, y = mercator(lon, lat)
    return point((x - 0.5) * 2 * 20037508.342789244, (0.5 - y) * 2 * 20037508.342789244)


def point(x, y):
    geometry = ogr.Geometry(ogr.wkbPoint)
    geometry.AddPoint_2D(x, y)
    return geometry


def layer(features, name):
    return [(properties, geometry) for found, properties, geometry in features if found == name]


def names(features):
    return {properties["name"]: properties for properties, _ in layer(features, "places")}


def on_land(features, lon, lat):
    return any(geometry.Contains(metres(lon, lat)) for _, geometry in layer(features, "land"))


def check_pack(path):
    pack = Pack(path)
    check("the pack is small enough to be embedded", len(pack.bytes) < PACK_BYTES, len(pack.bytes))
    check("tiles stand in order, each once", pack.keys == sorted(set(pack.keys)))
    largest = max(pack.blobs.items(), key=lambda entry: entry[1][1])
    check("no tile is large", largest[1][1] < TILE_BYTES, largest)
    check("zooms 0 to 10 are there", {z for z, _, _ in pack.keys} == set(range(11)))
    check_towns(pack)
    check_world(pack)
    check_region(pack)


def check_towns(pack):
    """A person who looks at a town sees its name, land, and what is near: road, border, neighbours."""
    quetta = pack.at(10, 67.00141, 30.18414)
    check("Quetta is named at zoom 10, in three languages",
          {"name_ur", "name_fa"} <= {k for k, v in names(quetta).get("Quetta", {}).items() if v})
    check("Quetta stands on land", on_land(quetta, 67.00141, 30.18414))
    check("the roads N-25 and N-65 meet at Quetta", {"N-25", "N-65"} <= {p["ref"] for p, _ in layer(quetta, "roads")})
    check("roads say that they are schematic", all(p["schematic"] for p, _ in layer(quetta, "roads")))
    parachinar = pack.at(9, 70.10012, 33.89968)
    check("Parachinar is named at zoom 9", "Parachinar" in names(parachinar))
    borders = [geometry for _, geometry in layer(parachinar, "countries")]
    distance = min((g.Distance(metres(70.10012, 33.89968)) for g in borders), default=math.inf)
    check("the border with Afghanistan runs past Parachinar, 10 to 35 km off", 10e3 < distance < 35e3, distance)
    check("a road leads to Parachinar", layer(parachinar, "roads"))
    check("a river runs past Parachinar", layer(parachinar, "rivers"))
    around = set()
    for name, lon, lat in (("Quetta", 67.0, 30.18), ("Kabul", 69.17, 34.53), ("Karachi", 67.01, 24.86)):
        tile = pack.at(7, lon, lat)
        check(f"{name} is named at zoom 7", name in names(tile))
        around |= set(names(tile))
    check("Machh, Mastung and Bamyan are named at zoom 7", {"Machh", "Mastung", "Bamyan"} <= around, around)
    check("the sea off Karachi is no land", not on_land(pack.at(8, 66.6, 24.5), 66.6, 24.5))
    check("Karachi stands on land", on_land(pack.at(8, 67.05, 24.92), 67.05, 24.92))
    check("Taftan is named at zoom 8", "Taftan" in names(pack.at(8, 61.58687, 28.94687)))


def check_world(pack):
    world = pack.features(0, 0, 0)
    for lon, lat in ((10, 50), (-100, 40), (100, 60), (25, -25), (135, -25), (0, -80), (178, 67), (-178, 67)):
        check(f"{lon}, {lat} is land at zoom 0", on_land(world, lon, lat))
    for lon, lat in ((-30, 30), (80, -20), (-150, 10), (170, 55), (-175, 72), (0, 80), (51, 42)):
        check(f"{lon}, {lat} is water at zoom 0", not on_land(world, lon, lat))
    named = {}
    for x in range(8):
        for y in range(8):
            named.update(names(pack.features(3, x, y)))
    check("Pakistan, Afghanistan and Iran are named at zoom 3, first of all",
          all(named.get(name, {}).get("rank") == 0 for name in ("Pakistan", "Afghanistan", "Iran")), named.keys())


def check_region(pack):
    """Every tile of the region, once: all layers, all shapes, each name in its script and from its zoom on."""
    layers, invalid, early, scripts = set(), [], [], []
    for z, x, y in pack.keys:
        if z < 6 or z > 8:
            continue
        for name, properties, geometry in pack.features(z, x, y):
            layers.add(name)
            if not geometry.IsValid():
                invalid.append((z, x, y, name))
            if name == "places":
                early += [properties["name"]] * (properties["min_zoom"] > z)
                scripts += [properties["name"] for key in ("name_ur", "name_fa")
                            if properties.get(key) and ord(properties[key][0]) not in PERSIAN_LETTERS]
    wanted = {"land", "lakes", "rivers", "roads", "provinces", "countries", "disputed", "places", "areas"}
    check("every layer is there", layers == wanted, layers ^ wanted)
    check("every shape in a tile is valid", not invalid, invalid[:5])
    check("no name stands in a tile before its zoom", not early, early[:5])
    check("Urdu and Persian names are in their script", not scripts, scripts[:5])


def check_areas(path):
    check("the areas are of moderate size", path.stat().st_size < AREAS_BYTES)
    dataset = ogr.Open(str(path))
    rows = {feature["code"]: (feature.items(), feature.GetGeometryRef().Clone()) for feature in dataset.GetLayer()}
    check("every area is valid", not [code for code, (_, shape) in rows.items() if not shape.IsValid()])
    check("every label stands inside its area", not [
        code for code, (row, shape) in rows.items() if not shape.Contains(point(row["label_lon"], row["label_lat"]))])
    levels = {"country": 3, "province": 72, "district": 138}
    for level, least in levels.items():
        count = sum(row["level"] == level for row, _ in rows.values())
        check(f"there are {least} areas of level {level} or more", count >= least, count)
    orphans = [code for code, (row, _) in rows.items() if row["level"] != "country" and row["parent"] not in rows]
    check("every area below a country has its parent", not orphans, orphans)
    check("countries and provinces are named in three languages", not [
        code for code, (row, _) in rows.items() if row["level"] != "district" and not (row["name_ur"] and row["name_fa"])])
    check_places(rows)


def check_places(rows):
    with open(DATA / "places.csv", encoding="utf-8", newline="") as file:
        places = list(csv.DictReader(file))
    for place in places:
        area = rows.get(place["area"])
        check(f'{place["id"]}: its province {place["area"]} is known', area)
        if place["country"] == "PK" and place["district"]:
            code = f'{place["area"]}.{place["district"].lower().replace(" ", "-")}'
            check(f'{place["id"]}: its district {code} is known', code in rows)
        if area and place["precision"] in ("P1", "P2", "P3", "P4"):
            # What is only near a known point may lie across a border with its circle.
            allowed = max(TOLERANCE, float(place["radius_m"]) / DEGREE_M if place["precision"] == "P4" else 0)
            distance = area[1].Distance(point(float(place["lon"]), float(place["lat"])))
            check(f'{place["id"]} lies in {place["area"]}', distance <= allowed, f"{distance:.3f} degrees away")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    check_pack(folder / "basemap.pack")
    check_areas(folder / "areas.geojson")
    failed = results.count(False)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
