"""Artificial rows by the published columns of each producer, and what such a row says, read without Yaad.

No row of a producer is here: names, places and figures are made up. Each class has HEADER, rows() and read(); read()
gives (first year, last year, country code, dead), or None where the row is none of an attack.
"""

import datetime

COUNTRIES = {"Pakistan": "PK", "Afghanistan": "AF", "Yemen (North Yemen)": "YE", "India": "IN"}
POINTS = {"Pakistan": (30.2, 67.0), "Afghanistan": (34.5, 69.2), "Yemen (North Yemen)": (14.5, 47.0), "India": (28.6, 77.2)}


def near(point, random):
    return [f"{c + random.uniform(-0.5, 0.5):.4f}" for c in point]


def some_day(random):
    return datetime.date(2005, 1, 1) + datetime.timedelta(days=random.randrange(5000))


class Ucdp:
    HEADER = ("id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
              "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
              "number_of_sources source_article source_office source_date source_headline source_original where_prec "
              "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
              "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best "
              "high low gwnoa gwnob").split()

    @classmethod
    def rows(cls, count, random):
        yield {name: f"#meta+{name}" for name in cls.HEADER}
        for n in range(count):
            country = random.choice(list(COUNTRIES))
            first = some_day(random)
            exactness = random.choice([1, 1, 1, 2, 3, 4, 5])
            last = first + datetime.timedelta(days={1: 0, 2: 3, 3: 6, 4: 29, 5: 200}[exactness])
            best = random.choice([0, 1, 2, 5, 80])
            lat, lon = near(POINTS[country], random)
            yield {
                "id": n + 1, "relid": f"EXA-{n}", "year": first.year, "type_of_violence": random.choice([1, 2, 3]),
                "side_a": f"Example Group {n % 40}", "side_b": "Civilians",
                "source_article": f'"Example Wire,{first},Made up\n{n}";"Example Paper"',
                "where_prec": random.choice([1, 1, 1, 2, 3, 4, 5, 6]), "where_coordinates": f"Exampletown {n % 200}",
                "adm_1": "Balochistan province" if country == "Pakistan" else "Example province", "adm_2": "Example district",
                "latitude": lat, "longitude": lon, "country": country, "country_id": 770, "event_clarity": 1,
                "date_prec": exactness, "date_start": f"{first} 00:00:00.000", "date_end": f"{last} 00:00:00.000",
                "deaths_a": 0, "deaths_b": 0, "deaths_civilians": best, "deaths_unknown": 0, "best": best,
                "high": best + random.randrange(5), "low": max(best - random.randrange(5), 0),
            }
        yield {"id": "none", "best": "1"}

    @staticmethod
    def read(row):
        if not row["id"].isdigit():
            return None
        # A best figure of 0 says that it is unclear; the lower bound counts in its place, and is 0 too.
        return int(row["date_start"][:4]), int(row["date_end"][:4]), COUNTRIES[row["country"]], int(row["best"])


