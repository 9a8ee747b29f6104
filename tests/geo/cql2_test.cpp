#include "geo/cql2.hpp"

#include "geo/space_time_index.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

const Areas kNoAreas;

const Dataset& data() {
  static const Dataset made = [] {
    Dataset d = random_dataset(7, 400);
    for (std::size_t i = 0; i < d.incidents.size(); ++i) {
      Incident& incident = d.incidents[i];
      incident.summary = i % 3 == 0 ? "Alamdar Road" : i % 3 == 1 ? "" : "علمدار روڈ 100%";
      if (i % 5 == 0) incident.communities.insert(Community::hazara);
      if (i % 7 == 0) incident.communities.insert(Community::shia);
    }
    return d;
  }();
  return made;
}

// How many records an expression is true of, and whether these are the ones that `means` says.
std::size_t agree(const std::string& text, const std::function<bool(const Incident&)>& means) {
  INFO(text);
  const auto expression = Expression::parse(text);
  REQUIRE(expression.has_value());
  std::size_t n = 0;
  for (const Incident& i : data().incidents) {
    const bool is = expression->matches(i, data(), kNoAreas);
    CHECK(is == means(i));
    n += is ? 1 : 0;
  }
  return n;
}

std::string refusal(const std::string& text) {
  const auto expression = Expression::parse(text);
  if (expression) return "";
  CHECK(expression.error().parameter == "filter");
  return expression.error().detail;
}

using I = const Incident&;

}  // namespace

TEST_CASE("/conf/basic-cql2: comparisons, AND, OR, NOT and IS NULL mean what they say, and NULL is never a match") {
  CHECK(agree("killed >= 5", [](I i) { return i.killed.counted().value_or(0) >= 5; }) > 0);
  CHECK(agree("killed < 5", [](I i) { return i.killed.counted() && *i.killed.counted() < 5; }) > 0);
  CHECK(agree("NOT killed >= 5", [](I i) { return i.killed.counted() && *i.killed.counted() < 5; }) > 0);
  agree("killed IS NULL", [](I i) { return !i.killed.counted(); });
  agree("killed IS NOT NULL", [](I i) { return i.killed.counted().has_value(); });
  agree("killed IS NULL OR killed = 3", [](I i) { return i.killed.counted().value_or(3) == 3; });
  agree("killed < 5 and (attack_type = 'bombing' or attack_type='shooting')", [](I i) {
    return i.killed.counted() && *i.killed.counted() < 5 &&
           (i.attack_type == AttackType::bombing || i.attack_type == AttackType::shooting);
  });
  agree("\"killed\" <> 3 AND TRUE", [](I i) { return i.killed.counted() && *i.killed.counted() != 3; });
  agree("disputed = TRUE", [](I i) { return i.disputed(); });
  agree("FALSE", [](I) { return false; });
  agree("killed_low = killed_high", [](I i) { return i.killed.lower() && i.killed.lower() == i.killed.upper(); });
  agree("first >= DATE('2013-01-01') AND first < TIMESTAMP('2014-01-01T12:00:00Z')", [](I i) {
    return i.span.first() >= day(2013, 1, 1) && i.span.first() < day(2014, 1, 1) && i.span.first() != kBeforeTime;
  });
}

TEST_CASE("/conf/advanced-comparison-operators: IN, BETWEEN and LIKE, also of lists and of any script") {
  agree("killed BETWEEN 2 AND 4",
        [](I i) { return i.killed.counted() && *i.killed.counted() >= 2 && *i.killed.counted() <= 4; });
  agree("killed NOT BETWEEN 2 AND 4",
        [](I i) { return i.killed.counted() && (*i.killed.counted() < 2 || *i.killed.counted() > 4); });
  CHECK(agree("attack_type IN ('bombing','grenade')",
              [](I i) { return i.attack_type == AttackType::bombing || i.attack_type == AttackType::grenade; }) > 0);
  CHECK(agree("community = 'hazara'", [](I i) { return i.communities.contains(Community::hazara); }) > 0);
  agree("community <> 'hazara'", [](I i) { return !i.communities.contains(Community::hazara); });
  agree("community IN ('hazara', 'shia')",
        [](I i) { return i.communities.contains(Community::hazara) || i.communities.contains(Community::shia); });
  CHECK(agree("summary LIKE 'Alamdar%'", [](I i) { return i.summary == "Alamdar Road"; }) > 0);
  CHECK(agree("summary LIKE '%روڈ 100\\%'", [](I i) { return i.summary.starts_with("ع"); }) > 0);
  CHECK(agree("summary LIKE '_لمدار%'", [](I i) { return i.summary.starts_with("ع"); }) > 0);
  CHECK(agree("summary LIKE 'alamdar%'", [](I) { return false; }) == 0);
  agree("summary NOT LIKE '%Road'", [](I i) { return !i.summary.empty() && i.summary != "Alamdar Road"; });
}

TEST_CASE("/conf/basic-spatial-functions: S_INTERSECTS asks what bbox asks, T_INTERSECTS what datetime asks") {
  const Bbox box{66, 29, 68, 31};
  agree("S_INTERSECTS(geometry, BBOX(66,29,68,31))", [&](I i) { return box.contains(i.at); });
  const Incident& one = data().incidents[17];
  const std::string point = std::to_string(one.at.lon()) + ' ' + std::to_string(one.at.lat());
  const auto expression = Expression::parse("S_INTERSECTS(geometry,POINT(" + point + "))");
  REQUIRE(expression.has_value());
  const DateSpan window = DateSpan::between(day(2013, 1, 1), day(2013, 3, 31));
  agree("T_INTERSECTS(date, INTERVAL('2013-01-01','2013-03-31'))", [&](I i) { return i.span.touches(window); });
  agree("T_INTERSECTS(date, INTERVAL('..', DATE('2013-03-31')))",
        [&](I i) { return i.span.touches(DateSpan::between(kBeforeTime, window.last())); });
  agree("T_INTERSECTS(date, DATE('2013-01-01'))", [&](I i) { return i.span.touches(DateSpan::day(window.first())); });
}

