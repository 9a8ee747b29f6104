"""Countries, provinces and districts: their shapes from the sources, fitted to one another, with our names.

The outline of a country is that of the basemap; provinces fill their country and districts their province, so a
point that lies in a district lies in its province too.
"""

import json

import shapes
import sources

COUNTRIES = {"AF": "AFG", "IR": "IRN", "PK": "PAK"}
# 4 decimals are 11 m: far below what the sources know.
DIGITS = 4
# Parts this small beside the largest are slivers of borders that disagree, or islets of no use here.
CRUMB = 0.0005
LABEL_PRECISION = 0.01  # degrees


def areas(atlas):
    """{code: (row of names, level, parent, shape)}, countries first, then provinces, then districts."""
    found = {}
    for row in sources.table("countries"):
        if row["code"] in COUNTRIES:
            found[row["code"]] = (row, "country", "", atlas.country(row["id"]))
    add_provinces(found)
    add_districts(found)
    return {code: (row, level, parent, shapes.rounded(shapes.without_crumbs(shape, CRUMB), DIGITS))
            for code, (row, level, parent, shape) in found.items()}


def add_provinces(found):
    outlines = {}
    for fields, shape in sources.layer("states_provinces"):
        outlines[fields["adm0_a3"], fields["gn_name"]] = shapes.valid(shape)
    rows = sources.table("provinces")
    for country, letters in COUNTRIES.items():
        own = {row["code"]: row for row in rows if row["code"].startswith(country + "-")}
        pieces = {code: shapes.union(outlines.pop((letters, name)) for name in row["source"].split(";"))
                  for code, row in own.items()}
        fitted = shapes.fit(pieces, found[country][3])
        found.update({code: (own[code], "province", country, shape) for code, shape in fitted.items()})
    unused = [key for key in outlines if key[0] in COUNTRIES.values()]
    assert not unused, f"provinces that names/provinces.csv does not name: {unused}"


def add_districts(found):
    drawn = sources.svg_districts()
    by_province = {}
    for row in sources.table("districts"):
        code = f'{row["province"]}.{slug(row["name"])}'
        shape = shapes.union(shapes.polygons([[ring] for ring in drawn.pop(name)]) for name in row["source"].split(";"))
        by_province.setdefault(row["province"], {})[code] = (row, shape)
    assert not drawn, f"districts that names/districts.csv does not name: {list(drawn)}"
    for province, own in by_province.items():
        fitted = shapes.fit({code: shape for code, (_, shape) in own.items()}, found[province][3])
        found.update({code: (own[code][0], "district", province, shape) for code, shape in fitted.items()})


def slug(name):
    """As area_slug of geo/areas.hpp, for the plain letters that our names have."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def geojson(found):
    return json.dumps({"type": "FeatureCollection", "features": [feature(code, *area) for code, area in found.items()]},
                      ensure_ascii=False, separators=(",", ":"))


def feature(code, row, level, parent, shape):
    lon, lat = shapes.label_point(shape, LABEL_PRECISION)
    names = {key: row.get(key, "") for key in ("name", "name_ur", "name_fa", "aliases")}
    return {"type": "Feature",
            "properties": {"code": code, **names, "level": level, "parent": parent,
                           "label_lon": round(lon, 5), "label_lat": round(lat, 5)},
            "geometry": {"type": "MultiPolygon", "coordinates":
                         [[[[round(x, DIGITS), round(y, DIGITS)] for x, y, *_ in ring.GetPoints()] for ring in part]
                          for part in shapes.parts(shape)]}}
