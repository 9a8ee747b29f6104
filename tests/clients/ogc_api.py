#!/usr/bin/python3
"""OGC API Features as its own test suite asks: each check bears the id of the abstract test it follows.

The pages are read by programs that are not ours: jsonschema by the served description, GDAL, OWSLib, QGIS.
Ends with `N passed, N failed`.
"""

import json
import subprocess
import sys
import urllib.parse

import jsonschema
from osgeo import gdal, osr
from owslib.ogcapi.features import Features

from served import DATA, ROOT, yaad

gdal.UseExceptions()
COLLECTIONS = ("incidents", "places", "areas", "statistics")
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


def items(collection, **asked):
    return f"/api/collections/{collection}/items?" + urllib.parse.urlencode(asked)


def walked(server, path):
    """All features of all pages, by their links."""
    features = []
    while path:
        page = server.json(path)
        assert page["numberReturned"] == len(page["features"])
        features += page["features"]
        matched = page["numberMatched"]
        following = [l["href"] for l in page["links"] if l["rel"] == "next"]
        path = following[0].removeprefix(server.base) if following else None
    assert len(features) == matched == len({f["id"] for f in features}), (len(features), matched)
    return features


def without_nullable(schema):
    """A schema of OpenAPI 3.0 as JSON Schema has it."""
    if isinstance(schema, list):
        return [without_nullable(s) for s in schema]
    if not isinstance(schema, dict):
        return schema
    made = {k: without_nullable(v) for k, v in schema.items() if k not in ("nullable", "example")}
    return {"anyOf": [made, {"type": "null"}]} if schema.get("nullable") is True else made


def check_schema(server, name, document):
    components = without_nullable(server.json("/api/openapi.json")["components"])
    jsonschema.Draft7Validator({"$ref": f"#/components/schemas/{name}", "components": components}).validate(document)


def signed_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def check_geometry(geometry):
    """RFC 7946: positions on the globe, rings closed, outlines counter-clockwise, holes clockwise."""
    if geometry is None:
        return
    assert set(geometry) == {"type", "coordinates"}, geometry.keys()
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else []
    positions = [p for polygon in polygons for ring in polygon for p in ring] or [geometry["coordinates"]]
    for lon, lat in positions:
        assert -180 <= lon <= 180 and -90 <= lat <= 90, (lon, lat)
    for polygon in polygons:
        for i, ring in enumerate(polygon):
            assert len(ring) >= 4 and ring[0] == ring[-1]
            assert (signed_area(ring) > 0) == (i == 0), "a ring runs the wrong way"


def core_links(server):
    """/conf/core/root-op, /conf/core/api-definition-op, /conf/core/conformance-op, /conf/core/fc-md-op"""
    landing = server.json("/api")
    check_schema(server, "landing", landing)
    for link in landing["links"]:
        status, headers, _ = server.get(link["href"].removeprefix(server.base))
        kind = headers["Content-Type"].removesuffix("; charset=utf-8")
        assert status == 200 and kind == link["type"], (link, status, kind)
    check_schema(server, "conformance", server.json("/api/conformance"))
    collections = server.json("/api/collections")
    check_schema(server, "collections", collections)
    assert [c["id"] for c in collections["collections"]] == list(COLLECTIONS)
    for collection in collections["collections"]:
        for link in collection["links"]:
            if link["href"].startswith(server.base):
                status, headers, _ = server.get(link["href"].removeprefix(server.base))
                kind = headers["Content-Type"].removesuffix("; charset=utf-8")
                assert status == 200 and kind == link["type"], (link, status, kind)


def every_page_is_geojson(server):
    """/conf/geojson/content, /conf/core/fc-response, /conf/core/fc-numberMatched"""
    for collection in COLLECTIONS:
        page = server.json(items(collection, limit=1000))
        check_schema(server, "features", page)
        features = walked(server, items(collection, limit=37))
        assert [f["id"] for f in features] == [f["id"] for f in page["features"]]
        for feature in features:
            check_geometry(feature["geometry"])
        one = server.json(f"/api/collections/{collection}/items/{urllib.parse.quote(features[0]['id'])}")
        check_schema(server, "feature", one)
        links = one.pop("links")
        assert one == page["features"][0] and {"self", "alternate", "collection"} <= {l["rel"] for l in links}


