"""Names on the map: countries, provinces, towns chosen by hand with names in three languages, villages from the list."""

import math
import re
import unicodedata

import numpy

import shapes
import sources
import tiles
from tiles import Feature

PX = 256  # of a tile
# Room in px that a name needs across its area before it is shown.
COUNTRY_PX, PROVINCE_PX = 60, 90
OWN = ("AF", "IR", "PK")  # named first, and with their villages
OWN_ZOOM = 3  # the latest
CITY_LAST_RANK = 3
TOWN_FIRST_ZOOM = 3  # a town of rank r is named from zoom 3 + r
# (zoom, rank, distance in degrees that a village keeps from every other name of that zoom)
VILLAGES = [(9, 8, 0.12), (10, 9, 0.045)]
# Numbered canal settlements and housing societies of the list are no landmarks.
NO_LANDMARK = re.compile(r"^Chak (\w+[ -])*(\w+)$|Co-?operative|University")
# Words of the list for "district centre".
OFFICE = re.compile(r"^(Markaz-e )?(Wuleswali(-ye)?|Woluswali-ye|Alaqahdari(-ye)?|Hukumat-e|Hukumati) |(?: Wuluswali| Alaqahdari)$")


def features(atlas, areas, last):
    yield from countries(atlas, last)
    yield from provinces(areas, last)
    listed = list(sources.cities())
    chosen = towns(listed)
    for row, lon, lat in chosen.values():
        rank = int(row["rank"])
        kind = "city" if rank <= CITY_LAST_RANK else "town"
        yield place(kind, row, rank, TOWN_FIRST_ZOOM + rank, tiles.project(lon, lat), last)
    yield from villages(listed, [(lon, lat) for _, lon, lat in chosen.values()], last)


def place(kind, row, rank, zoom, at, last):
    properties = {"kind": kind, "name": row["name"], "rank": rank, "min_zoom": zoom}
    properties.update({key: row[key] for key in ("name_ur", "name_fa") if row.get(key)})
    return Feature("places", (float(at[0]), float(at[1])), zoom, last, properties)


def zoom_for(shape, px):
    """The first zoom at which the shape on the square is this wide, were it a square."""
    return math.ceil(math.log2(px / PX / math.sqrt(shape.GetArea())))


def countries(atlas, last):
    named = {row["id"]: row for row in sources.table("countries")}
    for country in atlas.countries:
        number = country.get("id")
        if number is None:  # no code of ISO 3166: no label
            continue
        row = named.get(number, {"name": country["properties"]["name"], "code": ""})
        shape = max(shapes.parts(tiles.on_square(atlas.polygon(country))), key=lambda part: part.GetArea())
        zoom = min(max(zoom_for(shape, COUNTRY_PX), 1), OWN_ZOOM if row["code"] in OWN else 6)
        rank = 0 if row["code"] in OWN else zoom
        yield place("country", row, rank, zoom, shapes.label_point(shape, math.sqrt(shape.GetArea()) / 50), last)


def provinces(areas, last):
    for row, level, _, shape in areas.values():
        if level == "province":
            shape = tiles.on_square(shape)
            zoom = min(max(zoom_for(shape, PROVINCE_PX), 5), 8)
            yield place("province", row, zoom - 3, zoom, shapes.label_point(shape, math.sqrt(shape.GetArea()) / 50), last)


def towns(listed=None):
    """{"PK:Machh": (row, lon, lat)}. A source may add the point that is meant, where the list has the name twice."""
    at = {}
    for country, name, lon, lat in listed or sources.cities():
        at.setdefault((country, name), []).append((lon, lat))
    found = {}
    for row in sources.table("towns"):
        name, _, near = row["source"].partition("@")
        points = at.get((row["country"], name), [])
        if near:
            lat, lon = map(float, near.split())
            points = sorted(points, key=lambda point: math.dist(point, (lon, lat)))[:1]
        assert len(points) == 1, f'towns.csv: {row["source"]} stands {len(points)} times in the list of cities'
        found[f'{row["country"]}:{row["name"]}'] = (row, *points[0])
    return found


def villages(listed, taken, last):
    """Places of the three countries that stand far enough from all that is named already."""
    known = [(plain(name), lon, lat) for country, name, lon, lat in listed if country in OWN]
    known = [village for village in known if not NO_LANDMARK.search(village[0])]
    for zoom, rank, distance in VILLAGES:
        for name, lon, lat in sorted(known):
            if numpy.hypot(*(numpy.array(taken) - (lon, lat)).T).min() >= distance:
                taken = [*taken, (lon, lat)]
                yield place("village", {"name": name}, rank, zoom, tiles.project(lon, lat), last)


def plain(name):
    """Without the marks of scholarly transliteration."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return OFFICE.sub("", letters.replace("‘", "").replace("’", "").replace("ʼ", "").strip())
