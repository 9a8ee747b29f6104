#include "geo/import_rules.hpp"
#include "import_case.hpp"

#include <catch2/catch.hpp>

using namespace yaad;
using namespace yaad::test;

namespace {

const Fields& attack() {
  static const Fields fields{{"eventid", "201302160001"},
                             {"iyear", "2013"},
                             {"imonth", "2"},
                             {"iday", "16"},
                             {"approxdate", ""},
                             {"country_txt", "Pakistan"},
                             {"provstate", "Balochistan"},
                             {"city", "Exampletown"},
                             {"latitude", "29"},
                             {"longitude", "67"},
                             {"specificity", "1"},
                             {"vicinity", "0"},
                             {"summary", "Made up."},
                             {"doubtterr", "0"},
                             {"suicide", "0"},
                             {"attacktype1", "3"},
                             {"attacktype1_txt", "Bombing/Explosion"},
                             {"attacktype2", ""},
                             {"attacktype3", ""},
                             {"targtype1", "15"},
                             {"targsubtype1_txt", "Place of Worship"},
                             {"weaptype1_txt", "Explosives"},
                             {"weapsubtype1_txt", "Unknown Explosive Type"},
                             {"gname", "Example Group"},
                             {"guncertain1", "0"},
                             {"gname2", ""},
                             {"claimed", "1"},
                             {"nperps", "-99"},
                             {"nkill", "7.0"},
                             {"nkillter", "1.0"},
                             {"nwound", "10.0"},
                             {"scite1", "Example Wire, \"Made up,\" February 17, 2013."}};
  return fields;
}

ImportCase attacks(const std::vector<Fields>& rows) {
  return import_text(csv_of(attack(), rows), geo::gtd_rules(import_areas()));
}

geo::AttackType method(const Fields& row) { return attacks({row}).incident().attack_type; }

}  // namespace

TEST_CASE("An attack of GTD becomes a record whose toll counts the attackers and says so") {
  const ImportCase c = attacks({{}});
  REQUIRE(errors_in(c.folder) == 0);
  const geo::Incident& i = c.incident();
  CHECK(i.id == "gtd-201302160001");
  CHECK(i.date == "2013-02-16");
  CHECK(i.killed == geo::Figure{{}, 7, {}});
  CHECK(i.injured.best == 10U);
  CHECK(i.killed_perpetrators == 1U);
  CHECK(i.perpetrators == geo::Perpetrators::included);
  CHECK(i.target_type == geo::TargetType::worship);
  CHECK(i.actors.size() == 1);
  CHECK(i.claimed_by.size() == 1);
  CHECK(i.sources.size() == 2);
  CHECK(i.summary.find("Made up") == std::string::npos);
}

TEST_CASE("A day or month of 0 of GTD is not known: the month or the year is the date") {
  CHECK(attacks({{{"iday", "0"}}}).incident().date == "2013-02");
  CHECK(attacks({{{"iday", "0"}, {"imonth", "0"}}}).incident().date == "2013");
  CHECK(attacks({{{"iday", "16"}, {"imonth", "0"}}}).incident().date == "2013");
  CHECK(attacks({{{"iday", "0"}, {"approxdate", "mid-February 2013"}}}).incident().date_as_stated ==
        "mid-February 2013");
  CHECK(attacks({{{"iday", "30"}}}).why(0)->column == "iday");
  CHECK(attacks({{{"imonth", "13"}}}).why(0)->column == "imonth");
}

TEST_CASE("An eventid of GTD that a spreadsheet has rounded is refused") {
  CHECK(attacks({{{"eventid", "2.01302E+11"}}}).why(0)->column == "eventid");
}

TEST_CASE("specificity and vicinity of GTD become a precision; without a point a province stands at its label") {
  const auto precision = [](const Fields& row) { return attacks({row}).incident().precision; };
  CHECK(precision({{"vicinity", "1"}}) == geo::PlacePrecision::near);
  CHECK(precision({{"vicinity", "-9"}}) == geo::PlacePrecision::town);
  CHECK(precision({{"specificity", "2"}}) == geo::PlacePrecision::district);
  CHECK(precision({{"specificity", "3"}}) == geo::PlacePrecision::district);
  CHECK(precision({{"specificity", "4"}}) == geo::PlacePrecision::province);
  const ImportCase country =
      attacks({{{"specificity", "5"}, {"latitude", ""}, {"longitude", ""}, {"city", "Unknown"}}});
  CHECK(country.incident().precision == geo::PlacePrecision::country);
  CHECK(country.place_of(country.incident()).name == "Pakistan");
  CHECK(country.incident().at.lon() == Approx(70));
  CHECK(attacks({{{"specificity", "5"}, {"latitude", ""}, {"longitude", ""}, {"country_txt", "Yemen"}}})
            .why(0)
            ->left_out);
  CHECK(attacks({{{"specificity", "1"}, {"latitude", ""}, {"longitude", ""}}}).why(0) != nullptr);
}

TEST_CASE("Several methods of GTD are one: an explosion and shots are complex, and a kidnapping needs a death") {
  CHECK(method({}) == geo::AttackType::bombing);
  CHECK(method({{"suicide", "1"}}) == geo::AttackType::suicide_bombing);
  CHECK(method({{"suicide", "1"}, {"attacktype2", "2"}}) == geo::AttackType::complex_attack);
  CHECK(method({{"attacktype1", "2"}, {"attacktype3", "3"}}) == geo::AttackType::complex_attack);
  CHECK(method({{"weapsubtype1_txt", "Grenade"}}) == geo::AttackType::grenade);
  CHECK(method({{"weapsubtype1_txt", "Projectile (rockets, mortars, RPGs, etc.)"}}) == geo::AttackType::rocket_mortar);
  const Fields shots{{"attacktype1", "2"}, {"weaptype1_txt", "Firearms"}, {"weapsubtype1_txt", "Handgun"}};
  CHECK(method(shots) == geo::AttackType::shooting);
  CHECK(method({{"attacktype1", "2"}, {"weaptype1_txt", "Melee"}, {"weapsubtype1_txt", "Knife"}}) ==
        geo::AttackType::other);
  CHECK(method({{"attacktype1", "6"}}) == geo::AttackType::abduction_killing);
  CHECK(method({{"attacktype1", "6"}, {"nkill", "0"}, {"nkillter", ""}}) == geo::AttackType::other);
  CHECK(method({{"attacktype1", "7"}}) == geo::AttackType::arson_mob);
  CHECK(attacks({{{"attacktype1", "10"}}}).why(0)->column == "attacktype1");
}

TEST_CASE("A figure of GTD that is a fraction lies between two, and one that is not known is none") {
  CHECK(attacks({{{"nkill", "2.5"}}}).incident().killed == geo::Figure{2, {}, 3});
  CHECK(attacks({{{"nkill", ""}}}).incident().killed.none());
  CHECK(attacks({{{"nkill", "-9"}}}).incident().killed.none());
  CHECK(attacks({{{"nkill", "many"}}}).why(0)->column == "nkill");
}

TEST_CASE("A group of GTD that is unknown or only suspected is no actor") {
  CHECK(attacks({{{"gname", "Unknown"}}}).incident().actors.empty());
  const ImportCase suspected = attacks({{{"guncertain1", "1"}}});
  CHECK(suspected.incident().actors.empty());
  CHECK(suspected.incident().note.find("Example Group") != std::string::npos);
}