def limits(server):
    """/conf/core/fc-limit-response-1"""
    for collection in COLLECTIONS:
        assert len(server.json(items(collection, limit=2))["features"]) == 2
        assert server.get(items(collection, limit=100000))[0] == 200
        for bad in ("0", "-1", "x", "1.5"):
            assert server.get(items(collection, limit=bad))[0] == 400, (collection, bad)


def unknown_parameters(server):
    """/conf/core/query-param-unknown, /conf/core/query-param-invalid"""
    for collection in COLLECTIONS:
        status, headers, body = server.get(items(collection, nothing=1))
        assert status == 400 and headers["Content-Type"] == "application/problem+json"
        assert "limit" in json.loads(body)["allowed"]
        assert server.get(items(collection, bbox="1,2,3"))[0] == 400
        assert server.get(items(collection, datetime="yesterday"))[0] == 400


def boxes(server):
    """/conf/core/fc-bbox-response: four and six numbers, and across the antimeridian"""
    for collection in ("incidents", "places"):
        four = walked(server, items(collection, bbox="66,29,68,31", limit=500))
        six = walked(server, items(collection, bbox="66,29,-100,68,31,5000", limit=500))
        assert [f["id"] for f in four] == [f["id"] for f in six] and four
        for feature in four:
            if feature["geometry"]:
                lon, lat = feature["geometry"]["coordinates"]
                assert 66 <= lon <= 68 and 29 <= lat <= 31
        west = server.json(items(collection, bbox="-180,-90,66,90"))["numberMatched"]
        assert server.json(items(collection, bbox="170,-90,66,90"))["numberMatched"] == west
    assert server.json(items("areas", bbox="66.9,30.1,67,30.2"))["numberMatched"] == 3  # country, province, district
    assert server.json(items("statistics", bbox="-180,-90,180,90"))["numberMatched"] == 0  # they have no geometry


def times(server):
    """/conf/core/fc-time-response: instants, intervals, open ones, durations, and the bare T of GDAL"""
    for same in (("2013-01-01/2013-01-31", "2013-01", "2013-01-01/P30D", "2013-01-01T/2013-01-31T"),
                 ("2020-01-01/..", "2020-01-01T00:00:00Z/.."), ("2013-02-16", "2013-02-16T10:00:00Z")):
        ids = [[f["id"] for f in walked(server, items("incidents", datetime=form, limit=500))] for form in same]
        assert all(i == ids[0] for i in ids) and ids[0], same
    for window in ("2013", "2013-02-16", "../2009-06-30"):
        for feature in walked(server, items("incidents", datetime=window, limit=500)):
            first, last = window.split("/") if "/" in window else (window, window)
            own = feature["properties"]
            assert last == ".." or own.get("first", "0000")[:len(last)] <= last
            assert first == ".." or own.get("last", "9999")[:len(first)] >= first


def systems(server):
    """Part 2, /conf/crs: Content-Crs, the order of the authority, the same places in every system; others are 400"""
    plain = {f["id"]: f["geometry"] for f in server.json(items("incidents", limit=200))["features"] if f["geometry"]}
    for uri in server.json("/api/collections/incidents")["crs"]:
        status, headers, body = server.get(items("incidents", limit=200, crs=uri))
        assert status == 200 and headers["Content-Crs"] == f"<{uri}>", (uri, status)
        there = osr.SpatialReference()
        there.SetFromUserInput(uri)
        there.SetAxisMappingStrategy(osr.OAMS_AUTHORITY_COMPLIANT if uri != CRS84 else osr.OAMS_TRADITIONAL_GIS_ORDER)
        here = osr.SpatialReference()
        here.SetFromUserInput("OGC:CRS84")
        here.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        back = osr.CoordinateTransformation(there, here)
        for feature in json.loads(body)["features"]:
            if feature["geometry"]:
                lon, lat, _ = back.TransformPoint(*feature["geometry"]["coordinates"])
                known = plain[feature["id"]]["coordinates"]
                assert abs(lon - known[0]) < 1e-6 and abs(lat - known[1]) < 1e-6, (uri, feature["id"], lon, lat, known)
    for name in ("crs", "bbox-crs"):
        status, _, body = server.get(items("incidents", **{name: EPSG + "2154"}))
        assert status == 400 and json.loads(body)["parameter"] == name and CRS84 in json.loads(body)["allowed"]


