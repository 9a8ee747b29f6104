#include "geo/import_rules.hpp"
#include "import_case.hpp"

#include <catch2/catch.hpp>

using namespace yaad;
using namespace yaad::test;

namespace {

const Fields& event() {
  static const Fields fields{{"id", "1"},
                             {"relid", "EXA-2013-1-404-1"},
                             {"type_of_violence", "3"},
                             {"side_a", "Example Group"},
                             {"side_b", "Civilians"},
                             {"source_article", "\"Example Wire,2013-02-17,Made up\""},
                             {"source_office", ""},
                             {"source_date", ""},
                             {"source_headline", ""},
                             {"where_prec", "1"},
                             {"where_coordinates", "Exampletown"},
                             {"adm_1", "Balochistan province"},
                             {"adm_2", "Bolan district"},
                             {"latitude", "29"},
                             {"longitude", "67"},
                             {"country", "Pakistan"},
                             {"event_clarity", "1"},
                             {"date_prec", "1"},
                             {"date_start", "2013-02-16 00:00:00.000"},
                             {"date_end", "2013-02-16 00:00:00.000"},
                             {"deaths_a", "0"},
                             {"deaths_b", "0"},
                             {"deaths_civilians", "5"},
                             {"deaths_unknown", "0"},
                             {"best", "5"},
                             {"high", "9"},
                             {"low", "3"}};
  return fields;
}

ImportCase events(const std::vector<Fields>& rows) {
  return import_text(csv_of(event(), rows), geo::ucdp_rules(import_areas()));
}

}  // namespace

TEST_CASE("An event of UCDP becomes a record with its place, its toll, its group and its sources") {
  const ImportCase c = events({{}});
  REQUIRE(errors_in(c.folder) == 0);
  const geo::Incident& i = c.incident();
  CHECK(i.id == "ucdp-ged-1");
  CHECK(i.date == "2013-02-16");
  CHECK(i.killed == geo::Figure{3, 5, 9});
  CHECK(i.attack_type == geo::AttackType::other);
  CHECK(i.precision == geo::PlacePrecision::town);
  CHECK(i.country == "PK");
  CHECK(i.area == "PK-BA");
  CHECK(i.district == "PK-BA.kachhi");
  CHECK(c.place_of(i).name == "Exampletown");
  REQUIRE(i.actors.size() == 1);
  CHECK(c.folder.dataset.actors.at(i.actors[0]).name == "Example Group");
  REQUIRE(i.sources.size() == 2);
  const geo::Source* event = nullptr;
  for (const geo::SourceIndex s : i.sources)
    if (c.folder.dataset.sources.at(s).id == i.id) event = &c.folder.dataset.sources.at(s);
  REQUIRE(event != nullptr);
  CHECK(event->title == "UCDP GED event 1 (EXA-2013-1-404-1)");
  CHECK(event->quote.find("best: 5, low: 3, high: 9") == 0);
  CHECK(event->kind == geo::SourceKind::dataset);
}

TEST_CASE("G14: every row of an import is accepted, refused or left out, and the folder holds what was accepted") {
  const ImportCase c = events({{{"id", "1"}},
                               {{"id", "#event+id"}, {"relid", "#x"}, {"type_of_violence", ""}, {"side_a", "#group"}},
                               {{"id", "two"}},
                               {{"id", "3"}, {"date_start", "16/02/2013"}},
                               {{"id", "4"}, {"latitude", "29,5"}},
                               {{"id", "5"}, {"best", "12-15"}},
                               {{"id", "6"}, {"where_prec", "6"}, {"country", "Atlantis"}},
                               {{"id", "7"}},
                               {{"id", "7"}}});
  const geo::ImportReport& r = c.imported.report;
  CHECK(r.read == 9);
  CHECK(r.read == r.accepted + r.refused + r.left_out);
  CHECK(r.accepted == c.folder.dataset.incidents.size());
  CHECK(errors_in(c.folder) == 0);
  CHECK(r.rows.size() == r.read);
  CHECK(c.why(2)->column == "id");
  CHECK(c.why(3)->column == "date_start");
  CHECK(c.why(4)->column == "latitude");
  CHECK(c.why(5)->value == "12-15");
  CHECK(c.why(6)->left_out);
  CHECK(c.why(7) != nullptr);  // an id that stands twice: which of the two is meant, nobody can say
  CHECK(c.why(8) != nullptr);
  std::size_t counted = 0;
  for (const auto& [reason, rows] : r.reasons) counted += rows;
  CHECK(counted == r.refused + r.left_out);
  CHECK(geo::read_csv(geo::report_csv(r)).value().rows.size() == r.read);
}

