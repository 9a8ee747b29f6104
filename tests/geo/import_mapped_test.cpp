#include "geo/import_rules.hpp"
#include "geo/mapping_file.hpp"
#include "import_case.hpp"

#include <catch2/catch.hpp>

using namespace yaad;
using namespace yaad::test;

namespace {

const std::string kExample = YAAD_SOURCE_DIR "/tests/tables/mapping_example/";

geo::Mapping example() { return geo::parse_mapping(slurp(kExample + "mapping.json")).value(); }

ImportCase import_example(const geo::Mapping& mapping) {
  return import_text(slurp(kExample + "table.csv"), geo::mapped_rules(mapping, import_areas()));
}

// The example with one piece of its text changed.
std::string fault_of(std::string_view from, std::string_view to) {
  std::string text = slurp(kExample + "mapping.json");
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  const auto mapping = geo::parse_mapping(text.replace(at, from.size(), to));
  return mapping ? "" : mapping.error().detail;
}

}  // namespace

TEST_CASE("The mapping that is described is the one that the tests run") {
  CHECK(slurp(YAAD_SOURCE_DIR "/geo/MAPPING.md").find(slurp(kExample + "mapping.json")) != std::string::npos);
}

TEST_CASE("A table becomes records by its mapping, and what the mapping does not name is not read") {
  const ImportCase c = import_example(example());
  REQUIRE(errors_in(c.folder) == 0);
  CHECK(c.imported.report.read == 4);
  CHECK(c.imported.report.accepted == 3);
  const geo::Incident& bomb = c.incident(0);
  CHECK(bomb.id == "example-1");
  CHECK(bomb.date == "2013-02-16");
  CHECK(bomb.attack_type == geo::AttackType::bombing);
  CHECK(bomb.killed.best == 12U);
  CHECK(bomb.injured.best == 40U);
  CHECK(c.place_of(bomb).name == "Exampletown");
  CHECK(c.folder.dataset.sources.at(bomb.sources.at(0)).url == "https://paper.example/1");
  CHECK(c.incident(1).date == "2013-03");
  CHECK(c.incident(1).precision == geo::PlacePrecision::province);
  CHECK(c.incident(1).area == "PK-BA");
  CHECK(c.incident(2).attack_type == geo::AttackType::other);
  CHECK(c.incident(2).killed.none());
  CHECK(c.incident(2).actors.size() == 2);
  CHECK(c.folder.dataset.info.licence == "CC BY 4.0");
  for (const geo::FolderFile& file : c.imported.files.files)
    if (file.bytes) CHECK(file.bytes->find("never read") == std::string::npos);
}

TEST_CASE("H1: a date that fits none of the declared forms refuses its row by line and column") {
  const ImportCase c = import_example(example());
  CHECK(c.imported.report.rows.at(3).line == 5);
  REQUIRE(c.why(3) != nullptr);
  CHECK(c.why(3)->column == "When");
  CHECK(c.why(3)->value == "31/02/2014");
}

TEST_CASE("A word without an entry, a figure that is none and an address that is none refuse their row") {
  const auto why = [](std::string_view from, std::string_view to) {
    std::string table = slurp(kExample + "table.csv");
    table.replace(table.find(from), from.size(), to);
    geo::Mapping mapping = example();
    mapping.codes["attack_type"].erase("*");
    const auto c = import_text(table, geo::mapped_rules(mapping, import_areas()));
    return c.why(0) != nullptr ? c.why(0)->column : std::string();
  };
  CHECK(why("Bomb,12", "Poison,12") == "Kind");
  CHECK(why("Bomb,12", "Bomb,a dozen") == "Deaths");
  CHECK(why("https://paper", "javascript://paper") == "Link");
  CHECK(why("30.2,67.0", "33N,67.0") == "Y");
  CHECK(why("\n1,", "\n?,") == "No");
  CHECK(why("Bomb,12", "Bomb,12").empty());
}

TEST_CASE("A mapping that cannot be meant is refused with the path of what is wrong") {
  CHECK(fault_of("\"date\"", "\"datum\"").find("columns.datum") == 0);
  CHECK(fault_of("\"id\": \"No\",", "").find("columns: has no id") == 0);
  CHECK(fault_of("\"codes\"", "\"code\"").find("code: is no member") == 0);
  CHECK(fault_of("\"%d/%m/%Y\"", "\"%d/%q/%Y\"").find("dates: ") == 0);
  CHECK(fault_of("\"%d/%m/%Y\"", "\"dd/mm\"").find("dates: ") == 0);
  CHECK(fault_of("\"source_kind\": \"newspaper\"", "\"killed\": \"1\"").find("constants.killed: is a column too") == 0);
  CHECK(fault_of("\"lat\": \"Y\",", "").find("columns: has one of lat and lon") == 0);
  CHECK(fault_of("\"example-\"", "\"Example \"").find("id_prefix") == 0);
  CHECK(fault_of("\"licence\"", "\"license\"").find("dataset.license") == 0);
  CHECK(fault_of("\"attack_type\": {", "\"killed\": {").find("codes.killed") == 0);
  CHECK(fault_of("{", "[").find("is not JSON") == 0);
}

TEST_CASE("A column that the mapping names and the table lacks refuses the table, and names it") {
  geo::Mapping mapping = example();
  mapping.columns["killed"] = "Dead";
  const auto imported =
      geo::import_table(slurp(kExample + "table.csv"), geo::mapped_rules(mapping, import_areas()), import_areas(), {});
  REQUIRE_FALSE(imported.has_value());
  CHECK(imported.error().parameter == "Dead");
}

TEST_CASE("Dates of a table are read in every form that a mapping may declare") {
  const auto date = [](const char* form, const std::string& text) {
    geo::Mapping mapping = example();
    mapping.dates = {form};
    const auto c = import_text("No,When,Where,Province,Country,Y,X,Kind,Deaths,Injured,By,Paper,Link\n1," + text +
                                   ",a,,Pakistan,30,67,Bomb,,,,,\n",
                               geo::mapped_rules(mapping, import_areas()));
    return c.folder.dataset.incidents.empty() ? std::string() : c.incident().date;
  };
  CHECK(date("%d %B %Y", "6 Feb 2013") == "2013-02-06");
  CHECK(date("%B %Y", "February 2013") == "2013-02");
  CHECK(date("%m-%d-%Y", "2-16-2013") == "2013-02-16");
  CHECK(date("edtf", "2013-02-16~") == "2013-02-16~");
  CHECK(date("excel", "41321") == "2013-02-16");
  CHECK(date("%d %B %Y", "6 Feb 13").empty());
  CHECK(date("%d/%m/%Y", "16/02/2013 noon").empty());
}