class Acled:
    HEADER = ("event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 "
              "inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 "
              "location latitude longitude geo_precision source source_scale notes fatalities tags timestamp "
              "population_best").split()
    KINDS = [("Violence against civilians", "Attack"), ("Explosions/Remote violence", "Suicide bomb"),
             ("Battles", "Armed clash"), ("Riots", "Mob violence"), ("Protests", "Peaceful protest")]
    ISO = {"Pakistan": 586, "Afghanistan": 4, "Yemen (North Yemen)": 887, "India": 356}

    @classmethod
    def rows(cls, count, random):
        for n in range(count):
            country, kind, day = random.choice(list(COUNTRIES)), random.choice(cls.KINDS), some_day(random)
            serial = (day - datetime.date(1899, 12, 30)).days
            lat, lon = near(POINTS[country], random)
            yield {
                "event_id_cnty": f"EXA{n}", "event_date": random.choice([f"{day:%d %B %Y}", day, serial]), "year": day.year,
                "time_precision": random.choice([1, 1, 2, 3]), "event_type": kind[0], "sub_event_type": kind[1],
                "actor1": f"Example Group {n % 30}", "actor2": "Civilians", "assoc_actor_2": "", "iso": cls.ISO[country],
                "country": country.split(" (")[0], "admin1": "Example province", "location": f"Exampletown {n % 90}",
                "latitude": lat, "longitude": lon, "geo_precision": random.choice([1, 1, 2, 3]), "source": "Example Wire",
                "notes": "Made up.", "fatalities": random.choice([0, 0, 1, 7]),
            }
        yield {"event_id_cnty": "EXA-bad", "event_date": "13/14/2015", "year": 2015}

    @classmethod
    def read(cls, row):
        if "/" in row["event_date"] or (row["event_type"] == "Protests" and row["fatalities"] == "0"):
            return None
        for form in ("%d %B %Y", "%Y-%m-%d"):
            try:
                day = datetime.datetime.strptime(row["event_date"], form).date()
                break
            except ValueError:
                day = None
        if day is None:
            day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(row["event_date"]))
        days = 3 if row["time_precision"] == "2" else 0
        first, last = day - datetime.timedelta(days=days), day + datetime.timedelta(days=days)
        codes = {str(number): COUNTRIES[name] for name, number in cls.ISO.items()}
        return first.year, last.year, codes[row["iso"]], int(row["fatalities"])


class Gtd:
    HEADER = ("eventid iyear imonth iday approxdate extended resolution country country_txt region region_txt provstate city "
              "latitude longitude specificity vicinity location summary crit1 crit2 crit3 doubtterr alternative "
              "alternative_txt multiple success suicide attacktype1 attacktype1_txt attacktype2 attacktype2_txt attacktype3 "
              "attacktype3_txt targtype1 targtype1_txt targsubtype1 targsubtype1_txt corp1 target1 gname gsubname gname2 "
              "gname3 motive guncertain1 guncertain2 guncertain3 individual nperps nperpcap claimed claimmode weaptype1 "
              "weaptype1_txt weapsubtype1 weapsubtype1_txt nkill nkillus nkillter nwound nwoundus nwoundte property "
              "ishostkid nhostkid scite1 scite2 scite3 dbsource").split()

    @classmethod
    def rows(cls, count, random):
        for n in range(count):
            country, day = random.choice(list(COUNTRIES)), some_day(random)
            lat, lon = near(POINTS[country], random)
            specificity = random.choice([1, 1, 1, 2, 3, 4, 5])
            month = random.choice([day.month] * 9 + [0])
            yield {
                "eventid": f"{day:%Y%m%d}{n:04}", "iyear": day.year, "imonth": month,
                "iday": random.choice([day.day] * 4 + [0]), "country_txt": country.split(" (")[0],
                "provstate": "Balochistan" if country == "Pakistan" else "Example province", "city": f"Exampletown {n % 90}",
                "latitude": "" if specificity == 5 else lat, "longitude": "" if specificity == 5 else lon,
                "specificity": specificity, "vicinity": random.choice([0, 1, -9]), "suicide": 0,
                "attacktype1": random.randrange(1, 10), "targtype1": random.randrange(1, 23), "gname": f"Example Group {n % 30}",
                "nkill": random.choice(["", "0.0", "3.0", "12.0"]), "nkillter": "0.0", "nwound": "", "nperps": -99,
                "scite1": f"Example Wire, \"Made up {n},\" 2013.",
            }
        yield {"eventid": "2.01302E+11", "iyear": 2013}

    @staticmethod
    def read(row):
        if not row["eventid"].isdigit():
            return None
        country = {name.split(" (")[0]: code for name, code in COUNTRIES.items()}[row["country_txt"]]
        # Only Pakistan, Afghanistan and Iran have outlines, whose middle stands for a country without a point.
        if not row["latitude"] and country not in ("PK", "AF"):
            return None
        return int(row["iyear"]), int(row["iyear"]), country, int(float(row["nkill"] or 0))


PRODUCERS = {"ucdp": Ucdp, "acled": Acled, "gtd": Gtd}
