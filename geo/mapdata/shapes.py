"""Polygons as GEOS knows them: made from rings, made valid, fitted to one another, and their points for labels."""

import heapq

import numpy
from osgeo import gdal, ogr

ogr.UseExceptions()

ROUNDINGS = 8  # rounding can fold a corner, and mending it can make an unrounded point: two or three suffice


def line(points):
    geometry = ogr.Geometry(ogr.wkbLineString)
    for x, y in points:
        geometry.AddPoint_2D(float(x), float(y))
    return geometry


def polygons(groups):
    """A valid multipolygon from polygons, each a list of rings of which the first is the outer one."""
    whole = ogr.Geometry(ogr.wkbMultiPolygon)
    for rings in groups:
        polygon = ogr.Geometry(ogr.wkbPolygon)
        for points in rings:
            ring = ogr.Geometry(ogr.wkbLinearRing)
            for x, y in distinct(numpy.asarray(points, float)):
                ring.AddPoint_2D(x, y)
            ring.CloseRings()
            if ring.GetPointCount() >= 4:
                polygon.AddGeometryDirectly(ring)
        if polygon.GetGeometryCount():
            whole.AddGeometryDirectly(polygon)
    return valid(whole)


def distinct(points):
    """Without points that repeat the one before."""
    return points[numpy.append(True, (numpy.diff(points, axis=0) != 0).any(axis=1))]


def valid(geometry):
    """Mending is slow on the large and is done to each polygon by itself."""
    if is_valid(geometry):
        return areas_of(geometry)
    return union(part if is_valid(part) else part.MakeValid() for part in parts(geometry))


def is_valid(geometry):
    """GEOS would tell on standard error why not; we only want to know whether."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        return geometry.IsValid()
    finally:
        gdal.PopErrorHandler()


def areas_of(geometry):
    """What of it is a surface: overlays leave lines and points where shapes only touch."""
    whole = ogr.Geometry(ogr.wkbMultiPolygon)
    for part in parts(geometry):
        if part.GetGeometryName() == "POLYGON" and part.GetArea() > 0:
            whole.AddGeometry(part)
    return whole


def parts(geometry):
    """Copies of the simple parts of a geometry, however deep its collections; OGR's own parts die with the whole."""
    if geometry.GetGeometryName() in ("POLYGON", "LINESTRING", "POINT"):
        if not geometry.IsEmpty():
            yield geometry.Clone()
    else:
        for inner in geometry:
            yield from parts(inner)


def union(geometries):
    whole = ogr.Geometry(ogr.wkbMultiPolygon)
    for geometry in geometries:
        for part in areas_of(geometry):
            whole.AddGeometry(part)
    return areas_of(whole.UnionCascaded())


def box(west, south, east, north):
    return polygons([[[(west, south), (east, south), (east, north), (west, north)]]])


def fit(pieces, whole):
    """The pieces {key: shape} cut and grown until they cover the whole and nothing else.

    Borders of two sources differ by a kilometre or two: what juts out goes, and each gap goes to the piece
    that shares most of its outline."""
    cut = {}
    taken = ogr.Geometry(ogr.wkbMultiPolygon)
    for key, piece in pieces.items():
        cut[key] = areas_of(piece.Intersection(whole).Difference(taken))
        taken = union([taken, cut[key]])
    grown = {key: [piece] for key, piece in cut.items()}
    for gap in parts(whole.Difference(taken)):
        if gap.GetGeometryName() == "POLYGON":
            owner = max(cut, key=lambda key: shared(gap, cut[key]) - gap.Distance(cut[key]))
            grown[owner].append(gap)
    return {key: union(pieces) for key, pieces in grown.items()}


def shared(gap, piece):
    """How long the border of the two is."""
    return sum(part.Length() for part in parts(gap.Boundary().Intersection(piece)) if part.GetGeometryName() == "LINESTRING")


def without_crumbs(shape, least):
    """Without the parts that are smaller than this share of the largest."""
    largest = max(part.GetArea() for part in parts(shape))
    return areas_of(union(part for part in parts(shape) if part.GetArea() >= largest * least))


def rounded(shape, digits):
    """Rounded coordinates, valid all the same."""
    for _ in range(ROUNDINGS):
        rings = [[numpy.array(ring.GetPoints())[:, :2] for ring in part] for part in parts(shape)]
        if is_valid(shape) and all((ring == ring.round(digits)).all() for part in rings for ring in part):
            return shape
        shape = polygons([[ring.round(digits) for ring in part] for part in rings])
    raise ArithmeticError("a shape that rounding never leaves valid")


def label_point(shape, precision):
    """The point of the largest part that lies farthest from its edge, to within `precision` (pole of inaccessibility).

    A search over squares, the most promising first: a square can hold no point better than its middle's distance
    and half its diagonal."""
    largest = max(parts(shape), key=lambda part: part.GetArea())
    edges = numpy.concatenate([segments(numpy.array(ring.GetPoints())[:, :2]) for ring in largest])
    west, east, south, north = largest.GetEnvelope()
    side = min(east - west, north - south)
    squares = []

    def add(x, y, half):
        depth = depth_of(edges, x, y)
        heapq.heappush(squares, (-depth - half * 2**0.5, depth, x, y, half))
        return depth, x, y

    best = max(add(x, y, side / 2) for x in numpy.arange(west, east, side) + side / 2
               for y in numpy.arange(south, north, side) + side / 2)
    while squares:
        bound, _, x, y, half = heapq.heappop(squares)
        if -bound - best[0] <= precision:
            break
        for dx in (-half / 2, half / 2):
            for dy in (-half / 2, half / 2):
                best = max(best, add(x + dx, y + dy, half / 2))
    return float(best[1]), float(best[2])


def segments(ring):
    return numpy.concatenate([ring[:-1], ring[1:]], axis=1)


def depth_of(edges, x, y):
    """Distance from the nearest edge, negative outside."""
    ax, ay, bx, by = edges.T - numpy.array([[x], [y], [x], [y]])
    dx, dy = bx - ax, by - ay
    along = numpy.clip(-(ax * dx + ay * dy) / numpy.maximum(dx * dx + dy * dy, 1e-30), 0, 1)
    distance = numpy.hypot(ax + along * dx, ay + along * dy).min()
    crossed = ((ay > 0) != (by > 0)) & (ax - ay * dx / numpy.where(dy == 0, 1, dy) > 0)
    return distance if numpy.count_nonzero(crossed) % 2 else -distance


def lines_of(geometries):
    """One geometry of all the lines."""
    whole = ogr.Geometry(ogr.wkbMultiLineString)
    for geometry in geometries:
        for part in parts(geometry):
            whole.AddGeometryDirectly(part)
    return whole
