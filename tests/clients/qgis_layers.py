#!/usr/bin/python3
"""Opens a running Yaad in QGIS without a screen; the last line says what QGIS found, as JSON. Argument: its address."""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererSequentialJob,  # noqa: E402
                       QgsMapSettings, QgsRectangle, QgsVectorLayer, QgsVectorTileLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402


def draws(layer):
    """Whether anything of it is seen where there is something: from Kerman to Lahore."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(QgsRectangle(6500000, 2800000, 8300000, 4600000))
    settings.setOutputSize(QSize(400, 400))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    white = QColor("white").rgb()
    return any(picture.pixel(x, y) != white for x in range(0, 400, 2) for y in range(0, 400, 2))


def main(base):
    application = QgsApplication([], False)
    application.initQgis()
    layer = QgsVectorLayer(f"restrictToRequestBBOX='0' srsname='OGC:CRS84' typename='incidents' url='{base}/api'",
                           "incidents", "OAPIF")
    assert layer.isValid(), layer.error().message()
    found = sum(1 for _ in layer.getFeatures())
    tiles = QgsVectorTileLayer(f"type=xyz&url={base}/tiles/incidents/{{z}}/{{x}}/{{y}}.mvt&zmin=0&zmax=13", "tiles")
    drawn = tiles.isValid() and draws(tiles)
    print(json.dumps({"incidents": found, "tiles": drawn}))
    sys.stdout.flush()
    os._exit(0)  # its destructors are not what is tested


if __name__ == "__main__":
    main(sys.argv[1])