def boxes_in_other_systems(server):
    """Part 2, /conf/crs/bbox-crs: the same rectangle in another system finds the same features"""
    here = [f["id"] for f in walked(server, items("incidents", bbox="66,29,68,31", limit=500))]
    for bbox, crs in (("29,66,31,68", EPSG + "4326"), ("66,29,68,31", CRS84),
                      ("7347086.39,3375646.03,7569725.37,3632749.14", EPSG + "3857")):
        assert [f["id"] for f in walked(server, items("incidents", bbox=bbox, **{"bbox-crs": crs}, limit=7))] == here, crs
    # A sheet of UTM is no rectangle in degrees: each point is asked in metres.
    sheet = (250000, 3300000, 400000, 3400000)
    found = {f["id"] for f in walked(server, items("incidents", bbox=",".join(map(str, sheet)), limit=500,
                                                   **{"bbox-crs": EPSG + "32642"}))}
    metres = server.json(items("incidents", limit=1000, crs=EPSG + "32642"))["features"]
    inside = {f["id"] for f in metres if f["geometry"] and sheet[0] <= f["geometry"]["coordinates"][0] <= sheet[2]
              and sheet[1] <= f["geometry"]["coordinates"][1] <= sheet[3]}
    assert inside and found & {f["id"] for f in metres if f["geometry"]} == inside


def filters(server):
    """Part 3, /conf/features-filter and CQL2 text: what an expression finds is what a program finds in the whole list"""
    schema = server.json("/api/collections/incidents/queryables")
    jsonschema.Draft7Validator.check_schema(schema)
    assert {"killed", "attack_type", "first", "geometry"} <= set(schema["properties"])
    everything = walked(server, items("incidents", limit=1000))
    for text, means in (
            ("killed >= 50", lambda p: p.get("killed", 0) >= 50),
            ("injured IS NULL", lambda p: "injured" not in p),
            ("NOT (attack_type = 'bombing' OR killed < 10)",
             lambda p: p["attack_type"] != "bombing" and p.get("killed", 0) >= 10),
            ("community IN ('hazara') AND first >= DATE('2013-01-01')",
             lambda p: "hazara" in p["community"] and p.get("first", "") >= "2013-01-01"),
            ("place_name LIKE '%Road%'", lambda p: "Road" in p.get("place_name", "")),
            ("area = 'PK-BA' AND killed BETWEEN 5 AND 20",
             lambda p: p.get("area") == "PK-BA" and 5 <= p.get("killed", 0) <= 20)):
        found = [f["id"] for f in walked(server, items("incidents", filter=text, limit=13))]
        assert found == [f["id"] for f in everything if means(f["properties"])] and found, text
    box = [f["id"] for f in walked(server, items("incidents", bbox="66,29,68,31", limit=500))]
    same = items("incidents", filter="S_INTERSECTS(geometry, BBOX(66,29,68,31))", **{"filter-lang": "cql2-text"}, limit=500)
    assert [f["id"] for f in walked(server, same)] == box
    for bad in ("nothing = 1", "killed >", "killed = 'x'"):
        status, _, body = server.get(items("incidents", filter=bad))
        assert status == 400 and json.loads(body)["parameter"] == "filter" and "character" in json.loads(body)["detail"]
    assert server.get(items("incidents", filter="killed > 1", **{"filter-lang": "cql2-json"}))[0] == 400


def areas_agree(server):
    """Counts and tolls of each area are those of the list under the same filter; levels add up to it."""
    for asked in ({}, {"datetime": "2013"}, {"attack_type": "bombing", "datetime": "2008/.."}, {"killed": "10.."}):
        areas = walked(server, items("areas", limit=1000, **asked))
        for area in areas[::9] + [a for a in areas if a["properties"]["level"] != "district"]:
            own = area["properties"]
            page = walked(server, items("incidents", limit=1000, area=area["id"], **asked))
            assert own["count"] == len(page), (area["id"], asked, own["count"], len(page))
            assert own.get("killed", 0) == sum(f["properties"].get("killed", 0) for f in page), (area["id"], asked)
        countries = sum(a["properties"]["count"] for a in areas if a["properties"]["level"] == "country")
        assert countries == server.json(items("incidents", limit=1, **asked))["numberMatched"]
        places = walked(server, items("places", limit=1000, **asked))
        assert 0 < sum(p["properties"]["count"] for p in places) <= countries