TEST_CASE("A row of HXL tags under the header of UCDP is left out, and is no error") {
  Fields tags;
  for (const auto& [column, unused] : event()) tags[column] = "#meta+" + column;
  const ImportCase c = events({tags, {}});
  CHECK(c.imported.report.left_out == 1);
  CHECK(c.imported.report.refused == 0);
  CHECK(c.imported.report.accepted == 1);
}

TEST_CASE("A best figure of 0 of UCDP is no figure: the bounds above 0 stay, and no death is claimed away") {
  const ImportCase c =
      events({{{"best", "0"}, {"low", "0"}, {"high", "4"}}, {{"id", "2"}, {"best", "0"}, {"low", "0"}, {"high", "0"}}});
  CHECK(c.incident(0).killed == geo::Figure{{}, {}, 4});
  CHECK(c.incident(1).killed.none());
}

TEST_CASE("A bound of UCDP that contradicts its best figure is left out, and the best figure stays") {
  const ImportCase c = events({{{"best", "4"}, {"low", "6"}, {"high", "3"}}});
  CHECK(c.incident().killed == geo::Figure{{}, 4, {}});
}

TEST_CASE("A span of UCDP is written as the month or the year that it is, else as an interval") {
  const auto date = [](const char* first, const char* last, const char* exactness) {
    return events({{{"date_start", first}, {"date_end", last}, {"date_prec", exactness}}}).incident().date;
  };
  CHECK(date("2012-02-01", "2012-02-29", "4") == "2012-02");
  CHECK(date("2012-01-01", "2012-12-31", "5") == "2012");
  CHECK(date("2012-02-27", "2012-03-04", "3") == "2012-02-27/2012-03-04");
  CHECK(date("2012-02-27", "2012-02-27", "2") == "2012-02-27~");
  CHECK(events({{{"date_start", "2012-02-27"}, {"date_end", "2012-02-26"}}}).why(0)->column == "date_end");
}

TEST_CASE("where_prec of UCDP becomes a precision, and what is known to an area only has that area's codes") {
  const auto with = [](const char* exactness) { return events({{{"where_prec", exactness}}}); };
  CHECK(with("2").incident().precision == geo::PlacePrecision::near);
  CHECK(with("3").incident().district == "PK-BA.kachhi");
  CHECK(with("4").incident().precision == geo::PlacePrecision::province);
  CHECK(with("4").incident().district.empty());
  CHECK(with("5").incident().precision == geo::PlacePrecision::line);
  CHECK(with("6").incident().precision == geo::PlacePrecision::country);
  CHECK(with("6").incident().area.empty());
  CHECK(with("7").incident().country == "PK");
  CHECK(with("8").why(0)->column == "where_prec");
}

TEST_CASE("A country without outlines keeps its code, and its provinces are not guessed") {
  const ImportCase c = events({{{"country", "Yemen (North Yemen)"},
                                {"adm_1", "Shabwa governorate"},
                                {"adm_2", ""},
                                {"where_prec", "4"},
                                {"latitude", "14.5"},
                                {"longitude", "47"}}});
  CHECK(c.incident().country == "YE");
  CHECK(c.incident().area.empty());
}

