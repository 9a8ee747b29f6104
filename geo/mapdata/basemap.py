"""What the basemap draws, and from which zoom: the layers of README.md as features on the Mercator square.

The world up to zoom 5 is Natural Earth at three sizes. From zoom 6 the region's coast, lakes and rivers are
GSHHG's, which are finer; its borders stay Natural Earth's, so that they are those of the areas.
"""

import gshhg
import packages
import places
import shapes
import sources
import tiles
from tiles import Feature, on_square

WORLD = (-180, -90, 180, 90)
WORLD_LAST, REGION_FIRST, LAST = 5, 6, 10
ATLAS_ZOOMS = {"110m": (0, 1), "50m": (2, 3), "10m": (4, LAST)}

# Lines that two states or more do not agree on, in the world of today: where two countries of the atlas meet,
# and (west, south, east, north) of the part that is meant where it is not all of it.
DISPUTED = [
    ({"India", "Pakistan"}, (73, 32.4, 78, 36)),  # the Line of Control
    ({"Siachen Glacier", "India"}, None), ({"Siachen Glacier", "Pakistan"}, None), ({"Siachen Glacier", "China"}, None),
    ({"China", "India"}, (77, 32.3, 80.6, 36.5)), ({"China", "Pakistan"}, (75.5, 35.2, 78, 37)),
    ({"China", "India"}, (91.5, 26.5, 97.5, 29.5)),
    ({"Israel", "Palestine"}, None), ({"Israel", "Syria"}, None),
    ({"Kosovo", "Serbia"}, None), ({"Somalia", "Somaliland"}, None), ({"Morocco", "W. Sahara"}, None),
    ({"Cyprus", "N. Cyprus"}, None), ({"Cyprus U.N. Buffer Zone", "N. Cyprus"}, None),
    ({"Cyprus", "Cyprus U.N. Buffer Zone"}, None),
    ({"North Korea", "South Korea"}, None), ({"Russia", "Ukraine"}, (32, 44, 36.8, 46.5)),
]
# Lines of the source that time has overtaken.
PAST_CLAIMS = ("Former USSR", "Ceasefire Line 1994")

# Least size in km² of a lake by the zooms that draw it.
LAKES = [(20000, (2, 3)), (1500, (4, 5)), (1, (6, LAST))]
LEAST_ISLAND_KM2 = 0.2
# How near a country's border a province's may run before it is the same line, in degrees.
SAME_LINE = 0.005


def region(z):
    """The tiles of the region: those of its first zoom that touch the dataset's extent, and all below them."""
    columns, rows = tiles.tile_range(*packages.extent(), REGION_FIRST)
    more = 2 ** (z - REGION_FIRST)
    return (range(columns[0] * more, (columns[-1] + 1) * more), range(rows[0] * more, (rows[-1] + 1) * more))


def region_box():
    """The same in degrees, generously, for choosing among the sources."""
    west, south, east, north = packages.extent()
    return west - 6, south - 6, east + 6, north + 6


def world(z):
    return range(2**z), range(2**z)


def features(atlases, areas):
    yield from land(atlases)
    yield from lakes()
    yield from rivers()
    yield from (Feature("areas", on_square(shape), first, LAST, {"code": code, "level": level})
                for code, (_, level, _, shape) in areas.items() for first in [AREAS_FIRST[level]])
    yield from roads()
    yield Feature("provinces", on_square(inner_borders(areas)), 4, LAST)
    yield from borders(atlases)
    yield from places.features(atlases["50m"], areas, LAST)


AREAS_FIRST = {"country": 0, "province": 2, "district": 4}


def land(atlases):
    for resolution, (first, last) in ATLAS_ZOOMS.items():
        yield Feature("land", on_square(atlases[resolution].land()), first, min(last, WORLD_LAST))
    frame = tiles.box_of(*region(REGION_FIRST), REGION_FIRST, margin=2 * tiles.BUFFER)
    coast = on_square_beyond(gshhg.rings(packages.COAST, gshhg.LAND, LEAST_ISLAND_KM2, region_box()))
    yield Feature("land", shapes.union(shapes.areas_of(ring.Intersection(frame)) for ring in coast),
                  REGION_FIRST, LAST)


def on_square_beyond(rings):
    """One polygon a ring, on the square or right of it: a ring of GSHHG may run past 180 degrees."""
    for ring in rings:
        x, y = tiles.project(ring[:, 0], ring[:, 1])
        west = ring[:, 0].min()
        yield shapes.polygons([[list(zip(x - (1 if west >= 180 else 0), y))]])


def lakes():
    for least, (first, last) in LAKES:
        box = region_box() if first >= REGION_FIRST else None
        rings = gshhg.rings(packages.COAST, gshhg.LAKE, least, box)
        yield Feature("lakes", shapes.union(on_square_beyond(rings)), first, last)


def rivers():
    for kind, rank, lines in gshhg.rivers(packages.RIVERS, region_box()):
        yield Feature("rivers", on_square(lines), REGION_FIRST, LAST, {"kind": kind, "rank": rank})


def roads():
    towns = places.towns()
    for row in sources.table("roads"):
        line = shapes.line([towns[town][1:] for town in row["through"].split(";")])
        properties = {"name": row["name"], "rank": int(row["rank"]), "schematic": True}
        if row["ref"]:
            properties["ref"] = row["ref"]
        yield Feature("roads", on_square(line), REGION_FIRST, LAST, properties)


def inner_borders(areas):
    """What parts the provinces of one country."""
    rim = shapes.lines_of(areas[code][3].Boundary() for code in areas if areas[code][1] == "country").Buffer(SAME_LINE)
    lines = shapes.lines_of(area[3].Boundary() for area in areas.values() if area[1] == "province")
    return lines.Union(lines).Difference(rim)


def borders(atlases):
    for resolution, (first, last) in ATLAS_ZOOMS.items():
        agreed, disputed = [], []
        for names, arc in atlases[resolution].borders():
            line = shapes.line(arc)
            for pair, box in DISPUTED:
                if names == pair:
                    part = shapes.box(*(box or WORLD))
                    disputed.append(line.Intersection(part))
                    line = line.Difference(part)
            agreed.append(line)
        if last == LAST:
            disputed += [line for fields, line in sources.layer("disputed_borders")
                         if not (fields["name"] or "").startswith(PAST_CLAIMS)]
        yield Feature("countries", on_square(shapes.lines_of(agreed)), first, last, {"kind": "border"})
        yield Feature("disputed", on_square(shapes.lines_of(disputed)), first, last)
