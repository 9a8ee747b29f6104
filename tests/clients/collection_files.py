#!/usr/bin/python3
"""Places, areas and statistics as files say what their pages say: CSV read by Python, GeoPackage and GeoJSON by GDAL."""

import csv
import io
import json
import sys

import jsonschema
from osgeo import gdal, ogr, osr

from exports import of_our_data, written
from operated import run_cases
from served import ROOT

gdal.UseExceptions()
QUERIES = {"areas": ["", "level=province&datetime=2012/2014", "bbox=60,24,70,32&community=hazara"],
           "places": ["", "area=PK-BA&datetime=2013", "bbox=66,29,68,31"],
           "statistics": ["", "datetime=2012/2013"]}


def url(collection, query):
    return f"/api/collections/{collection}/items?{query}"


def pages(server, collection, query):
    page = server.json(url(collection, f"limit=10000&{query}"))
    assert len(page["features"]) == page["numberMatched"] > 0, (collection, query)
    return page["features"]


def rows_of_csv(server, collection, query):
    status, fields, body = server.get(url(collection, f"f=csv&{query}"))
    assert status == 200 and fields["Content-Type"].startswith("text/csv"), (status, body[:200])
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def as_text(value):
    if isinstance(value, list):
        return ";".join(map(as_text, value))
    text = str(value)
    return "'" + text if isinstance(value, str) and text[:1] in ("=", "+", "-", "@") else text


def same(cell, value):
    return float(cell) == value if isinstance(value, (int, float)) else cell == as_text(value)


def F11_csv_says_what_the_pages_say(server):
    for collection, queries in QUERIES.items():
        for query in queries:
            features, rows = pages(server, collection, query), rows_of_csv(server, collection, query)
            assert [r["id"] for r in rows] == [f["id"] for f in features], (collection, query)
            for row, feature in zip(rows, features):
                told = dict(feature["properties"])
                if collection == "statistics":
                    told["source"] = told.get("source", {}).get("id")
                for name in set(row) & set(told):
                    if told[name] is not None:
                        assert same(row[name], told[name]), (collection, row["id"], name, row[name], told[name])
                    else:
                        assert row[name] == "", (collection, row["id"], name)
                for name in set(told) - set(row):
                    assert name == "records", (collection, name)  # in columns of their own
                for name, value in told.get("records", {}).items():
                    if name not in ("area_name", "href"):
                        assert same(row["records_" + name], value), (row["id"], name)
            if collection == "places":
                points = {f["id"]: f["geometry"]["coordinates"] for f in features if f["geometry"]}
                assert {r["id"]: [float(r["lon"]), float(r["lat"])] for r in rows if r["lat"]} == points
            assert "sha256: " in rows[0]["provenance"] and f"count: {len(rows)}" in rows[0]["provenance"]


def F12_geopackages_and_geojson_hold_the_same(server):
    for collection, queries in QUERIES.items():
        for query in queries:
            features = pages(server, collection, query)
            status, fields, body = server.get(url(collection, f"f=gpkg&{query}"))
            assert status == 200 and fields["Content-Disposition"].startswith(f'attachment; filename="{collection}-2')
            with written(body, "gpkg") as path:
                dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
                layer = dataset.GetLayerByName(collection)
                found = {f["id"]: (f.GetGeometryRef().Clone() if f.GetGeometryRef() else None) for f in layer}
                said = {f["name"]: f["value"] for f in dataset.GetLayerByName("provenance")}
                assert layer.GetLayerDefn().GetFieldIndex("lat") < 0  # the geometry says it, in its own system
                del layer, dataset
            assert list(found) == [f["id"] for f in features]
            assert said["count"] == str(len(features)) and len(said["sha256"]) == 64
            for feature in features:
                shape = found[feature["id"]]
                assert (shape is None) == (feature["geometry"] is None), feature["id"]
                if shape is not None:
                    assert shape.Equals(ogr.CreateGeometryFromJson(json.dumps(feature["geometry"]))), feature["id"]
            whole = json.loads(server.get(url(collection, f"f=geojson&{query}"))[2])
            assert whole["features"] == features and whole["provenance"]["count"] == str(len(features))


def outlines_come_in_metres_too(server):
    utm = "http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F32642"
    code = {f["id"]: f for f in pages(server, "areas", "")}["PK-BA"]
    body = server.get(url("areas", f"area=PK-BA&level=province&f=gpkg&crs={utm}"))[2]
    with written(body, "gpkg") as path:
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
        layer = dataset.GetLayer(0)
        assert layer.GetSpatialRef().GetAuthorityCode(None) == "32642" and layer.GetFeatureCount() == 1
        balochistan = layer.GetNextFeature()
        shape, system = balochistan.GetGeometryRef().Clone(), layer.GetSpatialRef().Clone()
        del balochistan, layer, dataset
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    shape.Transform(osr.CoordinateTransformation(system, degrees))
    expected = ogr.CreateGeometryFromJson(json.dumps(code["geometry"]))
    assert abs(shape.GetEnvelope()[0] - expected.GetEnvelope()[0]) < 1e-6, (shape.GetEnvelope(), expected.GetEnvelope())


def what_a_file_cannot_be_asked_for_with_is_refused(server):
    for query, parameter in [("f=csv&limit=5", "limit"), ("f=gpkg&offset=1", "offset"), ("f=csv&crs=EPSG:3857", "crs"),
                             ("f=xlsx", "f"), ("f=gpkg&crs=EPSG:999999", "crs")]:
        for collection in QUERIES:
            status, _, body = server.get(url(collection, query))
            assert status == 400 and json.loads(body)["parameter"] == parameter, (collection, query, status, body)


def collections_lead_to_their_files(server):
    for collection in server.json("/api/collections")["collections"]:
        files = [link for link in collection["links"] if link["rel"] == "enclosure"]
        assert len(files) == 3, collection["id"]
        for link in files:
            status, fields, _ = server.get(link["href"][link["href"].index("/api"):])
            assert status == 200 and fields["Content-Type"] == link["type"], link


def a_file_is_asked_again_by_its_tag(server):
    fields = server.get(url("areas", "f=gpkg"))[1]
    assert server.get(url("areas", "f=gpkg"), {"If-None-Match": fields["ETag"]})[0] == 304


def the_described_columns_are_those_of_the_files(server):
    package = server.json("/datapackage.json")
    assert [r["name"] for r in package["resources"]] == ["incidents", *sorted(QUERIES, key=["places", "areas", "statistics"].index)]
    for resource in package["resources"]:
        body = server.get(resource["path"][resource["path"].index("/api"):])[2]
        header = next(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
        assert header == [f["name"] for f in resource["schema"]["fields"]], resource["name"]


def the_description_is_valid_by_the_profile_of_frictionless(server):
    profile = json.loads((ROOT / ".deps/frictionless/tabular-data-package.json").read_text(encoding="utf-8"))
    package = server.json("/datapackage.json")
    jsonschema.Draft4Validator(profile).validate(package)
    assert package["profile"] == "tabular-data-package"
    del package["resources"][0]["schema"]["fields"][0]["name"]  # and what is not valid is seen
    assert not jsonschema.Draft4Validator(profile).is_valid(package)


if __name__ == "__main__":
    sys.exit(run_cases([*map(of_our_data, (
        F11_csv_says_what_the_pages_say, F12_geopackages_and_geojson_hold_the_same, outlines_come_in_metres_too,
        what_a_file_cannot_be_asked_for_with_is_refused, collections_lead_to_their_files, a_file_is_asked_again_by_its_tag,
        the_described_columns_are_those_of_the_files, the_description_is_valid_by_the_profile_of_frictionless))]))
