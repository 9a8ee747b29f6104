"""Features on the Mercator square (0 to 1, y downward) cut into vector tiles, and the tiles put into a pack.

Shapes are simplified once a zoom and then cut by quarters, so that a tile is cut from a shape hardly larger than
itself. Same input, same bytes.
"""

import gzip
import struct
from dataclasses import dataclass, field

import numpy
from osgeo import ogr

import mvt
import shapes

BUFFER = 64  # units beyond each edge, so that no line ends and no stroke shows where tiles meet
# How far a line may move, in units of the tile. The last zooms are drawn larger than they are, so they keep more.
TOLERANCE = {10: 1, 9: 2, 5: 2}
USUAL_TOLERANCE = 4  # a quarter of a pixel
LIMIT = 85.0511287798066  # latitude of the square's edge
BEYOND = 0.5  # degrees past the edges of the world for what ends there, so that its cut edge is not seen


@dataclass
class Feature:
    layer: str
    shape: object  # a geometry of OGR on the square, or a point (x, y)
    first: int  # zooms
    last: int
    properties: dict = field(default_factory=dict)


def project(lon, lat):
    lat = numpy.radians(numpy.clip(lat, -LIMIT - BEYOND, LIMIT + BEYOND))
    return numpy.asarray(lon) / 360 + 0.5, 0.5 - numpy.arcsinh(numpy.tan(lat)) / (2 * numpy.pi)


def on_square(geometry):
    """A geometry of degrees as one on the square."""
    def ring(points):
        points = numpy.array(points, float)[:, :2]
        edge = numpy.abs(points[:, 0]) >= 180 - 1e-6
        points[edge, 0] += numpy.sign(points[edge, 0]) * BEYOND
        return numpy.stack(project(points[:, 0], points[:, 1]), 1)

    whole = ogr.Geometry(ogr.wkbMultiLineString)
    polygons = []
    for part in shapes.parts(geometry):
        if part.GetGeometryName() == "POLYGON":
            polygons.append([ring(inner.GetPoints()) for inner in part])
        else:
            whole.AddGeometryDirectly(shapes.line(ring(part.GetPoints())))
    return shapes.polygons(polygons) if polygons else whole


def tile_range(west, south, east, north, z):
    """Columns and rows of the tiles that a box touches."""
    (left, right), (bottom, top) = project([west, east], [south, north])
    side = 2**z
    return range(int(left * side), int(right * side) + 1), range(int(top * side), int(bottom * side) + 1)


def box_of(columns, rows, z, margin=0):
    """The square's part that a range of tiles covers, and a margin in units round it."""
    edge = margin / mvt.EXTENT
    side = 2**z
    return shapes.box(*((n / side) for n in (columns[0] - edge, rows[0] - edge, columns[-1] + 1 + edge, rows[-1] + 1 + edge)))


def cut(features, zooms, within):
    """{(z, x, y): features as mvt.encode takes them}; within(z) are the ranges of columns and rows that are made."""
    tiles = {}
    for z in zooms:
        columns, rows = within(z)

        def put(x, y, feature, shape):
            if x in columns and y in rows:
                tiles.setdefault((z, x, y), []).append((feature.layer, feature.properties, shape))

        for feature in features:
            if not feature.first <= z <= feature.last:
                continue
            if isinstance(feature.shape, tuple):
                x, y = (n * 2**z for n in feature.shape)
                put(int(x), int(y), feature, [(x - int(x)) * mvt.EXTENT, (y - int(y)) * mvt.EXTENT])
            else:
                tolerance = TOLERANCE.get(z, USUAL_TOLERANCE) / mvt.EXTENT / 2**z
                quarter(feature, feature.shape.SimplifyPreserveTopology(tolerance), z, put)
    return tiles


def quarter(feature, shape, z, put, at=(0, 0, 0)):
    zoom, x, y = at
    if zoom == z:
        units = in_units(shape, z, x, y)
        if units:
            put(x, y, feature, units)
        return
    west, east, north, south = shape.GetEnvelope()
    margin = BUFFER * 2 ** (zoom + 1 - z)
    edge = margin / mvt.EXTENT
    side = 2 ** (zoom + 1)
    for column in (2 * x, 2 * x + 1):
        for row in (2 * y, 2 * y + 1):
            bounds = [(column - edge) / side, (column + 1 + edge) / side, (row - edge) / side, (row + 1 + edge) / side]
            if west > bounds[1] or east < bounds[0] or north > bounds[3] or south < bounds[2]:
                continue
            inside = west >= bounds[0] and east <= bounds[1] and north >= bounds[2] and south <= bounds[3]
            part = shape if inside else shape.Intersection(box_of([column], [row], zoom + 1, margin))
            if not part.IsEmpty():
                quarter(feature, part, z, put, (zoom + 1, column, row))


def in_units(shape, z, x, y):
    """Lists of points in units of the tile: lines, or polygons as lists of rings."""
    def units(points):
        return numpy.rint((numpy.array(points)[:, :2] * 2**z - (x, y)) * mvt.EXTENT).astype(int)

    polygons, lines = [], []
    for part in shapes.parts(shape):
        if part.GetGeometryName() == "POLYGON":
            polygons.append([units(ring.GetPoints()) for ring in part])
        elif part.GetGeometryName() == "LINESTRING":
            lines.append(units(part.GetPoints()))
    if polygons:
        # Whole units can fold a thin corner over itself; readers that know rings by their turn would be misled.
        whole = shapes.rounded(shapes.polygons(polygons), 0)
        return [[numpy.array(ring.GetPoints())[:, :2].astype(int) for ring in part] for part in shapes.parts(whole)]
    return lines


def pack(tiles):
    """The bytes of geo/tileset_pack.hpp."""
    blobs = []
    for key in sorted(tiles):
        tile = mvt.encode(tiles[key])
        if tile:
            blobs.append((key, gzip.compress(tile, 9, mtime=0)))
    header = struct.pack("<8sII", b"YAADTILE", 1, len(blobs))
    offset = len(header) + 24 * len(blobs)
    entries = []
    for key, blob in blobs:
        entries.append(struct.pack("<IIIIQ", *key, len(blob), offset))
        offset += len(blob)
    return b"".join([header, *entries, *(blob for _, blob in blobs)])
