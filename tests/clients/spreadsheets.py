#!/usr/bin/python3
"""LibreOffice opens our spreadsheets: text arrives as text and never as a formula, numbers as numbers, names as written.

soffice turns each file into flat OpenDocument, which says of every cell what LibreOffice took it for. What the cells must
say is read from the CSV of the same server by Python.
"""

import csv
import io
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as xml

from exports import HOSTILE, api, file_of, with_hostile_texts
from operated import run_cases
from served import yaad

NAMES = {part: "{urn:oasis:names:tc:opendocument:xmlns:" + part + ":1.0}" for part in ("office", "table", "text")}
CSV_FILTER = "--infilter=Text - txt - csv (StarCalc):44,34,76,1"  # comma, double quote, UTF-8, from line 1
TRUTHS = {"of:=TRUE()", "of:=FALSE()"}  # how LibreOffice itself keeps a truth of XLSX
LONGEST_SHEET_ROW = 1000  # what is repeated further than this is the blank rest of a row or of a sheet


def converted(folder, *paths, options=()):
    """The files as flat OpenDocument, in the order given."""
    out = pathlib.Path(folder, "out")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", *options, "--convert-to",
                    "fods", "--outdir", str(out), *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [xml.parse(out / (path.stem + ".fods")).getroot() for path in paths]


def text_of(element):
    """The text of a cell: paragraphs are lines, runs of spaces stand as elements."""
    def inside(node):
        said = node.text or ""
        for child in node:
            if child.tag == NAMES["text"] + "s":
                said += " " * int(child.get(NAMES["text"] + "c", "1"))
            elif child.tag == NAMES["text"] + "tab":
                said += "\t"
            elif child.tag == NAMES["text"] + "line-break":
                said += "\n"
            else:
                said += inside(child)
            said += child.tail or ""
        return said
    return "\n".join(inside(p) for p in element.findall(NAMES["text"] + "p"))


class Cell:
    def __init__(self, element):
        self.kind = element.get(NAMES["office"] + "value-type")  # string, float, date, boolean; none: blank
        self.formula = element.get(NAMES["table"] + "formula")
        self.text = text_of(element)
        self.value = element.get(NAMES["office"] + ("date-value" if self.kind == "date" else "value"))

    def says(self, text):
        """Whether this is what the CSV has there."""
        if self.kind is None:
            return text == ""
        if self.kind == "float":  # a truth is 1 or 0 where a format has none
            return float(self.value) == {"true": 1, "false": 0}.get(text) or float(self.value) == float(text)
        if self.kind == "date":  # LibreOffice takes the month 2013-02 of a CSV for its first day
            return self.value[:10] in (text, text + "-01")
        if self.kind == "boolean":
            return self.text.lower() == text
        return self.text.replace("\u2028", "\n") == text.replace("\r\n", "\n").replace("\u2028", "\n")


def sheets_of(document):
    """{name: rows of cells}; without the blank rest."""
    sheets = {}
    for table in document.iter(NAMES["table"] + "table"):
        rows = sheets.setdefault(table.get(NAMES["table"] + "name"), [])
        for row in table.iter(NAMES["table"] + "table-row"):
            cells = []
            for element in row:
                times = int(element.get(NAMES["table"] + "number-columns-repeated", "1"))
                if times <= LONGEST_SHEET_ROW:
                    cells += [Cell(element)] * times
            while cells and cells[-1].kind is None:
                cells.pop()
            if cells:
                rows.append(cells)
    return sheets


def check_incidents(form, rows, expected):
    """Every cell of every record says what the CSV says, by the name of its column."""
    header = [cell.text for cell in rows[0]]
    assert header[:len(expected[0])] == list(expected[0]), (form, header)
    assert len(rows) - 1 == len(expected), (form, len(rows) - 1, len(expected))
    at = header.index("id")
    by_id = {row[at].text: row for row in rows[1:]}
    for record in expected:
        row = by_id[record["id"]]
        for number, (name, text) in enumerate(record.items()):
            if number < len(row):
                assert row[number].says(text), (form, record["id"], name, row[number].kind, row[number].text, text)
            else:
                assert text == "", (form, record["id"], name, text)
    killed = [row[header.index("killed")] for row in rows[1:]]
    assert all(cell.kind in ("float", None) for cell in killed), form
    return sum(int(float(cell.value)) for cell in killed if cell.kind)


def no_formula(form, sheets):
    found = {(name, cell.formula) for name, rows in sheets.items() for row in rows for cell in row if cell.formula}
    assert {formula for _, formula in found} <= TRUTHS, (form, sorted(found)[:3])


def F1_F2_libreoffice_reads_what_was_written(folder):
    copy = with_hostile_texts(folder)
    with yaad(copy) as server:
        records = api(server)
        assert sum(r["id"].startswith("hostile-") for r in records) >= 8 < len(HOSTILE)
        paths = {}
        for form in ("xlsx", "ods", "csv"):
            paths[form] = pathlib.Path(folder, f"{form}-of-ours.{form}")
            paths[form].write_bytes(file_of(server, form)[1])
        package = server.json("/datapackage.json")
    expected = list(csv.DictReader(io.StringIO(paths["csv"].read_text(encoding="utf-8-sig"), newline="")))
    for record in expected:
        del record["provenance"]  # of the CSV alone; a sheet of its own in the others
    days = [f["name"] for f in package["resources"][0]["schema"]["fields"] if f["type"] == "date"]
    documents = converted(folder, paths["xlsx"], paths["ods"]) + converted(folder, paths["csv"], options=[CSV_FILTER])
    urdu = {r["properties"]["place_name_ur"] for r in records if "place_name_ur" in r["properties"]}
    for form, document in zip(("xlsx", "ods", "csv"), documents):
        sheets = sheets_of(document)
        no_formula(form, sheets)
        rows = next(iter(sheets.values()))
        killed = check_incidents(form, rows, expected)
        assert killed == sum(r["properties"].get("killed", 0) for r in records), (form, killed)
        header = [cell.text for cell in rows[0]]
        for name in days:
            kinds = {row[header.index(name)].kind for row in rows[1:]}
            assert kinds <= {"date", None}, (form, name, kinds)
        told = {row[header.index("place_name_ur")].text for row in rows[1:]} - {""}
        assert urdu and told == urdu, form
        if form != "csv":
            assert list(sheets) == ["incidents", "sources", "statistics", "codebook", "provenance"], list(sheets)
            said = {row[0].text: row[1].text for row in sheets["provenance"][1:] if len(row) > 1}
            assert said["count"] == str(len(records)) and len(said["sha256"]) == 64, said


def F1_the_check_sees_a_formula_where_there_is_one(folder):
    path = pathlib.Path(folder, "raw.csv")
    path.write_text('id,killed\n"=1+1",2\n', encoding="utf-8")
    document = converted(folder, path, options=[CSV_FILTER])[0]
    try:
        no_formula("csv", sheets_of(document))
    except AssertionError:
        return
    raise AssertionError("LibreOffice took no formula, so this test could not fail")


if __name__ == "__main__":
    sys.exit(run_cases([F1_F2_libreoffice_reads_what_was_written, F1_the_check_sees_a_formula_where_there_is_one]))