def totals_stand_beside_sums(server):
    """What a source states is never mixed with what the records add up to."""
    beside = [f for f in walked(server, items("statistics", limit=100)) if "records" in f["properties"]]
    assert beside
    for feature in beside:
        records = feature["properties"]["records"]
        page = server.json(records["href"].removeprefix(server.base))
        assert page["numberMatched"] == records["count"], feature["id"]
        assert feature["properties"]["area"].split(" (")[0] == records["area_name"], feature["id"]


def gdal_reads_it(server):
    """GDAL's OAPIF driver, with its own pages and with larger ones, filtered on its side and on ours"""
    matched = server.json(items("incidents", limit=1))["numberMatched"]
    for options in ([], ["PAGE_SIZE=1000"]):
        dataset = gdal.OpenEx(f"OAPIF:{server.base}/api", gdal.OF_VECTOR, open_options=options)
        layer = dataset.GetLayerByName("incidents")
        assert layer.GetFeatureCount() == matched == sum(1 for _ in layer), options
        layer.SetSpatialFilterRect(66, 29, 68, 31)
        points = [f for f in layer if f.GetGeometryRef() is not None]
        assert points and all(66 <= f.GetGeometryRef().GetX() <= 68 for f in points)
        layer.SetSpatialFilter(None)
    areas = dataset.GetLayerByName("areas")
    assert all(f.GetGeometryRef() is None or f.GetGeometryRef().IsValid() for f in areas)
    text = subprocess.run(["ogrinfo", "-ro", "-so", "-oo", "PAGE_SIZE=1000", f"OAPIF:{server.base}/api", "incidents"],
                          capture_output=True, text=True, check=True).stdout
    assert f"Feature Count: {matched}" in text, text[:500]


def owslib_reads_it(server):
    """OWSLib finds the collections, pages, filters and queryables"""
    api = Features(server.base + "/api")
    assert api.feature_collections() == list(COLLECTIONS)
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in api.conformance()["conformsTo"]
    page = api.collection_items("incidents", limit=5, bbox=[66, 29, 68, 31], datetime="2013")
    assert page["numberReturned"] == 5 and page["numberMatched"] == server.json(
        items("incidents", bbox="66,29,68,31", datetime="2013"))["numberMatched"]
    assert api.collection_item("incidents", page["features"][0]["id"])["id"] == page["features"][0]["id"]
    assert "killed" in api.collection_queryables("incidents")["properties"]


def qgis_reads_it(server):
    """QGIS without a screen: the collection as a layer with the right count, and the tiles as a layer of vector tiles"""
    matched = server.json(items("incidents", limit=1))["numberMatched"]
    answer = subprocess.run([sys.executable, str(ROOT / "tests" / "clients" / "qgis_layers.py"), server.base],
                            capture_output=True, text=True, timeout=240)
    assert answer.returncode == 0, answer.stderr[-1500:]
    assert json.loads(answer.stdout.splitlines()[-1]) == {"incidents": matched, "tiles": True}, answer.stdout


CASES = (core_links, every_page_is_geojson, limits, unknown_parameters, boxes, times, systems, boxes_in_other_systems,
         filters, areas_agree, totals_stand_beside_sums, gdal_reads_it, owslib_reads_it, qgis_reads_it)


def main():
    failed = 0
    chosen = [c for c in CASES if not sys.argv[1:] or c.__name__ in sys.argv[1:]]
    with yaad(DATA) as server:
        for case in chosen:
            try:
                case(server)
                print("passed", case.__name__.replace("_", " "), flush=True)
            except Exception as error:  # whatever a client does with a wrong answer
                failed += 1
                print("FAILED", case.__name__.replace("_", " "), "-", repr(error)[:900], flush=True)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
