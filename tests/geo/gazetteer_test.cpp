#include "geo/gazetteer.hpp"

#include "geo/edit_distance.hpp"
#include "geo/layer_reader.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

using namespace yaad::geo;

namespace {

struct Named {
  const char *id, *name, *ur, *fa;
  std::vector<std::string> aliases;
  double lon, lat;
  PlacePrecision precision;
  const char *country, *area;
};

// The names that trap people, and the five of the seed documents.
Dataset small_dataset() {
  const std::vector<Named> rows{
      {"hazara-sw", "Hazara", "ہزارہ", "", {}, 72.35, 34.77, PlacePrecision::town, "PK", "PK-KP"},
      {"hazara-town",
       "Hazara Town",
       "ہزارہ ٹاؤن",
       "هزاره تاون",
       {},
       66.962,
       30.168,
       PlacePrecision::neighbourhood,
       "PK",
       "PK-BA"},
      {"hyderabad-in", "Hyderabad", "حیدرآباد", "", {}, 78.47, 17.38, PlacePrecision::town, "IN", "IN-TG"},
      {"hyderabad-pk", "Hyderabad", "حیدرآباد", "", {}, 68.377, 25.397, PlacePrecision::town, "PK", "PK-SD"},
      {"jalalabad-af",
       "Jalalabad",
       "جلال آباد",
       "جلال‌آباد",
       {},
       70.45,
       34.43,
       PlacePrecision::town,
       "AF",
       "AF-NAN"},
      {"jalalabad-ir", "Jalalabad", "", "", {}, 56.0, 30.0, PlacePrecision::town, "IR", "IR-08"},
      {"khairpur-ba", "Khairpur", "", "", {}, 66.5, 29.0, PlacePrecision::town, "PK", "PK-BA"},
      {"khairpur-pb", "Khairpur Tamewali", "", "", {}, 72.23, 29.58, PlacePrecision::town, "PK", "PK-PB"},
      {"khairpur-sd",
       "Khairpur",
       "خیرپور",
       "",
       {"Khairpur Mir's"},
       68.759,
       27.529,
       PlacePrecision::town,
       "PK",
       "PK-SD"},
      {"khuzdar", "Khuzdar", "خضدار", "خضدار", {}, 66.61, 27.81, PlacePrecision::town, "PK", "PK-BA"},
      {"kurram-district", "Kurram District", "", "", {}, 70.3, 33.7, PlacePrecision::district, "PK", "PK-KP"},
      {"liaquatabad",
       "Liaquatabad",
       "لیاقت آباد",
       "",
       {"Lalukhet"},
       67.0446,
       24.9002,
       PlacePrecision::neighbourhood,
       "PK",
       "PK-SD"},
      {"mach", "Mach", "مچھ", "مچ", {"Machh"}, 67.33, 29.864, PlacePrecision::town, "PK", "PK-BA"},
      {"mach-coal-field", "Mach coal field", "", "", {"Gishtari"}, 67.33, 29.864, PlacePrecision::near, "PK", "PK-BA"},
      {"mazar-i-sharif",
       "Mazar-i-Sharif",
       "مزار شریف",
       "مزار شریف",
       {},
       67.11,
       36.71,
       PlacePrecision::town,
       "AF",
       "AF-BAL"},
      {"parachinar", "Parachinar", "پاراچنار", "پاراچنار", {}, 70.1, 33.9, PlacePrecision::town, "PK", "PK-KP"},
      {"quetta", "Quetta", "کوئٹہ", "کویته", {}, 67.0, 30.18, PlacePrecision::town, "PK", "PK-BA"},
  };
  Dataset dataset;
  for (const Named& row : rows) {
    const LonLat at = LonLat::from_degrees(row.lon, row.lat).value();
    dataset.places.push_back(Place{row.id, row.name, row.ur, row.fa, "", row.aliases, at, 0, row.precision, row.country,
                                   row.area, "", "", ""});
  }
  auto& kurram = *std::find_if(dataset.places.begin(), dataset.places.end(),
                               [](const Place& p) { return p.id == "kurram-district"; });
  kurram.district = "Kurram";
  kurram.district_code = "PK-KP.kurram";
  // Three records in Khairpur of Sindh, one in Kurram.
  for (int i = 0; i < 4; ++i) {
    dataset.incidents.push_back(
        yaad::test::incident("r" + std::to_string(i), DateSpan(), yaad::test::at(68.759, 27.529)));
    Incident& incident = dataset.incidents.back();
    incident.country = "PK";
    incident.area = i < 3 ? "PK-SD" : "PK-KP";
    if (i < 3) incident.place = 8;
    else incident.district = "PK-KP.kurram";
  }
  return dataset;
}

Areas small_areas() {
  const std::string json = R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"code":"PK","name":"Pakistan","name_ur":"پاکستان","level":"country","label_lon":69,"label_lat":30},
     "geometry":{"type":"Polygon","coordinates":[[[60,23],[78,23],[78,37],[60,37],[60,23]]]}},
    {"type":"Feature","properties":{"code":"PK-KP","name":"Khyber Pakhtunkhwa","aliases":"NWFP;KPK","level":"province","parent":"PK","label_lon":71,"label_lat":34},
     "geometry":{"type":"Polygon","coordinates":[[[69,31],[74,31],[74,37],[69,37],[69,31]]]}},
    {"type":"Feature","properties":{"code":"PK-KP.kurram","name":"Kurram","name_ur":"کرم","level":"district","parent":"PK-KP","label_lon":70.3,"label_lat":33.7},
     "geometry":{"type":"Polygon","coordinates":[[[70,33],[71,33],[71,34],[70,34],[70,33]]]}}]})";
  return Areas::from_geojson(std::as_bytes(std::span(json))).value();
}

