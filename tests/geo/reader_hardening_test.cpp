// Groups G to J of the catalogue of faults where they meet the reader of folders: dates, points, figures, texts, files.
#include "geo/check.hpp"
#include "geo/csv_rows.hpp"
#include "geo/geojson.hpp"
#include "tests/geo/data_folder.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string in_quotes(std::string_view text) {
  std::string out;
  append_csv_field(out, text);
  return out;
}

// A folder with the one record whose fields are given; its findings, by check() on a day of 2026.
struct Row {
  std::string date = "2013-02-16", lat = "34", lon = "66", killed, summary, sensitivity, precision;
};
struct Outcome {
  LoadedFolder loaded;
  std::string lines;
  bool accepted() const { return loaded.report.files.at(0).accepted == 1; }
};
Outcome outcome(const Row& row) {
  const DataFolder folder(nullptr);
  std::string text = "id,date,attack_type,lat,lon,killed,summary,sensitivity,geo_precision\na,";
  text += in_quotes(row.date) + ",bombing," + in_quotes(row.lat) + ',' + in_quotes(row.lon) + ',';
  text += in_quotes(row.killed) + ',' + in_quotes(row.summary) + ',' + row.sensitivity + ',' + row.precision + '\n';
  folder.write("incidents.csv", text);
  folder.write("dataset.json", R"({"extent": [60, 20, 80, 40]})");
  Outcome out{read(folder).value(), ""};
  out.lines = lines_of(check(out.loaded, test_areas(), day_of({2026, 11, 24})));
  return out;
}

// Refused, with a line that names the field and holds the words.
void refuses(const Row& row, const std::string& field, const std::string& words) {
  const Outcome out = outcome(row);
  INFO(out.lines);
  CHECK_FALSE(out.accepted());
  CHECK(out.loaded.dataset.incidents.empty());
  CHECK(says(out.lines, "error: incidents.csv:2: " + field + ": "));
  CHECK(says(out.lines, words));
}

}  // namespace

TEST_CASE("H1: dates in other notations are refused and never guessed; a year and a month keep their precision") {
  for (const char* date : {"28/05/2010", "05/28/2010", "5/6/10", "40326", "May 28", "28 May 2010", "20100528"})
    refuses({.date = date}, "date", "(write ");
  const auto precision = [](const char* date) {
    return date_precision(outcome({.date = date}).loaded.dataset.incidents.at(0).span);
  };
  CHECK(precision("2010-05-28") == DatePrecision::day);
  CHECK(precision("2010-05") == DatePrecision::month);
  CHECK(precision("2010") == DatePrecision::longer);
}

TEST_CASE("H2: a day that does not exist refuses its row") {
  refuses({.date = "2010-02-30"}, "date", "2010-02 has 28 days");
  refuses({.date = "1900-02-29"}, "date", "1900-02 has 28 days");
}

TEST_CASE("H3: a year before 1900 is refused, a date in the future is served with a warning") {
  refuses({.date = "1899-12-31"}, "date", "before 1900");
  refuses({.date = "0213-02-16"}, "date", "before 1900");
  refuses({.date = "1890/2013"}, "date", "before 1900");
  CHECK(outcome({.date = "1900-01-01"}).accepted());
  const Outcome future = outcome({.date = "2062-11-24"});
  CHECK(future.accepted());
  CHECK(says(future.lines, "warning: incidents.csv:2: date: \"2062-11-24\" is in the future"));
}

TEST_CASE("H4: digits of Urdu and Persian, and years of the Hijri calendars, are refused") {
  for (const char* date : {"۲۰۱۳-۰۲-۱۶", "٢٠١٣-٠٢-١٦"}) refuses({.date = date}, "date", "write the digits 0-9");
  refuses({.date = "1434-04-05"}, "date", "before 1900");
  refuses({.date = "1391-11-28"}, "date", "before 1900");
}

TEST_CASE("I1: what is no finite number of degrees refuses its row with the reason") {
  for (const char* lat : {"NaN", "nan", "inf", "-inf", "1e400", "1e1", "north", "--5", "+34", ".5", "34.", "34 "})
    refuses({.lat = lat}, "lat", "is not a decimal number");
  refuses({.lat = ""}, "lat", "needs both lat and lon");
  refuses({.lon = ""}, "lon", "needs both lat and lon");
  refuses({.lat = "", .lon = ""}, "place", "a record without a place is a statistic");
  refuses({.lat = std::string(400, '9')}, "lat", "not");
}

