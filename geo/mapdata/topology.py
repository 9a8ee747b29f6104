"""world-atlas: countries as arcs that neighbours share, so that a border is one line and not two."""

import json

import numpy

import shapes


class Atlas:
    def __init__(self, path):
        topology = json.loads(path.read_text(encoding="utf-8"))
        transform = topology["transform"]
        self.arcs = [numpy.cumsum(arc, axis=0) * transform["scale"] + transform["translate"]
                     for arc in topology["arcs"]]
        self.countries = topology["objects"]["countries"]["geometries"]

    def ring(self, indexes):
        """Arcs end to end; ~i is arc i the other way round. Each arc begins where the last one ended."""
        parts = [self.arcs[i] if i >= 0 else self.arcs[~i][::-1] for i in indexes]
        return numpy.concatenate([part[min(n, 1):] for n, part in enumerate(parts)])

    def polygon(self, geometry):
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        return on_plane([[unrolled(self.ring(ring)) for ring in polygon] for polygon in polygons])

    def country(self, number):
        return self.polygon(next(country for country in self.countries if country.get("id") == number))

    def land(self):
        return shapes.union(self.polygon(country) for country in self.countries)

    def borders(self):
        """({name, name}, line) for every arc that two countries share."""
        owners = {}
        for country in self.countries:
            for index in flat(country["arcs"]):
                owners.setdefault(max(index, ~index), set()).add(country["properties"]["name"])
        for index, names in owners.items():
            if len(names) > 1:
                yield names, self.arcs[index]


def unrolled(ring):
    """The atlas is a sphere: a ring that passes 180 degrees goes on past it here, and one round a pole is led there."""
    ring = ring.copy()
    ring[:, 0] += 360 * numpy.append(0, numpy.cumsum(numpy.round(-numpy.diff(ring[:, 0]) / 360)))
    if abs(ring[-1, 0] - ring[0, 0]) > 180:
        pole = numpy.copysign(90, ring[0, 1])
        ring = numpy.concatenate([ring, [(ring[-1, 0], pole), (ring[0, 0], pole), ring[0]]])
    return ring


def on_plane(polygons):
    """What reaches past 180 degrees on one side is cut off and stands on the other."""
    if all(abs(ring[:, 0]).max() <= 180 for polygon in polygons for ring in polygon):
        return shapes.polygons(polygons)
    return shapes.union(shapes.polygons([[ring + (turn, 0) for ring in polygon] for polygon in polygons])
                        .Intersection(shapes.box(-180, -90, 180, 90)) for turn in (-360, 0, 360))


def flat(nested):
    if isinstance(nested, int):
        yield nested
    else:
        for inner in nested:
            yield from flat(inner)
