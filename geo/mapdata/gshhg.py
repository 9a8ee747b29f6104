"""Coasts, lakes and rivers of GSHHG: the binned files of Debian's gmt-gshhg-full, read through GDAL.

The files cut every line at the edges of one-degree bins, row by row from the north, and give places as 16-bit parts
of a bin. Here the pieces of a polygon, which bear its number, are put together again, end to end.
"""

import numpy
from osgeo import gdal

import shapes

gdal.UseExceptions()

BIN_STEPS = 65535  # parts of a degree
ROW = 360  # bins in a row
LAND, LAKE = 1, 2

# Levels of rivers as the source counts them: (kind, rank from 1, great, to 4). What is not here is not drawn.
RIVERS = {0: ("river", 1), 1: ("river", 1), 2: ("river", 2), 3: ("river", 3), 4: ("river", 4),
          5: ("seasonal", 3), 6: ("seasonal", 4)}


class Binned:
    """One file. Its columns are arrays; its segments are runs of points in one bin."""

    def __init__(self, path):
        self.group = gdal.OpenEx(str(path), gdal.OF_MULTIDIM_RASTER).GetRootGroup()
        self.firsts = self.column("Id_of_first_point_in_a_segment")
        self.lon = self.column("Relative_longitude_from_SW_corner_of_bin").view(numpy.uint16)
        self.lat = self.column("Relative_latitude_from_SW_corner_of_bin").view(numpy.uint16)
        counts = self.column("N_segments_in_a_bin")
        self.bin_of = numpy.empty(len(self.firsts), int)
        for start, number, count in zip(self.column("Id_of_first_segment_in_a_bin"), range(len(counts)), counts):
            self.bin_of[start:start + count] = number

    def column(self, name):
        return self.group.OpenMDArray(name).ReadAsArray()

    def in_box(self, west, south, east, north):
        """Which segments lie in bins that the box touches. West of Greenwich, bins count from 0 to 360 all the same."""
        row, column = numpy.divmod(self.bin_of, ROW)
        lat, lon = 89 - row, (column + 180) % 360 - 180
        return (lat + 1 >= south) & (lat <= north) & (lon + 1 >= west) & (lon <= east)

    def points(self, segment, count):
        """The segment in 65535ths of a degree from the south pole and from Greenwich eastward."""
        row, column = divmod(int(self.bin_of[segment]), ROW)
        run = slice(self.firsts[segment], self.firsts[segment] + count)
        return numpy.stack([column * BIN_STEPS + self.lon[run].astype(int),
                            (179 - row) * BIN_STEPS + self.lat[run].astype(int)], 1)


def degrees(points):
    return points / BIN_STEPS - (0, 90)


def rings(path, level, least_km2, box=None):
    """Closed rings, in degrees, of the polygons of a level that are large enough; with a box, of those that come near it.

    Longitudes run from 0 to 360 and past it, as one ring needs them."""
    file = Binned(path)
    info = file.column("Embedded_npts_levels_exit_entry_for_a_segment")
    counts, levels = info >> 9, (info >> 6) & 7
    owner = file.column("Id_of_GSHHS_ID")
    # Lakes that are widened rivers bear a negative size.
    wanted = (levels == level) & (numpy.abs(file.column("The_km_squared_area_of_polygons"))[owner] >= least_km2)
    if box:
        wanted &= numpy.isin(owner, owner[wanted & file.in_box(*box)])
    pieces = {}
    for segment in numpy.flatnonzero(wanted):
        pieces.setdefault(owner[segment], []).append(file.points(segment, counts[segment]))
    for lines in pieces.values():
        yield from (degrees(ring) for ring in joined(lines))


def joined(lines):
    """Rings from pieces that begin where others end."""
    around = 360 * BIN_STEPS
    key = lambda point: (int(point[0]) % around, int(point[1]))
    starts = {}
    for line in lines:
        starts.setdefault(key(line[0]), []).append(line)
    while starts:
        first = next(iter(starts))
        ring, at = [], first
        while at in starts:
            line = starts[at].pop()
            if not starts[at]:
                del starts[at]
            # A piece beyond the meridian of Greenwich goes on where the last one stopped.
            turns = round((ring[-1][-1][0] - line[0][0]) / around) if ring else 0
            ring.append(line + (turns * around, 0))
            at = key(line[-1])
        ring = numpy.concatenate(ring)
        if at == first and len(ring) >= 4:
            yield ring


def rivers(path, box):
    """(kind, rank, lines) for the rivers near the box; the lines stay cut at the edges of bins."""
    file = Binned(path)
    counts, levels = file.column("N_points_for_a_segment"), file.column("Hierarchial_level_of_a_segment")
    near = file.in_box(*box)
    by_rank = {}
    for segment in numpy.flatnonzero(near & numpy.isin(levels, list(RIVERS))):
        by_rank.setdefault(RIVERS[levels[segment]], []).append(degrees(file.points(segment, counts[segment])))
    return [(kind, rank, shapes.lines_of(map(shapes.line, lines))) for (kind, rank), lines in by_rank.items()]