TEST_CASE("I2: 0, 0 is refused; a point outside the extent is reported, with a word where swapping mends it") {
  refuses({.lat = "0", .lon = "0"}, "lat", "sea off Africa");
  refuses({.lat = "-0.0", .lon = "0.00"}, "lat", "sea off Africa");
  refuses({.lat = "34", .lon = "180.1"}, "lon", "not between -180 and 180");
  refuses({.lat = "166", .lon = "34"}, "lat", "swapped?");
  const Outcome swapped = outcome({.lat = "66", .lon = "34"});
  CHECK(swapped.accepted());
  CHECK(says(swapped.lines, "swapped? lat 34.0000, lon 66.0000 would lie inside"));
  const Outcome outside = outcome({.lat = "10", .lon = "66"});
  CHECK(says(outside.lines, "outside the extent"));
  CHECK_FALSE(says(outside.lines, "swapped?"));
}

TEST_CASE(
    "I4: a point beyond the edge of the Mercator square keeps its latitude in lists and stands in the last row of "
    "tiles") {
  for (const char* lat : {"85.06", "89.9", "90", "-90"}) {
    const Outcome out = outcome({.lat = lat, .lon = "66"});
    REQUIRE(out.loaded.dataset.incidents.size() == 1);
    const Incident& i = out.loaded.dataset.incidents[0];
    JsonWriter json;
    write_incident(json, out.loaded.dataset, i);
    CHECK(says(json.text(), "\"coordinates\":[66," + std::string(lat) + "]"));
    CHECK(to_world(i.at).y == (i.at.lat() > 0 ? 0U : 0xFFFFFFFFU));
  }
}

TEST_CASE("I7: a record that is not public is refused and leaves nothing in memory (redact is not there yet)") {
  for (const char* sensitivity : {"blurred", "area_only", "withheld"}) {
    refuses({.sensitivity = sensitivity}, "sensitivity", "only public records may stand in a served folder");
  }
  CHECK(outcome({.sensitivity = "public"}).accepted());
  CHECK(outcome({.sensitivity = ""}).accepted());
}

TEST_CASE("I8: a decimal comma, a compass letter and hexadecimal degrees are refused with what to write") {
  refuses({.lat = "33,6844"}, "lat", "(write 33.6844, with a point)");
  refuses({.lat = "-33,6844"}, "lat", "(write -33.6844, with a point)");
  refuses({.lat = "33.6 N"}, "lat", "without a letter");
  refuses({.lat = "33°41'"}, "lat", "decimal degrees");
  refuses({.lat = "0x21"}, "lat", "decimal degrees");
  refuses({.lat = "۳۳"}, "lat", "digits 0-9");
}

TEST_CASE("J1: text that is not UTF-8 refuses its row") {
  refuses({.summary = "Qu\xE9tta"}, "summary", "save it as CSV UTF-8");
}

TEST_CASE("J2: NUL and control characters refuse their row") {
  refuses({.summary = std::string("a\0b", 3)}, "summary", "U+0000");
  refuses({.summary = "a\x1b[31m"}, "summary", "U+001B");
  refuses({.summary = "a\xC2\x9B"}, "summary", "U+009B");
}

TEST_CASE("J4: surrogates, overlong forms and code points that are no characters refuse their row") {
  refuses({.summary = "a\xED\xA0\x80"}, "summary", "not UTF-8");
  refuses({.summary = "a\xC0\xAF"}, "summary", "not UTF-8");
  refuses({.summary = "a\xEF\xBF\xBF"}, "summary", "U+FFFF");
  refuses({.summary = "a\xF4\x8F\xBF\xBF"}, "summary", "U+10FFFF");
}

TEST_CASE("J5: bidi controls, invisible signs and piles of marks refuse their row") {
  refuses({.summary = "a\u202Eb"}, "summary", "U+202E");
  refuses({.summary = "a\u2066b"}, "summary", "U+2066");
  refuses({.summary = "a\u200Bb"}, "summary", "U+200B");
  std::string pile = "e";
  for (int i = 0; i < 200; ++i) pile += "\u0301";
  refuses({.summary = pile}, "summary", "more than 8 marks");
}