TEST_CASE("Only in one-sided violence does a side of UCDP become the one that attacked") {
  const ImportCase c =
      events({{{"type_of_violence", "1"}, {"side_a", "Government of Exampleland"}, {"side_b", "Example Group"}}});
  CHECK(c.incident().actors.empty());
  CHECK(c.incident().summary.find("Government of Exampleland and Example Group") != std::string::npos);
  const ImportCase one_sided = events({{{"deaths_a", "2"}}});
  CHECK(one_sided.incident().killed_perpetrators == 2U);
  CHECK(one_sided.incident().perpetrators == geo::Perpetrators::included);
}

TEST_CASE("Articles that UCDP lists side by side are sources of their own, each written once for all events") {
  const Fields articles{{"source_headline", "Made up;Made up again"},
                        {"source_office", "Wire;Paper"},
                        {"source_date", "2013-02-17;2013-02-18"}};
  Fields second = articles;
  second["id"] = "2";
  const ImportCase c = events({articles, second});
  CHECK(c.folder.dataset.sources.size() == 4);
  CHECK(c.incident(0).sources.size() == 3);
  CHECK(c.incident(1).sources.size() == 3);
}

TEST_CASE("A field of UCDP may run over many lines and hold quotes") {
  const ImportCase c =
      events({{{"source_article", std::string("\"A\";\n\n").append(60, '\n') + "\"B\", \"C\""}}, {{"id", "2"}}});
  CHECK(c.imported.report.accepted == 2);
  CHECK(c.imported.report.rows.at(1).line > 60);
}

TEST_CASE("J1: a file in Latin-1 is read as such, and a file in UTF-8 with one wrong byte loses only that row") {
  const ImportCase latin = events({{{"side_a", "Groupe d'Exemple \xE9\xE8"}}});
  CHECK(latin.imported.report.was_windows_1252);
  CHECK(latin.folder.dataset.actors.at(0).name == "Groupe d'Exemple éè");
  const ImportCase mixed = events({{{"side_a", "بلوچستان"}}, {{"id", "2"}, {"side_a", "\xE9"}}});
  CHECK_FALSE(mixed.imported.report.was_windows_1252);
  CHECK(mixed.imported.report.refused == 1);
  CHECK(mixed.imported.report.accepted == 1);
}

TEST_CASE("J2, J5: signs that nobody sees become spaces and are counted; a NUL refuses its row") {
  const ImportCase c =
      events({{{"side_a", "Example\x07Group \xE2\x80\xAEx"}}, {{"id", "2"}, {"side_a", std::string("a\0b", 3)}}});
  CHECK(c.imported.report.signs_replaced == 2);
  CHECK(c.imported.report.accepted == 1);
  CHECK(c.folder.dataset.actors.at(0).name == "Example Group x");
  CHECK(c.why(1) != nullptr);
}

TEST_CASE("A file that is not UCDP's is refused with the column that it lacks") {
  const auto imported = geo::import_table("id,name\n1,x\n", geo::ucdp_rules(import_areas()), import_areas(), {});
  REQUIRE_FALSE(imported.has_value());
  CHECK(imported.error().parameter == "type_of_violence");
}

TEST_CASE("A new folder is written whole, and nothing that is there is written over") {
  const DataFolder parent(nullptr);
  const ImportCase c = events({{}});
  const std::string folder = parent.path() + "/made";
  REQUIRE(geo::write_new_folder(folder, c.imported.files).has_value());
  CHECK(geo::read_folder(folder, import_areas(), {}).value().dataset.incidents.size() == 1);
  CHECK_FALSE(geo::write_new_folder(folder, c.imported.files).has_value());
  std::size_t entries = 0;
  for (const auto& unused : std::filesystem::directory_iterator(parent.path())) {
    (void)unused;
    ++entries;
  }
  CHECK(entries == 1);
}