const Gazetteer& gazetteer() {
  static const Gazetteer built(small_dataset(), small_areas());
  return built;
}

std::vector<std::string> ids(const std::vector<GazetteerMatch>& matches) {
  std::vector<std::string> found;
  for (const auto& match : matches) found.push_back(match.id);
  return found;
}

}  // namespace

TEST_CASE("Every way to write the five places finds them first") {
  struct Ask {
    const char *text, *id, *reason;
  };
  for (const Ask& ask : std::vector<Ask>{
           {"Mach", "mach", "exact"},
           {"mach", "mach", "exact"},
           {"Machh", "mach", "alias"},
           {"مچھ", "mach", "exact"},
           {"Hazara Town", "hazara-town", "exact"},
           {"Liaquatabad", "liaquatabad", "exact"},
           {"Liaqatabad", "liaquatabad", "close"},
           {"Liaqat Abad", "liaquatabad", "close"},
           {"Lalukhet", "liaquatabad", "alias"},
           {"Para Chinar", "parachinar", "exact"},
           {"Pārachinār", "parachinar", "exact"},
           {"پاراچنار", "parachinar", "exact"},
           {"کوئٹہ", "quetta", "exact"},
           {"كويته", "quetta", "exact"},
           {"Queta", "quetta", "close"},
           {"Xuzdar", "khuzdar", "close"},
           {"Khuzdaar", "khuzdar", "close"},
           {"Mazar e Sharif", "mazar-i-sharif", "close"},
           {"mazar", "mazar-i-sharif", "prefix"},
           {"sharif", "mazar-i-sharif", "word"},
           {"Parahcinar", "parachinar", "close"},
           {"Gishtari", "mach-coal-field", "alias"},
       }) {
    INFO(ask.text);
    const auto found = gazetteer().find(ask.text, 5);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].id == ask.id);
    CHECK(found[0].reason == ask.reason);
  }
}

TEST_CASE("The name that matched is given as it is written") {
  CHECK(gazetteer().find("Machh", 1)[0].matched == "Machh");
  CHECK(gazetteer().find("كويته", 1)[0].matched == "کویته");
  CHECK(gazetteer().find("كويته", 1)[0].name == "Quetta");
}

TEST_CASE("Places of one name all come, with country and area to choose by") {
  const auto hyderabad = gazetteer().find("Hyderabad", 10);
  REQUIRE(hyderabad.size() >= 2);
  CHECK(hyderabad[0].country != hyderabad[1].country);
  const auto jalalabad = gazetteer().find("Jalalabad", 10);
  CHECK(ids(jalalabad) == std::vector<std::string>{"jalalabad-af", "jalalabad-ir"});
  CHECK(jalalabad[0].area == "AF-NAN");

  // Exact before prefix; among equals the one with records first.
  CHECK(ids(gazetteer().find("Khairpur", 10)) == std::vector<std::string>{"khairpur-sd", "khairpur-ba", "khairpur-pb"});
  CHECK(ids(gazetteer().find("Hazara", 10)) == std::vector<std::string>{"hazara-sw", "hazara-town"});
}

TEST_CASE("Among equals the finer place stands first") {
  Dataset dataset = small_dataset();
  auto city = dataset.places[0];
  city.id = "a-city";
  city.name = "Sariab";
  auto quarter = city;
  quarter.id = "z-quarter";
  quarter.precision = PlacePrecision::neighbourhood;
  dataset.places = {city, quarter};
  dataset.incidents.clear();
  CHECK(ids(Gazetteer(dataset, Areas()).find("sariab", 5)) == std::vector<std::string>{"z-quarter", "a-city"});
}

TEST_CASE("Areas are found by every name, with the records inside them") {
  const auto province = gazetteer().find("NWFP", 5);
  REQUIRE(province.size() == 1);
  CHECK(province[0].id == "PK-KP");
  CHECK(province[0].reason == "alias");
  CHECK(province[0].precision == PlacePrecision::province);
  const auto country = gazetteer().find("پاکستان", 5);
  REQUIRE(country.size() == 1);
  CHECK(country[0].country == "PK");
  CHECK(country[0].incidents == 4);
}

