"""One vector tile as bytes: Mapbox Vector Tile 2.1, written by hand, since it is forty lines of protocol buffers."""

import numpy

EXTENT = 4096
POINT, LINES, POLYGONS = 1, 2, 3
MOVE, LINE, CLOSE = 1, 2, 7
LEAST_RING = 64  # twice the size, in square units, of a ring that is worth drawing: an eighth of a pixel


def encode(features):
    """features: (layer, properties, shape); a shape is a point, a list of lines or a list of polygons, in units."""
    layers = {}
    for layer, properties, shape in features:
        layers.setdefault(layer, []).append((properties, shape))
    return b"".join(bytes_field(3, encoded) for encoded in map(encode_layer, layers, layers.values()) if encoded)


def encode_layer(name, features):
    keys, values, body = {}, {}, []
    for properties, shape in features:
        kind, commands = geometry(shape)
        if not commands:
            continue
        tags = []
        for key, value in properties.items():
            tags += [keys.setdefault(key, len(keys)), values.setdefault((type(value), value), len(values))]
        body.append(bytes_field(2, bytes_field(2, varints(tags)) + number_field(3, kind)
                                + bytes_field(4, varints(commands))))
    if not body:
        return b""
    return b"".join([number_field(15, 2), bytes_field(1, name.encode()), *body,
                     *(bytes_field(3, key.encode()) for key in keys),
                     *(bytes_field(4, encode_value(value)) for _, value in values), number_field(5, EXTENT)])


def encode_value(value):
    if isinstance(value, str):
        return bytes_field(1, value.encode())
    if isinstance(value, bool):
        return number_field(7, int(value))
    return number_field(5, value)


def geometry(shape):
    """Kind and commands; empty where nothing is left of the shape at this size."""
    if numpy.isscalar(shape[0]):
        return POINT, Pen().trace([shape], POINT).commands
    if isinstance(shape[0], list):
        pen = Pen()
        for polygon in shape:
            for number, ring in enumerate(polygon):
                ring = ring[:-1]
                size = doubled_area(ring)
                if abs(size) < LEAST_RING:
                    if number == 0:
                        break  # nor what lies in it
                    continue
                # Outer rings turn so that their size is positive, holes the other way.
                pen.trace(ring if (size > 0) == (number == 0) else ring[::-1], POLYGONS)
        return POLYGONS, pen.commands
    pen = Pen()
    for line in shape:
        pen.trace(line, LINES)
    return LINES, pen.commands


class Pen:
    """Moves from where the last stroke ended."""

    def __init__(self):
        self.at = (0, 0)
        self.commands = []

    def trace(self, points, kind):
        points = numpy.rint(points).astype(int)
        keep = numpy.append(True, (numpy.diff(points, axis=0) != 0).any(axis=1))
        points = points[keep]
        if len(points) < kind:
            return self
        steps = numpy.diff(points, axis=0, prepend=[self.at]).ravel()
        steps = ((steps << 1) ^ (steps >> 63)).tolist()
        self.commands += [MOVE | 1 << 3, *steps[:2]]
        if len(points) > 1:
            self.commands += [LINE | len(points) - 1 << 3, *steps[2:]]
        if kind == POLYGONS:
            self.commands.append(CLOSE | 1 << 3)
        self.at = points[-1]
        return self


def doubled_area(ring):
    x, y = ring.T
    return int((x * numpy.roll(y, -1) - numpy.roll(x, -1) * y).sum())


def varints(numbers):
    out = bytearray()
    for number in numbers:
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    return bytes(out)


def number_field(field, number):
    return varints([field << 3, number])


def bytes_field(field, content):
    return varints([field << 3 | 2, len(content)]) + content
