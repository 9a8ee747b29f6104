#include "geo/import_rules.hpp"
#include "import_case.hpp"

#include <catch2/catch.hpp>

using namespace yaad;
using namespace yaad::test;

namespace {

const Fields& event() {
  static const Fields fields{{"event_id_cnty", "EXA1"},
                             {"event_date", "16 February 2013"},
                             {"year", "2013"},
                             {"time_precision", "1"},
                             {"disorder_type", "Political violence"},
                             {"event_type", "Violence against civilians"},
                             {"sub_event_type", "Attack"},
                             {"actor1", "Example Group"},
                             {"assoc_actor_1", ""},
                             {"actor2", "Civilians (Exampleland)"},
                             {"assoc_actor_2", ""},
                             {"iso", "586"},
                             {"country", "Pakistan"},
                             {"admin1", "Balochistan"},
                             {"admin2", "Kachhi"},
                             {"location", "Exampletown"},
                             {"latitude", "29"},
                             {"longitude", "67"},
                             {"geo_precision", "1"},
                             {"source", "Example Wire; Example Paper"},
                             {"notes", "Made up."},
                             {"fatalities", "3"}};
  return fields;
}

ImportCase events(const std::vector<Fields>& rows) {
  return import_text(csv_of(event(), rows), geo::acled_rules(import_areas()));
}

geo::AttackType method(const char* event_type, const char* sub_event) {
  return events({{{"event_type", event_type}, {"sub_event_type", sub_event}}}).incident().attack_type;
}

}  // namespace

TEST_CASE("An event of ACLED becomes a record whose single figure is the best, without bounds") {
  const ImportCase c = events({{}});
  REQUIRE(errors_in(c.folder) == 0);
  const geo::Incident& i = c.incident();
  CHECK(i.id == "acled-exa1");
  CHECK(i.date == "2013-02-16");
  CHECK(i.killed == geo::Figure{{}, 3, {}});
  CHECK(i.district == "PK-BA.kachhi");
  CHECK(i.note.empty());  // what ACLED describes freely is left behind
  CHECK(i.actors.size() == 1);
  CHECK(i.sources.size() == 3);
}

TEST_CASE("A sub-event of ACLED becomes a method only where it says one") {
  CHECK(method("Violence against civilians", "Attack") == geo::AttackType::other);
  CHECK(method("Explosions/Remote violence", "Suicide bomb") == geo::AttackType::suicide_bombing);
  CHECK(method("Explosions/Remote violence", "Remote explosive/landmine/IED") == geo::AttackType::bombing);
  CHECK(method("Explosions/Remote violence", "Grenade") == geo::AttackType::grenade);
  CHECK(method("Explosions/Remote violence", "Shelling/artillery/missile attack") == geo::AttackType::rocket_mortar);
  CHECK(method("Riots", "Mob violence") == geo::AttackType::arson_mob);
  CHECK(method("Battles", "Armed clash") == geo::AttackType::other);
}

TEST_CASE("An event of ACLED in which nobody is attacked is left out; where people were killed it stays") {
  const Fields protest{{"event_type", "Protests"}, {"sub_event_type", "Peaceful protest"}, {"fatalities", "0"}};
  Fields deadly = protest;
  deadly["fatalities"] = "2";
  deadly["event_id_cnty"] = "EXA2";
  const ImportCase c = events({protest, deadly});
  CHECK(c.why(0)->left_out);
  CHECK(c.why(1) == nullptr);
  CHECK(c.incident().killed.best == 2U);
}

TEST_CASE(
    "H1: a date of ACLED is read in its own notations and, as a spreadsheet's number, only where the year agrees") {
  const auto date = [](const char* text) { return events({{{"event_date", text}}}).incident().date; };
  CHECK(date("2013-02-16") == "2013-02-16");
  CHECK(date("16-Feb-13") == "2013-02-16");
  CHECK(date("41321") == "2013-02-16");
  for (const char* text :
       {"16/02/2013", "02/16/2013", "41721", "16-Feb-14", "31 February 2013", "2013", "", "tomorrow"}) {
    INFO(text);
    CHECK(events({{{"event_date", text}}}).why(0) != nullptr);
  }
}

TEST_CASE("time_precision of ACLED widens the day to a week around it, or to its month") {
  CHECK(events({{{"time_precision", "2"}}}).incident().date == "2013-02-13/2013-02-19~");
  CHECK(events({{{"time_precision", "3"}}}).incident().date == "2013-02");
  CHECK(events({{{"time_precision", "0"}}}).why(0)->column == "time_precision");
}

TEST_CASE("geo_precision 3 of ACLED is known to the province only") {
  const ImportCase c = events({{{"geo_precision", "3"}}});
  CHECK(c.incident().precision == geo::PlacePrecision::province);
  CHECK(c.incident().area == "PK-BA");
  CHECK(c.incident().district.empty());
}

TEST_CASE("A community stands in a record of ACLED where those attacked are named by it, as a whole word") {
  const ImportCase c = events({{{"assoc_actor_2", "Hazara Ethnic Group (Exampleland); Muslim Group (Shia)"}},
                               {{"event_id_cnty", "EXA2"}, {"assoc_actor_2", "Culturists (Exampleland)"}}});
  CHECK(c.incident(0).communities.contains(geo::Community::hazara));
  CHECK(c.incident(0).communities.contains(geo::Community::shia));
  CHECK(c.incident(1).communities.empty());
}

TEST_CASE("A group that ACLED calls unidentified, and the sides of a battle, are attributed to nobody") {
  CHECK(events({{{"actor1", "Unidentified Armed Group (Exampleland)"}}}).incident().actors.empty());
  CHECK(events({{{"event_type", "Battles"}, {"sub_event_type", "Armed clash"}}}).incident().actors.empty());
}