TEST_CASE("J6: texts of every script go from CSV to GeoJSON and back into CSV byte for byte (KML is not written yet)") {
  for (const char* text :
       {"پاراچنار میں دھماکہ", "می‌شود", "د کویټې په ښار کې", "🕯️ 84", "a \"b\", c\nd"}) {
    const Outcome out = outcome({.summary = text});
    REQUIRE(out.accepted());
    const Incident& i = out.loaded.dataset.incidents[0];
    CHECK(i.summary == text);
    JsonWriter json, expected;
    write_incident(json, out.loaded.dataset, i);
    expected.member("summary", std::string_view(text));
    CHECK(says(json.text(), expected.text()));
    CHECK(read_csv("a,b\n" + in_quotes(i.summary) + ",x\n")->rows.at(0).fields[0] == text);
  }
}

TEST_CASE("J8: texts are measured in code points, and one too long refuses its row") {
  std::string urdu;
  for (int i = 0; i < 1000; ++i) urdu += "ک";
  CHECK(outcome({.summary = urdu}).accepted());
  refuses({.summary = urdu + "ک"}, "summary", "is 1001 characters long (at most 1000)");
}

TEST_CASE("G6: a link, a pipe or a folder in place of a table is refused and never opened for long") {
  for (const char* name : {"incidents.csv", "sources.csv"}) {
    for (const int kind : {0, 1, 2}) {
      const DataFolder folder, elsewhere;
      folder.remove(name);
      if (kind == 0) std::filesystem::create_symlink(elsewhere.file(name), folder.file(name));
      if (kind == 1) REQUIRE(::mkfifo(folder.file(name).c_str(), 0600) == 0);
      if (kind == 2) std::filesystem::create_directory(folder.file(name));
      const auto loaded = read(folder);
      INFO(name << ", " << kind);
      if (std::string_view(name) == "incidents.csv") {
        REQUIRE(loaded.has_error());
        CHECK(loaded.error().code == Errc::unreadable);
      } else {
        CHECK_FALSE(loaded->report.servable);
        CHECK(says(lines_of(loaded->report.findings),
                   kind == 0 ? "sources.csv: is a link" : "sources.csv: is not a regular file"));
      }
    }
  }
}

TEST_CASE("G10: ids that are a path, too long, blank or twice are refused, both rows of a pair") {
  const DataFolder folder;
  REQUIRE(folder.edit("incidents.csv", 10, "2014-northdale", std::string(65, 'a')));
  REQUIRE(folder.edit("incidents.csv", 9, "2013-road", "../road"));
  REQUIRE(folder.edit("incidents.csv", 11, "2015-south", "2016-country"));
  const auto loaded = read(folder).value();
  CHECK(loaded.report.files.at(0).refused == 4);
  CHECK(loaded.dataset.find_incident("2016-country") == nullptr);
}

TEST_CASE("G11: a column that is not known is reported and none of it is served, also where it renames a known one") {
  const DataFolder folder;
  REQUIRE(folder.edit("incidents.csv", 1, ",summary,", ",victim_names,"));
  const auto loaded = read(folder).value();
  CHECK(loaded.report.unknown_columns == std::vector<std::string>{"incidents.csv: victim_names"});
  for (const Incident& i : loaded.dataset.incidents) {
    JsonWriter json;
    write_incident(json, loaded.dataset, i);
    CHECK_FALSE(says(json.text(), "Gunmen stopped"));
    CHECK_FALSE(says(json.text(), "victim_names"));
  }
}

TEST_CASE("G12: figures are whole numbers in plain digits, up to ten million") {
  for (const char* killed : {"-3", "1e9", "12-15", "٣", "many", "3.5", " 3", "0x3", "99999999999999999999", "10000001"})
    refuses({.killed = killed}, "killed", "(");
  CHECK(outcome({.killed = "0"}).loaded.dataset.incidents.at(0).killed.best == 0U);
  CHECK(outcome({.killed = "007"}).loaded.dataset.incidents.at(0).killed.best == 7U);
  CHECK(outcome({.killed = ""}).loaded.dataset.incidents.at(0).killed.none());
}
