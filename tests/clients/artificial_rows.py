"""Records that nobody lived through, for tests: every kind of date, toll and place beside those of a data folder."""

import csv
import pathlib
import random
import shutil

from served import DATA

ATTACKS = ["suicide_bombing", "bombing", "grenade", "rocket_mortar", "shooting", "targeted_killing", "execution",
           "abduction_killing", "complex_attack", "arson_mob", "other"]
TARGETS = ["worship", "procession", "market", "bus_passengers", "school", "hospital", "security", "person", "other"]
COMMUNITIES = ["hazara", "shia", "turi_bangash", "ismaili", "sufi", "other"]
WORDS = ["bombing", "convoy", "mosque", "shrine", "market", "school"]


def table(folder, name):
    with open(pathlib.Path(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def some(rng, codes, most):
    return rng.sample(codes, rng.randint(1, most))


def a_date(rng):
    year, month, day = rng.randint(1998, 2024), rng.randint(1, 12), rng.randint(1, 28)
    exact = f"{year}-{month:02}-{day:02}"
    return rng.choice([exact] * 8 + [exact + "?", f"{year}-{month:02}", f"{year}", f"{year}-{month:02}~", "",
                                     f"{exact}/{year + rng.randint(1, 3)}-05", f"../{exact}", f"{exact}/.."])


def a_toll(rng, name):
    low = rng.randint(0, 40)
    best, high = low + rng.randint(0, 9), low + rng.randint(10, 30)
    given = rng.choice([(low, best, high), (None, best, None), (low, None, None), (low, None, high), (None, best, high),
                        (None, None, high), (None, None, None)])
    return dict(zip((name + "_low", name, name + "_high"), ("" if n is None else n for n in given)))


def with_artificial_rows(folder, count, seed):
    """A copy of the data with so many more records."""
    copy = pathlib.Path(folder, "artificial")
    shutil.copytree(DATA, copy)
    rng = random.Random(seed)
    rows, places = table(copy, "incidents.csv"), [p["id"] for p in table(copy, "places.csv")]
    actors = [a["code"] for a in table(copy, "actors.csv")]
    sources = next(r for r in rows if r["sources"])["sources"]
    with (copy / "incidents.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n", restval="")
        for number in range(count):
            writer.writerow({
                "id": f"artificial-{number}", "date": a_date(rng), "place": rng.choice(places), **a_toll(rng, "killed"),
                **a_toll(rng, "injured"), "attack_type": rng.choice(ATTACKS), "target_type": rng.choice(TARGETS + [""]),
                "community": ";".join(some(rng, COMMUNITIES, 2)), "actor": ";".join(some(rng, actors, 2)),
                "actor_by": "press", "perpetrators": "unknown", "status": rng.choice(["published"] * 4 + ["disputed"]),
                "sensitivity": "public", "sources": sources, "note": "made for a test",
                "summary": f"An artificial record: {' and '.join(some(rng, WORDS, 2))}."})
    return copy