TEST_CASE("What a filter says as well goes over to it, and both together match what they matched before") {
  Random random(11);
  const auto of = [&](const auto& names) {
    return "'" + std::string(names[random.below(static_cast<std::uint32_t>(names.size()))]) + "'";
  };
  const auto part = [&]() -> std::string {
    const std::string number = std::to_string(random.below(40)) + (random.chance(30) ? ".5" : "");
    switch (random.below(9)) {
      case 0:
        return "killed " + std::string(std::array{">", ">=", "<", "<=", "=", "<>"}[random.below(6)]) + ' ' + number;
      case 1: return "killed BETWEEN " + number + " AND 30";
      case 2: return "killed > " + std::string(random.chance(50) ? "-3" : "5000000000");
      case 3: return "attack_type IN (" + of(kAttackTypes) + ',' + of(kAttackTypes) + ')';
      case 4: return "attack_type = " + of(kAttackTypes);
      case 5: return "target_type <> " + of(kTargetTypes);
      case 6: return "community = " + of(kCommunities);
      case 7: return "T_INTERSECTS(date, INTERVAL('2009-01-01','2013-03-31'))";
      default: return "injured > " + number;
    }
  };
  std::size_t matched = 0, whole = 0;
  for (int trial = 0; trial < 600; ++trial) {
    std::string text = part();
    for (std::uint32_t more = random.below(3); more > 0; --more)
      text += (random.chance(80) ? " AND " : " OR ") + part();
    const Filter before = random.chance(50) ? Filter() : random_filter(random);
    INFO(text);
    const auto expression = Expression::parse(text);
    REQUIRE(expression.has_value());
    Filter after = before;
    const auto left = expression->beyond(after);
    whole += left ? 0U : 1U;
    const Matcher one(before, data(), kNoAreas), other(after, data(), kNoAreas);
    for (const Incident& i : data().incidents) {
      const bool is = one(i) && expression->matches(i, data(), kNoAreas);
      REQUIRE((other(i) && (!left || left->matches(i, data(), kNoAreas))) == is);
      matched += is ? 1U : 0U;
    }
  }
  CHECK(matched > 2000);
  CHECK(whole > 100);
}

TEST_CASE("C10: a refusal of an expression says where and what is known") {
  for (const char* text : {"",
                           "killed",
                           "killed >",
                           "killed > 'many'",
                           "nothing = 1",
                           "killed = 1 killed",
                           "(killed = 1",
                           "killed = 1)",
                           "attack_type = 'bomb'",
                           "attack_type IN ('bombing','bomb')",
                           "attack_type < 5",
                           "community < 'hazara'",
                           "killed IN ()",
                           "killed IN (1,",
                           "killed BETWEEN 1",
                           "killed LIKE '1'",
                           "summary LIKE 3",
                           "date = DATE('2013-01-01')",
                           "geometry = 1",
                           "first = '2013-01-01'",
                           "first = DATE('2013-02-30')",
                           "first = DATE('2013')",
                           "S_INTERSECTS(geometry, BBOX(66,29,68))",
                           "S_INTERSECTS(geometry, POINT(67))",
                           "S_INTERSECTS(geometry, POINT(267 30))",
                           "S_INTERSECTS(killed, POINT(67 30))",
                           "S_WITHIN(geometry, POINT(1 1))",
                           "T_INTERSECTS(date, INTERVAL('2014-01-01','2013-01-01'))",
                           "summary = 'open",
                           "killed = 1e999",
                           "killed = 1.2.3",
                           "killed = 5;",
                           "NOT",
                           "disputed > TRUE",
                           "5 IS NULL",
                           "killed = 1 OR",
                           "1' OR '1'='1"}) {
    INFO(text);
    CHECK(refusal(text).starts_with("at character "));
  }
  CHECK(refusal("علمدار = 1").starts_with("at character 1:"));
  CHECK(refusal("killed = 1 AND nothing = 2").starts_with("at character 16:"));
  const auto unknown = Expression::parse("nothing = 1");
  CHECK(unknown.error().allowed.size() == incident_properties().size());
}

TEST_CASE("C14: an expression is bounded in length, in depth and in parts") {
  CHECK(refusal(std::string(16, '(') + "killed = 1" + std::string(16, ')')).find("levels") != std::string::npos);
  CHECK(refusal(std::string(15, '(') + "killed = 1" + std::string(15, ')')).empty());
  std::string nots;
  for (int i = 0; i < 40; ++i) nots += "NOT ";
  CHECK(refusal(nots + "killed = 1").find("levels") != std::string::npos);
  CHECK(refusal("summary = '" + std::string(kMaxExpressionBytes, 'a') + "'").find("bytes") != std::string::npos);
  std::string list = "killed IN (1";
  for (int i = 0; i < 300; ++i) list += ",1";
  CHECK(refusal(list + ")").find("256") != std::string::npos);
  const std::string wild = "summary LIKE '" + std::string(400, '%') + "x'";
  CHECK(agree(wild, [](I) { return false; }) == 0);
}
