#include "server/filter_params.hpp"

#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

using namespace yaad;
using namespace yaad::server;

namespace {

const Edition& edition() {
  static const auto made = test::edition_of(test::small_dataset());
  return *made;
}

geo::Result<geo::Filter> filter_of(const std::string& query) {
  const geo::Snapshot& data = *edition().snapshot;
  return parse_filter(Params::parse(query).value(), data.dataset, data.areas);
}

std::string fault_of(const std::string& query) {
  const auto filter = filter_of(query);
  return filter ? "accepted" : filter.error().parameter;
}

}  // namespace

TEST_CASE("equal filters have one canonical text: sorted, without repeats, defaults dropped") {
  const std::pair<const char*, const char*> table[] = {
      {"", ""},
      {"datetime=../..", ""},
      {"datetime=2013-02", "datetime=2013-02-01/2013-02-28"},
      {"datetime=2013-02-16/2013-02-16", "datetime=2013-02-16"},
      {"datetime=2013/..", "datetime=2013-01-01/.."},
      {"datetime=../2013", "datetime=../2013-12-31"},
      {"attack_type=bombing,arson_mob,bombing", "attack_type=arson_mob,bombing"},
      {"killed=5..&community=shia", "community=shia&killed=5.."},
      {"killed=..5", "killed=..5"},
      {"killed=007..", "killed=7.."},
      {"area=PK-BA,PK,PK", "area=PK,PK-BA"},
      {"actor=jihad,is", "actor=is,jihad"},
      {"bbox=66,29.50,-0,31", "bbox=66,29.5,0,31"},
      {"bbox=1,2,3,4,5,6", "bbox=1,2,4,5"},
      {"bbox=0.00001,0,1,1", "bbox=0.00001,0,1,1"},
      {"q=Hazara+Town&v=old&precision=P3&date_precision=D2&target_type=market",
       "date_precision=D2&precision=P3&q=Hazara%20Town&target_type=market"},
  };
  for (const auto& [query, expected] : table) {
    INFO(query);
    const auto filter = filter_of(query);
    REQUIRE(filter.has_value());
    CHECK(canonical(*filter) == expected);
    // What a link repeats means the same when it comes back.
    const auto again = filter_of(canonical(*filter));
    REQUIRE(again.has_value());
    CHECK(*again == *filter);
  }
}

TEST_CASE("C4: a bbox that is not four or six plain numbers is refused") {
  for (const char* text : {"1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "nan,0,1,1", "inf,0,1,1", "1e400,0,1,1", "1e1,0,1,1",
                           "1,2,3,4,", ",1,2,3", "1,,2,3", "0x1,2,3,4", "%2B1,2,3,4", "1 ,2,3,4", "33;5,1,2,3"}) {
    INFO(text);
    CHECK(fault_of(std::string("bbox=") + text) == "bbox");
  }
}

TEST_CASE("C5: a bbox upside down or past the poles is refused; the whole world and a point are not") {
  for (const char* text : {"0,2,1,1", "0,-91,1,1", "0,0,1,91", "-181,0,1,1", "0,0,181,1"})
    CHECK(fault_of(std::string("bbox=") + text) == "bbox");
  CHECK(fault_of("bbox=-180,-90,180,90") == "accepted");
  CHECK(fault_of("bbox=67,30,67,30") == "accepted");
}

TEST_CASE("C6: a bbox whose west is east of its east crosses the antimeridian") {
  const auto filter = filter_of("bbox=170,-10,-170,10");
  REQUIRE(filter.has_value());
  CHECK(filter->bbox->crosses_antimeridian());
}

TEST_CASE("C7: numbers are read and written without a locale") {
  CHECK(fault_of("bbox=66%2C5,29,68,31") == "bbox");  // a decimal comma makes five numbers
  CHECK(fault_of("killed=5%2C0..") == "killed");
}

TEST_CASE("C9: a value is only ever a value: what is no known code is refused") {
  for (const char* value : {"'%20OR%201=1--", "';DROP%20TABLE%20x", "%27", "%5C", "bombing'", "BOMBING", "bombing%20",
                            "bombing,,shooting", ""}) {
    INFO(value);
    CHECK(fault_of(std::string("attack_type=") + value) == "attack_type");
    CHECK(fault_of(std::string("actor=") + value) == "actor");
    CHECK(fault_of(std::string("area=") + value) == "area");
  }
  CHECK(filter_of("attack_type=nothing").error().allowed.size() == geo::kAttackTypes.size());
  CHECK(filter_of("actor=nobody").error().allowed == std::vector<std::string>{"is", "jihad"});
}

TEST_CASE("C11: a list holds at most 64 values, and repeats count once") {
  std::string many = "attack_type=bombing";
  for (int i = 0; i < 63; ++i) many += ",bombing";
  CHECK(canonical(filter_of(many).value()) == "attack_type=bombing");
  CHECK(fault_of(many + ",bombing") == "attack_type");
  std::string very_many = "actor=is";
  for (int i = 0; i < 10000; ++i) very_many += ",is";
  CHECK(fault_of(very_many) == "actor");
}

TEST_CASE("C12: words are at most 200 characters of any script, without wildcards") {
  std::string urdu;
  for (int i = 0; i < 200; ++i) urdu += "ا";
  CHECK(fault_of("q=" + urdu) == "accepted");
  CHECK(fault_of("q=" + urdu + "ا") == "q");
  const geo::SpaceTimeIndex& index = edition().snapshot->index;
  CHECK(index.total(filter_of("q=sentence").value()).count == 7);
  // Signs that would be wildcards or expressions elsewhere part words here, and every word must occur.
  for (const char* pattern : {"q=zz%25", "q=zz*", "q=zz.*%7Csentence", "q=%5Ezz%24", "q=_zz_"}) {
    INFO(pattern);
    CHECK(index.total(filter_of(pattern).value()).count == 0);
  }
}

TEST_CASE("killed is a range of whole numbers") {
  for (const char* text : {"..", "5", "5..3", "a..b", "-1..", "1.5..", "5...", "99999999999.."}) {
    INFO(text);
    const bool one_number = std::string(text) == "5";
    CHECK(fault_of(std::string("killed=") + text) == (one_number ? "accepted" : "killed"));
  }
  CHECK(*filter_of("killed=5").value().killed == geo::TollRange{5, 5});
}

TEST_CASE("an area that no polygon and no record knows is refused") {
  CHECK(fault_of("area=PK-BA") == "accepted");
  CHECK(fault_of("area=PK-XX") == "area");
  CHECK(fault_of("area=pk") == "area");
}