TEST_CASE("A place that stands for a district and the district are one entry with the names of both") {
  for (const char* text : {"Kurram", "Kurram District", "کرم"}) {
    const auto found = gazetteer().find(text, 5);
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "kurram-district");
    CHECK(found[0].incidents == 1);
  }
}

TEST_CASE("Short words are never close to another") {
  CHECK(gazetteer().find("Mash", 5).empty());
  CHECK(gazetteer().find("Xyz", 5).empty());
}

TEST_CASE("Blank and senseless text finds nothing, and the limit holds") {
  CHECK(gazetteer().find("", 5).empty());
  CHECK(gazetteer().find(" -'", 5).empty());
  CHECK(gazetteer().find("Quett\xE1", 5).empty());
  CHECK(gazetteer().find(std::string(100000, 'a'), 5).empty());
  CHECK(gazetteer().find("Khairpur", 2).size() == 2);
  CHECK(gazetteer().find("Khairpur", 0).empty());
}

TEST_CASE("Edit distance counts letters left out, added, changed and swapped, up to its limit") {
  const auto distance = [](const char* a, const char* b, std::size_t limit) {
    return edit_distance(code_points(a), code_points(b), limit);
  };
  CHECK(distance("parachinar", "parachinar", 2) == 0);
  CHECK(distance("parachinar", "parahcinar", 2) == 1);
  CHECK(distance("quetta", "queta", 2) == 1);
  CHECK(distance("quetta", "quwttas", 2) == 2);
  CHECK(distance("quetta", "kabul", 2) == 3);
  CHECK(distance("", "ab", 2) == 2);
  CHECK(distance("پاراچنار", "پاراچنا", 1) == 1);  // letters, not bytes
}

namespace {

// data/places.csv through OGR, so that this test stands without our own reader.
Dataset places_of_the_data() {
  const Layer layer = read_layer_file(YAAD_SOURCE_DIR "/data/places.csv").value();
  Dataset dataset;
  for (const LayerFeature& row : layer.features) {
    const auto value = [&](const char* column) -> const std::string& {
      const auto at = std::find(layer.columns.begin(), layer.columns.end(), column);
      return row.values.at(static_cast<std::size_t>(at - layer.columns.begin()));
    };
    Place place =
        yaad::test::place(value("id"), value("name"), std::stod(value("lon")), std::stod(value("lat")),
                          code_from<PlacePrecision>(kPlacePrecisions, value("precision")).value(), value("area"));
    place.name_ur = value("name_ur");
    place.name_fa = value("name_fa");
    place.name_ps = value("name_ps");
    std::istringstream aliases(value("aliases"));
    for (std::string alias; std::getline(aliases, alias, ';');) place.aliases.push_back(alias);
    dataset.places.push_back(std::move(place));
  }
  return dataset;
}

}  // namespace

TEST_CASE("In the data, the names people write find the place they mean first") {
  const Dataset dataset = places_of_the_data();
  const Gazetteer built(dataset, Areas());
  struct Ask {
    const char *text, *id;
  };
  for (const Ask& ask : std::vector<Ask>{{"Mach", "machh"},
                                         {"Machh", "machh"},
                                         {"مچھ", "machh"},
                                         {"Hazara Town", "hazara-town"},
                                         {"ہزارہ ٹاؤن", "hazara-town"},
                                         {"Liaqatabad", "liaquatabad"},
                                         {"Liaquatabad", "liaquatabad"},
                                         {"Para Chinar", "parachinar"},
                                         {"Parachinar", "parachinar"},
                                         {"پاراچنار", "parachinar"},
                                         {"کوئٹہ", "quetta"},
                                         {"كويته", "quetta"},
                                         {"Taftan", "taftan"},
                                         {"Mazar-i-Sharif", "mazar-i-sharif"},
                                         {"alamdar", "alamdar-road"},
                                         {"کابل", "kabul"},
                                         {"Dasht e Barchi", "dasht-e-barchi"}}) {
    INFO(ask.text);
    const auto found = built.find(ask.text, 3);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].id == ask.id);
  }
}

TEST_CASE("In the data, every name and alias finds its own place exactly") {
  const Dataset dataset = places_of_the_data();
  const Gazetteer built(dataset, Areas());
  for (const Place& place : dataset.places) {
    std::vector<std::string> names{place.name, place.name_ur, place.name_fa, place.name_ps};
    names.insert(names.end(), place.aliases.begin(), place.aliases.end());
    for (const std::string& name : names) {
      if (name.empty()) continue;
      INFO(place.id << ": " << name);
      const auto found = built.find(name, 20);
      const auto own =
          std::find_if(found.begin(), found.end(), [&](const GazetteerMatch& m) { return m.id == place.id; });
      REQUIRE(own != found.end());
      CHECK((own->reason == "exact" || own->reason == "alias"));
    }
  }
}
